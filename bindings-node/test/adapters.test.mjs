// The adapters in the real frameworks: raw bytes, the exact answer, a parser that was there before, a handler that throws.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { FRAMEWORKS } from './hostile/apps.mjs';
import { genuineNotification } from './helpers.mjs';

let shop;
let genuine;

before(async () => {
  genuine = await genuineNotification();
  ({ shop } = genuine);
});

after(() => shop.close());

for (const [name, start] of Object.entries(FRAMEWORKS)) {
  test(name, async (context) => {
    const seen = [];
    const errors = [];
    let behave = () => {};
    const handler = async (handled) => { seen.push(handled.outcome.type); return behave(); };
    const app = await start([shop.pay, handler, { onError: (error) => errors.push(error) }]);
    context.after(() => app.close());
    const send = async (body = genuine.body, headers = genuine.headers, path = '/notify') => {
      const reply = await fetch(app.address + path, { method: 'POST', headers, body });
      return [reply.status, reply.headers.get('content-type'), await reply.text()];
    };
    const json = 'application/json; charset=utf-8';
    assert.deepEqual(await send(), [200, json, '{"code":"SUCCESS","message":"成功"}']);
    assert.deepEqual(seen, ['payment']);
    const changed = Buffer.concat([genuine.body, Buffer.from(' ')]);
    assert.deepEqual(await send(changed), [401, json, '{"code":"FAIL","message":"失败"}']);
    assert.deepEqual([seen.length, errors.length], [1, 0], 'a refused notification is not for the handler');
    const bare = { 'content-type': 'application/json' };
    assert.deepEqual((await send(genuine.body, bare))[0], 200);
    assert.deepEqual(seen, ['payment', 'payment'], 'what lost its signature is confirmed by a query');
    assert.deepEqual((await send(Buffer.from('{}'), bare))[0], 400);
    behave = () => { throw new Error('the database is down'); };
    assert.deepEqual((await send())[0], 500);
    assert.equal(errors[0].message, 'the database is down');
    behave = () => false;
    assert.deepEqual((await send())[0], 500);
    behave = () => {};
    assert.deepEqual((await send())[0], 200);
    if (name === 'Fastify' || name === 'node:http') return; // nothing can read the body before them
    errors.length = 0;
    assert.equal((await send(genuine.body, genuine.headers, '/parsed'))[0], 500);
    assert.equal(errors[0]?.code, 'RAW_BODY_NEEDED', `${errors[0]}`);
    assert.match(errors[0].message, /rawBody: true/);
  });
}
