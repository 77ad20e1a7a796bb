// Other versions of Node, and other runtimes: an order is placed, a mistake is told, and the process ends by itself.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { open, order } from './helpers.mjs';

const file = (path) => fileURLToPath(new URL(path, import.meta.url));
const RUNTIMES = {
  'Node 18': [file('node_modules/node18/bin/node')],
  'Node 22': [file('node_modules/node22/bin/node')],
  'Node 26': [file('node_modules/node26/bin/node')],
  Bun: [file('node_modules/@oven/bun-linux-x64-baseline/bin/bun')],
  Deno: [file('node_modules/@deno/linux-x64-glibc/deno'), 'run', '--allow-all', '--no-lock'],
};

let shop;
before(async () => { shop = await open(); });
after(() => shop.close());

// The packages that carry these programs are for this platform.
const skip = `${process.platform}-${process.arch}` !== 'linux-x64';

for (const [name, [program, ...options]] of Object.entries(RUNTIMES)) {
  test(name, { skip }, async () => {
    const env = { ...process.env, ...shop.env, OUT_TRADE_NO: order().outTradeNo };
    const child = spawn(program, [...options, file('runtime_program.cjs')], { env, timeout: 30_000 });
    let [out, wrong] = ['', ''];
    child.stdout.on('data', (text) => { out += text; });
    child.stderr.on('data', (text) => { wrong += text; });
    const [status] = await once(child, 'close');
    assert.deepEqual([out.trim(), status], ['placed ORDER_NUMBER_LENGTH true', 0], wrong);
  });
}
