// Signed requests for an HTTP client of the shop's own.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { inspect } from 'node:util';
import { failure, open, order } from './helpers.mjs';

let shop;
before(async () => { shop = await open(); });
after(() => shop.close());

test('a request prepared here and sent with another HTTP client', async () => {
  const { accessToken } = await shop.pay.accessToken();
  const prepared = shop.pay.prepare('placeOrder', order(), { accessToken });
  const { method, url, headers, body } = prepared.request;
  const response = await fetch(url, { method, headers, body, redirect: 'error' });
  const reply = { status: response.status, headers: response.headers, body: await response.arrayBuffer() };
  assert.equal(prepared.finish(reply).verified, true);
  const changed = { ...reply, body: Buffer.concat([Buffer.from(reply.body), Buffer.from(' ')]) };
  assert.equal((await failure(() => prepared.finish(changed))).code, 'SIGNATURE_WRONG');
  assert.equal((await failure(() => prepared.finish({ ...reply, body: 'text' }))).code, 'RAW_BODY_NEEDED');
  for (const wrong of [undefined, {}, { ...reply, status: '200' }, { ...reply, status: 70000 }]) {
    const error = await failure(() => prepared.finish(wrong));
    assert.deepEqual([error.code, error.field], ['WRONG_TYPE', 'status']);
  }
  // The whole of what `accessToken()` gives is the likeliest mistake; no error shows it.
  for (const wrong of [{ accessToken }, Buffer.from(accessToken), 5, null]) {
    const error = await failure(() => shop.pay.prepare('placeOrder', order(), { accessToken: wrong }));
    assert.deepEqual([error.code, error.field], ['WRONG_TYPE', 'accessToken']);
    assert.ok(!inspect(error).includes(accessToken));
  }
  const misspelt = await failure(() => shop.pay.prepare('placeOrder', order(), { accesToken: accessToken }));
  assert.deepEqual([misspelt.code, misspelt.field], ['UNKNOWN_FIELD', 'accesToken']);
});

test('what is prepared by name: what takes nothing, what no operation is called, what takes no token', async () => {
  assert.match(shop.pay.prepare('accessToken').request.url, /getToken/);
  assert.match(shop.pay.prepare('refreshCertificates').request.url, /certificates/);
  for (const [act, code, field] of [
    [() => shop.pay.prepare('placeOrdr', order()), 'UNKNOWN_OPERATION', 'placeOrdr'],
    [() => shop.pay.prepare('constructor'), 'UNKNOWN_OPERATION', 'constructor'],
    [() => shop.pay.prepare(), 'UNKNOWN_OPERATION', 'undefined'],
    [() => shop.pay.prepare('tradeBillFile', {}), 'UNKNOWN_OPERATION', 'tradeBillFile'],
    [() => shop.pay.prepareBill('placeOrder', order()), 'UNKNOWN_OPERATION', 'placeOrder'],
    [() => shop.pay.prepare('queryOrder', { outTradeNo: 'NODE-none' }, { accessToken: 'token' }), 'UNKNOWN_FIELD', 'accessToken'],
    [() => shop.pay.prepare('accessToken', { refresh: true }), 'UNKNOWN_FIELD', 'refresh'],
    [() => shop.pay.prepare('closeOrder'), 'FIELD_MISSING', 'outTradeNo'],
    [() => shop.pay.prepareBill('v2TradeBill'), 'WRONG_TYPE', '(the request)'],
  ]) {
    const error = await failure(act);
    assert.deepEqual([error.kind, error.code, error.field], ['invalid_input', code, field]);
    assert.match(error.stack.split('\n')[1], /prepared\.test/);
  }
});
