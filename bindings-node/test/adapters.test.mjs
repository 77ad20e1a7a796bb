// The adapters in the real frameworks: raw bytes, the exact answer, a parser that was there before, functions that fail.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { FRAMEWORKS } from './hostile/apps.mjs';
import { genuineNotification } from './helpers.mjs';

/** The hint of each where a parser was there before. */
const HINTS = {
  'Express 4': /express\.json/,
  'Express 5': /express\.json/,
  Koa: /a text.*Koa.*before the body parser.*Egg.*ignore/,
  NestJS: /rawBody: true/,
  Hono: /no request\.json/,
};

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
    const lines = [];
    context.mock.method(console, 'error', (...said) => lines.push(said));
    let behave = () => {};
    const paid = async (event) => { seen.push([event.type, event.outTradeNo, event.total]); return behave(event); };
    const app = await start([shop.pay, { paid, onError: (error) => errors.push(error) }]);
    context.after(() => app.close());
    const send = async (body = genuine.body, headers = genuine.headers, path = '/notify') => {
      const reply = await fetch(app.address + path, { method: 'POST', headers, body });
      return [reply.status, reply.headers.get('content-type'), await reply.text()];
    };
    const json = 'application/json; charset=utf-8';
    assert.deepEqual(await send(), [200, json, '{"code":"SUCCESS","message":"成功"}']);
    assert.deepEqual(seen, [['paid', genuine.outTradeNo, 1999]]);
    const changed = Buffer.concat([genuine.body, Buffer.from(' ')]);
    assert.deepEqual(await send(changed), [401, json, '{"code":"FAIL","message":"失败"}']);
    assert.deepEqual([seen.length, errors.length], [1, 0], 'a refused notification is for nobody');
    const bare = { 'content-type': 'application/json' };
    assert.deepEqual((await send(genuine.body, bare))[0], 200);
    assert.equal(seen.length, 2, 'what lost its signature is confirmed by a query');
    assert.deepEqual((await send(Buffer.from('{}'), bare))[0], 400);
    assert.deepEqual([errors, lines], [[], []], 'forgeries are quiet');
    const down = new Error('the database is down');
    behave = () => { throw down; };
    assert.deepEqual((await send())[0], 500);
    assert.equal(errors.shift(), down);
    const [line, thrown] = lines.shift();
    assert.match(line, /qq-wxpay: .*HANDLER_FAILED/);
    assert.equal(thrown, down, 'with its stack');
    behave = () => new Response('', { status: 200 });
    assert.deepEqual((await send())[0], 500);
    assert.equal(errors.shift().code, 'HANDLER_ANSWERED');
    assert.match(lines.shift()[0], /HANDLER_ANSWERED.*Response/);
    behave = ({ notification }) => notification.accept('paid');
    assert.deepEqual((await send())[0], 200);
    behave = () => ({ affectedRows: 1 });
    assert.deepEqual((await send())[0], 200);
    assert.deepEqual([errors, lines], [[], []]);
    if (name === 'Fastify' || name === 'node:http') return; // nothing can read the body before them
    assert.equal((await send(genuine.body, genuine.headers, '/parsed'))[0], 500);
    assert.equal(errors[0]?.code, 'RAW_BODY_NEEDED', `${errors[0]}`);
    assert.match(errors[0].detail, HINTS[name]);
    assert.match(lines[0].join(' '), /RAW_BODY_NEEDED/);
  });
}
