// The functions of the shop: which are refused when the route is made, what each event gets, and what becomes of what they give.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { after, before, beforeEach, test } from 'node:test';
import { QqWxPay, QqWxPayError, genuineNotification, until } from './helpers.mjs';

const require = createRequire(import.meta.url);
const adapters = ['express', 'koa', 'fastify', 'nest', 'web'].map((name) => require(`../adapters/${name}.js`).notifications);
const { notifications } = require('../adapters/web.js');

let genuine;
let pay;
let lines;
before(async () => { genuine = await genuineNotification(); ({ pay } = genuine.shop); });
after(() => genuine.shop.close());
beforeEach(({ mock }) => {
  lines = [];
  const keep = (...said) => {
    const line = said.map(String).join(' ');
    if (!line.includes('SANDBOX_CLIENT')) lines.push(line);
  };
  for (const level of ['error', 'warn']) mock.method(console, level, keep);
});

/** One delivery to these functions: status, and what `onError` got. */
async function deliver(functions, { headers = genuine.headers, body = genuine.body, client = pay } = {}) {
  const errors = [];
  const handle = notifications(client, { onError: (error) => { errors.push(error); }, ...functions });
  const reply = await handle(new Request('http://shop.example.com/notify', { method: 'POST', headers, body }));
  return { status: reply.status, errors };
}

test('mistakes are reported when the route is made', () => {
  const paid = () => {};
  for (const [functions, code, field] of [
    [{}, 'NO_EVENT_TAKEN', 'paid'],
    [{ ignore: ['other'] }, 'NO_EVENT_TAKEN', 'paid'],
    [{ paid, ignore: ['refnd'] }, 'EVENT_UNKNOWN', 'ignore[0]'],
    [{ paid, ignore: ['other', 'paid'] }, 'EVENT_BOTH_TAKEN_AND_IGNORED', 'ignore[1]'],
    [{ paid, ignore: 'other' }, 'WRONG_TYPE', 'ignore'],
    [{ payd: paid }, 'UNKNOWN_FIELD', 'payd'],
    [{ paid, onerror: paid }, 'UNKNOWN_FIELD', 'onerror'],
    [{ paid: undefined }, 'WRONG_TYPE', 'paid'],
    [{ paid, refund: null }, 'WRONG_TYPE', 'refund'],
    [{ paid: paid() }, 'WRONG_TYPE', 'paid'],
    [{ paid, onError: 'log' }, 'WRONG_TYPE', 'onError'],
    [{ paid, confirm: 'yes' }, 'WRONG_TYPE', 'confirm'],
    [{ * paid() { yield 1; } }, 'HANDLER_ASYNC', 'paid'],
    [{ async * paid() { yield 1; } }, 'HANDLER_ASYNC', 'paid'],
    [paid, 'WRONG_TYPE', '(the functions)'],
    [undefined, 'WRONG_TYPE', '(the options)'],
  ]) {
    for (const make of adapters) {
      assert.throws(() => make(pay, functions), (error) => {
        assert.ok(error instanceof QqWxPayError, error);
        assert.deepEqual([error.code, error.field], [code, field]);
        assert.match(error.stack.split('\n')[1], /handlers\.test/, 'the stack leads to the route');
        return true;
      });
    }
  }
  for (const make of adapters) {
    assert.throws(() => make(undefined, { paid }), { code: 'WRONG_TYPE', field: 'pay' });
    make(pay, { paid, refund: async () => {}, notPaid: paid, ignore: ['other'], confirm: true, onError: paid });
  }
});

test('nobody takes the event: a failure, and a line with the remedy; ignored by name: success', async () => {
  const { status, errors } = await deliver({ refund() {} });
  assert.equal(status, 500);
  assert.equal(errors[0].code, 'EVENT_NOT_TAKEN');
  await until('the line', () => lines.length > 0);
  assert.match(lines[0], /EVENT_NOT_TAKEN.*`ignore`/);
  assert.match(lines[0], new RegExp(genuine.outTradeNo));
  assert.deepEqual(await deliver({ refund() {}, ignore: ['paid'] }), { status: 200, errors: [] });
});

test('what a function gets', async () => {
  let got;
  assert.equal((await deliver({ paid: (event) => { got = event; } })).status, 200);
  const { notification, expect, ...data } = got;
  assert.deepEqual([notification, expect], [got.notification, got.expect]);
  assert.deepEqual(Object.keys(got).filter((name) => name === 'notification' || name === 'expect'), [], 'what is copied is data');
  assert.deepEqual([data.type, data.family, data.outTradeNo, data.total, data.refunded], ['paid', 'direct', genuine.outTradeNo, 1999, false]);
  assert.deepEqual(data.orders.map(({ outTradeNo, total }) => [outTradeNo, total]), [[genuine.outTradeNo, 1999]]);
  assert.equal(got.notification.eventKind, 'paid');
  const { openid } = got.notification.outcome.payment.payer;
  assert.ok(!JSON.stringify(got).includes(openid), 'the payer is not in it');
  got.expect({ outTradeNo: genuine.outTradeNo, total: 1999 });
});

