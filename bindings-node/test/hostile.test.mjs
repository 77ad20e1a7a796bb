// Hostile traffic: each adapter in its real framework, in a process of its own, outlives what anybody can send and what the shop's own
// functions do, in bounded memory, and takes the genuine notification afterwards.
import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { FRAMEWORKS } from './hostile/apps.mjs';
import { flood, head, raw } from './hostile/traffic.mjs';
import { genuineNotification } from './helpers.mjs';

const BYTES = 1 << 30;
/** So much more memory a process may take for one body that is too long: some copies of what is read of it, and no more. */
const GROWTH = 64 << 20;

/** Nothing can read the body before these two do. */
const WITHOUT_PARSER = new Set(['node:http', 'Fastify']);

let genuine;
before(async () => { genuine = await genuineNotification(); });
after(() => genuine.shop.close());

/** The process of one adapter. */
async function start(name) {
  const program = fileURLToPath(new URL('hostile/server.mjs', import.meta.url));
  const child = fork(program, [name], { env: { ...process.env, ...genuine.shop.env }, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => { said += text; });
  const ended = once(child, 'exit').then(([status]) => { throw new Error(`${name} ended with ${status}: ${said}`); });
  ended.catch(() => {});
  const message = () => Promise.race([once(child, 'message').then(([content]) => content), ended]);
  const { address } = await message();
  const command = (behaviour) => { const reply = message(); child.send(behaviour); return reply; };
  return { address, command, said: () => said, close: () => child.kill() };
}

for (const name of Object.keys(FRAMEWORKS)) {
  test(name, { timeout: 240_000 }, async (context) => {
    const app = await start(name);
    context.after(() => app.close());
    const { body, headers } = genuine;
    const signed = { ...headers, 'content-length': body.length };
    const { 'content-length': _length, ...unsized } = signed;
    const send = async (path = '/notify') => {
      const reply = await fetch(app.address + path, { method: 'POST', headers, body });
      return [reply.status, await reply.text()];
    };
    const status = (text) => Number(text.split(' ')[1]) || undefined;

    assert.equal((await send())[0], 200);
    assert.deepEqual((await app.command({})).seen, ['paid']);

    // Broken off, malformed, of a wrong length, of another method: nobody hears of it, nothing ends.
    await raw(app.address, [head('/notify', signed), body.subarray(0, 20)], { breakOff: true });
    await raw(app.address, [head('/notify', { ...unsized, 'transfer-encoding': 'chunked' }), 'ZZZ\r\n']);
    await raw(app.address, [head('/notify', { ...unsized, 'transfer-encoding': 'chunked' }), 'a\r\n{"id":"EV-\r\nZZZ\r\n']);
    await raw(app.address, [head('/notify', { ...signed, 'content-length': '-1' }), body]);
    await raw(app.address, [head('/notify', { ...unsized, 'content-length': `${body.length}\r\ncontent-length: 1` }), body]);
    assert.notEqual(status(await raw(app.address, [head('/notify', { ...unsized, 'content-length': 9 }), body])), 200, 'too short');
    for (const method of ['GET', 'HEAD', 'PUT']) {
      const reply = await raw(app.address, [head('/notify', headers, method)]);
      assert.ok(status(reply) >= 400, `${method}: ${reply.split('\r\n')[0]}`);
    }
    assert.deepEqual((await app.command({})).seen, [], 'none of that is for the shop');

    // Too long: the reading stops, and so does the memory.
    const { rss } = await app.command({});
    for (const chunked of [false, true]) {
      const { sent, status: answered } = await flood(app.address, '/notify', unsized, BYTES, chunked);
      assert.ok(answered === undefined || answered >= 400, `${answered}`);
      const grown = (await app.command({})).rss - rss;
      context.diagnostic(`${chunked ? 'chunks' : 'one length'}: ${answered ?? 'closed'} after ${(sent / 1e6).toFixed(1)} of ${(BYTES / 1e6).toFixed(0)} MB, ${(grown / 1e6).toFixed(1)} MB more memory`);
      assert.ok(grown < GROWTH, `${grown} bytes more`);
    }

    // A parser was there before; somebody else has answered, or answers in the middle of the upload.
    const parsed = await send('/parsed');
    if (!WITHOUT_PARSER.has(name)) assert.equal(parsed[0], 500, 'a parser was there before');
    await send('/answered');
    await raw(app.address, [head('/limited', signed), body.subarray(0, 20)]);
    await app.command({ handler: 'throw' });
    await send('/answered');

    // The shop's own functions fail, in all ways.
    for (const handler of ['throw', 'reject', 'nothing', 'unprintable', 'thenable', 'false']) {
      for (const onError of ['well', 'throw', 'reject', 'unprintable']) {
        await app.command({ handler, onError });
        assert.equal((await send())[0], 500, `${handler}, ${onError}`);
      }
    }

    await app.command({});
    assert.deepEqual(await send(), [200, '{"code":"SUCCESS","message":"成功"}'], app.said());
    assert.deepEqual((await app.command({})).seen, ['paid']);
  });
}
