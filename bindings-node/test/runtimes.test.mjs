// Other versions of Node, and other runtimes: an order is placed, a mistake is reported, and the process ends by itself.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { genuineNotification, order, until } from './helpers.mjs';
import { flood, head, raw } from './hostile/traffic.mjs';

const file = (path) => fileURLToPath(new URL(path, import.meta.url));
const RUNTIMES = {
  'Node 18': [file('node_modules/node18/bin/node')],
  'Node 22': [file('node_modules/node22/bin/node')],
  'Node 26': [file('node_modules/node26/bin/node')],
  Bun: [file('node_modules/@oven/bun-linux-x64-baseline/bin/bun')],
  Deno: [file('node_modules/@deno/linux-x64-glibc/deno'), 'run', '--allow-all', '--no-lock'],
};

let genuine;
let shop;
before(async () => { genuine = await genuineNotification(); ({ shop } = genuine); });
after(() => shop.close());

// The packages that carry these programs are for this platform.
const skip = `${process.platform}-${process.arch}` !== 'linux-x64';

for (const [name, [program, ...options]] of Object.entries(RUNTIMES)) {
  test(name, { skip }, async () => {
    const env = { ...process.env, ...shop.env, OUT_TRADE_NO: order().outTradeNo };
    const child = spawn(program, [...options, file('runtime_program.cjs')], { env, timeout: 120_000 });
    let [out, wrong] = ['', ''];
    child.stdout.on('data', (text) => { out += text; });
    child.stderr.on('data', (text) => { wrong += text; });
    const [status] = await once(child, 'close');
    assert.deepEqual([out.trim(), status], ['placed ORDER_NUMBER_LENGTH true', 0], wrong);
  });
}

for (const name of ['Bun', 'Deno']) {
  test(`${name}: a server outlives hostile traffic`, { skip }, async (context) => {
    const [program, ...options] = RUNTIMES[name];
    const child = spawn(program, [...options, file('hostile/runtime.mjs')], { env: { ...process.env, ...shop.env } });
    context.after(() => child.kill());
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => { said += text; });
    const [, port] = await until('the server', () => said.match(/port (\d+)/));
    const address = `http://127.0.0.1:${port}`;
    const memory = async () => Number(await (await fetch(`${address}/memory`)).text());
    const { body, headers } = genuine;
    const send = async (path) => (await fetch(address + path, { method: 'POST', headers, body })).status;
    assert.equal(await send('/notify'), 500);
    await raw(address, [head('/notify', { ...headers, 'content-length': body.length }), body.subarray(0, 20)], { breakOff: true });
    await raw(address, [head('/notify', { ...headers, 'transfer-encoding': 'chunked' }), 'ZZZ\r\n']);
    const before = await memory();
    for (const chunked of [false, true]) {
      const { sent, status } = await flood(address, '/notify', headers, 1 << 30, chunked);
      const grown = (await memory()) - before;
      context.diagnostic(`${chunked ? 'chunks' : 'one length'}: ${status ?? 'closed'} after ${(sent / 1e6).toFixed(1)} MB, ${(grown / 1e6).toFixed(1)} MB more memory`);
      assert.ok(status === undefined || status >= 400, `${status}`);
      assert.ok(grown < 128 << 20, `${grown} bytes more`);
    }
    assert.equal(await send('/notify'), 500);
    assert.equal(await send('/well'), 200, said);
  });
}