test('expect compares order number and total, and takes nothing for no answer', async () => {
  let got;
  await deliver({ paid: (event) => { got = event; } });
  const row = undefined;
  const misspelt = { number: genuine.outTradeNo, totl: 1999 };
  const right = { outTradeNo: genuine.outTradeNo, total: 1999 };
  for (const [expected, field] of [
    [{ outTradeNo: row?.number, total: row?.total }, 'outTradeNo'],
    [{ outTradeNo: misspelt.number, total: misspelt.total }, 'total'],
    [{ outTradeNo: genuine.outTradeNo, total: null }, 'total'],
    [{ outTradeNo: null, total: 1999 }, 'outTradeNo'],
    [{ total: 1999 }, 'outTradeNo'],
    [{ outTradeNo: genuine.outTradeNo }, 'total'],
    [{}, 'outTradeNo'],
    [{ ...right, mchid: undefined }, 'mchid'],
    [{ ...right, appid: null }, 'appid'],
    [{ ...right, total: NaN }, 'total'],
    [{ ...right, total: '1999' }, 'total'],
    [{ ...right, totl: 1999 }, 'totl'],
    [undefined, '(the expectation)'],
  ]) {
    const found = await pay.queryOrder({ outTradeNo: genuine.outTradeNo });
    const compares = [got.expect, (given) => got.notification.expect(given)];
    if (expected) compares.push((given) => pay.expectPayment({ found: { family: 'direct', ...found }, expected: given }));
    for (const [index, compare] of compares.slice(0, 2).entries()) {
      assert.throws(() => compare(expected), (error) => {
        assert.ok(error instanceof QqWxPayError, `${error}`);
        assert.deepEqual([error.kind, error.field], ['invalid_input', field], `${index}: ${error.message}`);
        return true;
      });
    }
  }
  for (const wrong of [{ ...right, total: 1998 }, { ...right, outTradeNo: 'T0' }]) {
    assert.throws(() => got.expect(wrong), { kind: 'mismatch', code: 'PAYMENT_DIFFERS' });
  }
  // What it throws is a failure, and the notification comes again.
  const { status, errors } = await deliver({ paid: (event) => event.expect({ ...right, total: 1998 }) });
  assert.deepEqual([status, errors[0].code], [500, 'PAYMENT_DIFFERS']);
});

test('what a function gives', async () => {
  for (const [value, status, code] of [
    [undefined, 200], [true, 200], [{ affectedRows: 0 }, 200], [1, 200], [[1], 200],
    [false, 500, 'HANDLER_DECLINED'], [500, 500, 'HANDLER_ANSWERED'], [200, 500, 'HANDLER_ANSWERED'], ['OK', 500, 'HANDLER_ANSWERED'],
    [Symbol('error'), 500, 'HANDLER_ANSWERED'], [[500, {}, []], 500, 'HANDLER_ANSWERED'], [new Error('secret'), 500, 'HANDLER_ANSWERED'],
    [new Response('secret'), 500, 'HANDLER_ANSWERED'], [{ status: 500 }, 500, 'HANDLER_ANSWERED'],
  ]) {
    // A client of its own: the same line is logged at a limited rate.
    const client = QqWxPay.fromEnv({ env: genuine.shop.env });
    for (const give of [() => value, async () => value]) {
      lines.length = 0;
      const answered = await deliver({ paid: give }, { client });
      assert.deepEqual([answered.status, answered.errors[0]?.code], [status, code], String(value));
      if (code) await until('the line', () => lines.length > 0);
      assert.ok(code ? lines.every((line) => line.includes(code) && !line.includes('secret')) : lines.length === 0, lines.join());
    }
    client.close();
  }
  const { status, errors } = await deliver({ paid: ({ notification }) => notification.failure });
  assert.deepEqual([status, errors], [500, []], 'an acknowledgement counts as itself');
});

test('a wrong APIv3 key is logged, forgeries are not', async () => {
  const wrong = QqWxPay.fromEnv({ env: { ...genuine.shop.env, QQ_WXPAY_API_V3_KEY: 'f'.repeat(32) } });
  const { status, errors } = await deliver({ paid: () => assert.fail('it is refused') }, { client: wrong });
  assert.ok(status >= 400, `${status}`);
  assert.equal(errors[0]?.code, 'DECRYPT_FAILED', `${errors[0]}`);
  await until('the line', () => lines.some((line) => /qq-wxpay: .*DECRYPT_FAILED/.test(line)));
  wrong.close();
  lines.length = 0;
  for (let index = 0; index < 20; index += 1) {
    const forged = await deliver({ paid: () => assert.fail('it is refused') }, { body: Buffer.concat([genuine.body, Buffer.from(' '.repeat(index + 1))]) });
    assert.deepEqual([forged.status, forged.errors], [401, []]);
  }
  assert.deepEqual(lines, []);
});

test('no client, or one that cannot be made: a failure, logged at a limited rate', async () => {
  const errors = [];
  const make = () => { throw new Error('no settings'); };
  const handle = notifications(make, { paid() {}, onError: (error) => { errors.push(error.message); } });
  for (let index = 0; index < 3; index += 1) {
    const { status } = await handle(new Request('http://shop.example.com/notify', { method: 'POST', headers: genuine.headers, body: genuine.body }));
    assert.equal(status, 500);
  }
  assert.deepEqual(errors, ['no settings']);
  assert.equal(lines.length, 1, lines.join('\n'));
  assert.equal((await deliver({ paid() {} }, { client: async () => pay })).status, 200, 'it may be made asynchronously');
});
