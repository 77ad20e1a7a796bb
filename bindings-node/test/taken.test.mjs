// What people do with objects: methods taken out of them, `using`, errors sent to another thread.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { genuineNotification, open, order, QqWxPay, QqWxPayError } from './helpers.mjs';

let genuine;
let shop;
before(async () => { genuine = await genuineNotification(); ({ shop } = genuine); });
after(() => shop.close());

test('a method without its client says so, from the line that called it', async () => {
  const { pay } = shop;
  const { placeOrder, queryOrder, accessToken, tradeBill, prepare, prepareBill, expectPayment, handleNotification, receiveNotification, close } = pay;
  const taken = { placeOrder, queryOrder, accessToken, tradeBill, prepare, prepareBill, expectPayment, handleNotification, receiveNotification, close };
  for (const [name, method] of Object.entries(taken)) {
    for (const call of [() => method(order()), () => taken[name](order()), () => method.call(null, order())]) {
      const error = await (async () => call())().then(() => undefined, (thrown) => thrown);
      assert.ok(error instanceof TypeError, `${name}: ${error}`);
      assert.match(error.message, /without its client: call it as `pay\.placeOrder/);
      assert.match(error.stack.split('\n').slice(1, 3).join(' '), /taken\.test/, name);
      assert.ok(!error.stack.includes('203.0.113.7'));
    }
  }
  assert.equal((await placeOrder.call(pay, order())).outcome, 'placed');
  const { fromEnv } = QqWxPay;
  const made = fromEnv({ env: shop.env });
  assert.ok(made instanceof QqWxPay);
  made.close();
});

test('what a call gave works in parts', async () => {
  const { headers, body, outTradeNo } = genuine;
  const { accept, event, expect, failure } = await shop.pay.receiveNotification(headers, body);
  assert.equal(event().type, 'paid');
  assert.equal(accept('paid').status, 200);
  assert.deepEqual(accept('refund'), failure);
  expect({ outTradeNo, total: 1999 });
  assert.throws(() => expect({ outTradeNo, total: 1998 }), (error) => error.kind === 'mismatch' && /taken\.test/.test(error.stack.split('\n')[1]));
  const { request, finish } = shop.pay.prepare('queryOrder', { outTradeNo });
  const reply = await fetch(request.url, { headers: request.headers });
  const found = finish({ status: reply.status, headers: reply.headers, body: await reply.arrayBuffer() });
  assert.equal(found.outTradeNo, outTradeNo);
  assert.throws(() => finish({ status: 200, headers: {}, body: 'text' }), QqWxPayError);
});

test('`using` closes a client', { skip: Symbol.dispose === undefined }, async () => {
  for (const symbol of [Symbol.dispose, Symbol.asyncDispose]) {
    const { pay, close } = await open();
    const ended = pay[symbol]();
    assert.equal(ended instanceof Promise, symbol === Symbol.asyncDispose);
    await ended;
    await assert.rejects(pay.placeOrder(order()), { code: 'CLIENT_CLOSED' });
    await close();
  }
});

test('an error for another thread: its clone says code and remedy, its JSON has all of it', async () => {
  const error = await shop.pay.queryOrder({ outTradeNo: 'NODE-none' }).catch((thrown) => thrown);
  const clone = structuredClone(error);
  assert.ok(clone instanceof Error && clone.code === undefined, 'a plain error');
  for (const part of [error.code, `HTTP ${error.status}`, error.remedy.en]) assert.ok(clone.message.includes(part), part);
  const { code, status, retry, remedy, kind, requestId, reason, name, message } = error;
  const sent = structuredClone(error.toJSON());
  assert.deepEqual({ ...sent, detail: undefined, origin: undefined, field: undefined }, { code, status, retry, remedy, kind, requestId, reason, name, message, detail: undefined, origin: undefined, field: undefined });
});
