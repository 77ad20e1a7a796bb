// A signer and a transport of the shop's own: an HSM in the place of the private key, an HTTP client in the place of the library's.
import assert from 'node:assert/strict';
import { createPrivateKey, createSign, generateKeyPairSync } from 'node:crypto';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { NotConnectedError, QqWxPay, control, failure, freePort, genuineNotification, open, order, until } from './helpers.mjs';

let shop;
before(async () => { shop = await open(); });
after(() => shop.close());

const quiet = (mock) => { for (const level of ['error', 'warn']) mock.method(console, level, () => {}); };
const query = { outTradeNo: 'NODE-none' };

/** The variables without the private key, and an HSM that holds it. */
function hsm() {
  const { QQ_WXPAY_MERCHANT_PRIVATE_KEY: pem, ...env } = shop.env;
  const key = createPrivateKey(pem);
  return { env, sign: (message) => createSign('RSA-SHA256').update(message).sign(key) };
}

/** Sends with `fetch`, and counts. */
function fetching(change = (reply) => reply) {
  const sent = [];
  const transport = {
    async send(request, { timeoutMs, signal }) {
      sent.push({ method: request.method, host: new URL(request.url).host, timeoutMs });
      const { url, method, headers, body } = request;
      const reply = await fetch(url, { method, headers, body, redirect: 'manual', signal });
      return change({ status: reply.status, headers: reply.headers, body: await reply.arrayBuffer() });
    },
  };
  return { sent, transport };
}

test('a whole payment that an HSM signs and an HTTP client of the shop sends', async () => {
  const genuine = await genuineNotification();
  const { QQ_WXPAY_MERCHANT_PRIVATE_KEY: pem, ...env } = genuine.shop.env;
  const key = createPrivateKey(pem);
  const messages = [];
  const signer = { async sign(message) { messages.push(message.toString()); await sleep(5); return createSign('RSA-SHA256').update(message).sign(key); } };
  const { sent, transport } = fetching();
  const pay = QqWxPay.fromEnv({ env, signer, transport });
  const request = order();
  const placed = await pay.placeOrder(request);
  assert.equal(placed.outcome, 'placed');
  await control(genuine.shop.base, 'POST', '/sandbox/pay', { h5_url: placed.h5Url });
  assert.equal((await pay.confirmOrder({ family: 'direct', outTradeNo: request.outTradeNo })).state, 'paid');
  const refund = { outTradeNo: request.outTradeNo, outRefundNo: `R${request.outTradeNo}`, amount: { refund: 500, total: 1999 } };
  assert.equal((await pay.refund(refund)).status, 'PROCESSING');
  assert.equal((await pay.confirmNotification(genuine.headers, genuine.body)).outcome.type, 'payment', 'a query proves it');
  assert.ok(messages.some((message) => message.startsWith('POST\n/v3/pay/transactions/h5\n')), messages.map((message) => message.split('\n')[1]).join());
  assert.ok(sent.length >= 5 && sent.every(({ timeoutMs }) => timeoutMs > 0 && timeoutMs <= 25_000), JSON.stringify(sent));
  pay.close();
  await genuine.shop.close();
});

test('a function is a signer, and another one a transport', async () => {
  const { env, sign } = hsm();
  const { transport } = fetching();
  const pay = QqWxPay.fromEnv({ env, signer: (message) => new Uint8Array(sign(message)), transport: transport.send });
  assert.equal((await failure(() => pay.queryOrder(query))).code, 'ORDER_NOT_EXIST');
  const prepared = await failure(() => pay.prepare('queryOrder', query));
  assert.deepEqual([prepared.kind, prepared.code], ['config', 'SIGNER_IS_ASYNC']);
  pay.close();
});

test('a signer that does not do its work: nothing is sent, and what it threw is the cause', async ({ mock }) => {
  quiet(mock);
  const { env, sign } = hsm();
  const { sent, transport } = fetching();
  const locked = new Error('the HSM is locked');
  const { privateKey: other } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  for (const [signer, code, retry, cause] of [
    [() => { throw locked; }, 'SIGNING_FAILED', 'same_request', (found) => found === locked],
    [async () => { throw locked; }, 'SIGNING_FAILED', 'same_request', (found) => found === locked],
    [(message) => sign(message).toString('base64'), 'SIGNING_FAILED', 'same_request', (found) => found.code === 'WRONG_TYPE' && found.field === 'signer.sign' && /a text/.test(found.message)],
    [() => undefined, 'SIGNING_FAILED', 'same_request', (found) => /undefined/.test(found.message)],
    [(message) => sign(message).subarray(1), 'SIGNATURE_UNUSABLE', 'never', (found) => found === undefined],
    [() => new Uint8Array(0), 'SIGNATURE_UNUSABLE', 'never', (found) => found === undefined],
    [(message) => Buffer.concat([sign(message), sign(message)]), 'SIGNATURE_UNUSABLE', 'never', (found) => found === undefined],
  ]) {
    const pay = QqWxPay.fromEnv({ env, signer, transport });
    const error = await failure(() => pay.queryOrder(query, { timeoutMs: 5000 }));
    assert.deepEqual([error.code, error.retry], [code, retry], `${signer}: ${error}`);
    assert.ok(cause(error.cause), `${error.cause}`);
    assert.ok(!error.message.includes('is locked'), 'what the shop threw is in the cause alone');
    pay.close();
  }
  assert.equal(sent.length, 0);
  // One that signs with another key is found where the certificate is known; else WeChat Pay refuses it.
  const wrong = QqWxPay.fromEnv({ env, signer: (message) => createSign('RSA-SHA256').update(message).sign(other) });
  assert.match((await failure(() => wrong.queryOrder(query))).code, /^(SIGNATURE_UNUSABLE|SIGN_ERROR)$/);
  wrong.close();
});

test('a signer that never answers ends with the limit of the call, or with the call', async () => {
  const { env } = hsm();
  let asked = 0;
  const pay = QqWxPay.fromEnv({ env, signer: () => { asked += 1; return new Promise(() => {}); } });
  const late = await failure(() => pay.queryOrder(query, { timeoutMs: 300 }));
  assert.deepEqual([late.code, late.retry], ['TIMED_OUT', 'same_request']);
  const given = await failure(() => pay.queryOrder(query, { signal: AbortSignal.timeout(200) }));
  assert.deepEqual([given.code, given.retry], ['CALL_ABANDONED', 'same_request']);
  assert.equal(asked, 2);
  pay.close();
});

test('a transport that has no connection sent nothing; whatever else it throws leaves open whether it arrived', async ({ mock }) => {
  quiet(mock);
  const refused = await freePort();
  const lost = new Error('the connection broke');
  const none = new NotConnectedError('no route');
  const refusing = () => fetch(`http://127.0.0.1:${refused}/`);
  for (const [send, code, retry, cause] of [
    [() => { throw none; }, 'NOT_CONNECTED', 'same_request', (found) => found === none],
    [refusing, 'NOT_CONNECTED', 'same_request', (found) => found.cause.code === 'ECONNREFUSED'],
    [async () => { throw lost; }, 'CONNECTION_LOST', 'same_request', (found) => found === lost],
  ]) {
    const pay = QqWxPay.fromEnv({ env: shop.env, transport: { send } });
    const error = await failure(() => pay.queryOrder(query, { timeoutMs: 4000 }));
    assert.deepEqual([error.kind, error.code, error.retry], ['transport', code, retry], `${error}`);
    assert.ok(cause(error.cause), `${error.cause}`);
    pay.close();
  }
});

test('an order whose reply the transport lost is to be confirmed; one that was never sent may be placed again', async ({ mock }) => {
  quiet(mock);
  const { accessToken } = await shop.pay.accessToken();
  const tokenProvider = { accessToken: () => accessToken };
  const { transport } = fetching(() => { throw new Error('lost after it was sent'); });
  const pay = QqWxPay.fromEnv({ env: shop.env, tokenProvider, transport });
  const placed = await pay.placeOrder(order(), { timeoutMs: 4000 });
  assert.deepEqual([placed.outcome, placed.error.code, placed.error.retry], ['to_confirm', 'CONNECTION_LOST', 'confirm_first']);
  assert.equal((await shop.pay.confirmOrder(placed.order)).state, 'not_paid', 'it is there');
  pay.close();
  const never = QqWxPay.fromEnv({ env: shop.env, tokenProvider, transport: () => { throw new NotConnectedError('no route'); } });
  const error = await failure(() => never.placeOrder(order(), { timeoutMs: 4000 }));
  assert.deepEqual([error.code, error.retry], ['NOT_CONNECTED', 'same_request']);
  never.close();
});

test('what is no reply is named', async ({ mock }) => {
  quiet(mock);
  for (const [reply, named] of [
    [undefined, /status/],
    ['OK', /status/],
    [{ status: '200', headers: {}, body: new Uint8Array() }, /status/],
    [{ status: 200, body: new Uint8Array() }, /headers/],
    [{ status: 200, headers: {}, body: '{}' }, /body/],
  ]) {
    const pay = QqWxPay.fromEnv({ env: shop.env, transport: () => reply });
    const error = await failure(() => pay.queryOrder(query, { timeoutMs: 4000 }));
    assert.equal(error.code, 'TRANSPORT_GAVE_NO_REPLY', `${error}`);
    assert.equal(error.cause.code, 'WRONG_TYPE');
    assert.match(error.cause.field, /^transport\.send: /);
    assert.match(error.cause.field, named);
    pay.close();
  }
  const huge = QqWxPay.fromEnv({ env: shop.env, transport: () => ({ status: 200, headers: {}, body: new Uint8Array(64 << 20) }) });
  assert.equal((await failure(() => huge.queryOrder(query, { timeoutMs: 20_000 }))).code, 'REPLY_TOO_LARGE');
  huge.close();
});

test('a transport is told when nobody waits any more', async () => {
  const signals = [];
  const pay = QqWxPay.fromEnv({ env: shop.env, transport: { send: (_, { signal }) => { signals.push(signal); return new Promise(() => {}); } } });
  const late = await failure(() => pay.queryOrder(query, { timeoutMs: 300 }));
  assert.equal(late.code, 'TIMED_OUT');
  await until('the limit is told', () => signals.every((signal) => signal.aborted));
  const controller = new AbortController();
  const waiting = failure(() => pay.queryOrder(query, { signal: controller.signal }));
  await until('it is asked', () => signals.some((signal) => !signal.aborted));
  controller.abort(new Error('the shop closes'));
  const given = await waiting;
  assert.deepEqual([given.code, given.cause.message], ['CALL_ABANDONED', 'the shop closes']);
  await until('the end is told', () => signals.every((signal) => signal.aborted));
  pay.close();
});

test('a signer or transport that calls its own client is refused', async ({ mock }) => {
  quiet(mock);
  const { env } = hsm();
  for (const parts of [(act) => ({ env, signer: act }), (act) => ({ env: shop.env, transport: act })]) {
    const pay = QqWxPay.fromEnv(parts(async () => { await sleep(1); return pay.queryOrder(query); }));
    const error = await failure(() => pay.queryOrder(query, { timeoutMs: 4000 }));
    assert.equal(error.cause.code, 'CLIENT_REENTERED', `${error}`);
    pay.close();
  }
});

test('a part that lacks its function, and one that nobody knows, are named', async () => {
  for (const [options, code, field] of [
    [{ signer: {} }, 'FIELD_MISSING', 'signer.sign'],
    [{ signer: 'key' }, 'FIELD_MISSING', 'signer.sign'],
    [{ transport: { sent() {} } }, 'FIELD_MISSING', 'transport.send'],
    [{ transport: null }, 'FIELD_MISSING', 'transport.send'],
    [{ signr: () => {} }, 'UNKNOWN_FIELD', 'signr'],
  ]) {
    const error = await failure(() => QqWxPay.fromEnv({ env: shop.env, ...options }));
    assert.deepEqual([error.code, error.field], [code, field]);
  }
  // Without a key and without a signer nothing can be signed.
  assert.match((await failure(() => QqWxPay.fromEnv({ env: hsm().env }))).message, /MERCHANT_PRIVATE_KEY/);
});

test('neither token nor payer is in what a failing transport leaves behind', async ({ mock }) => {
  const lines = [];
  for (const level of ['error', 'warn']) mock.method(console, level, (...parts) => lines.push(parts.join(' ')));
  const { accessToken } = await shop.pay.accessToken();
  const seen = [];
  const transport = (request) => { seen.push(request); throw new Error('it broke'); };
  const pay = QqWxPay.fromEnv({ env: shop.env, tokenProvider: { accessToken: () => accessToken }, transport });
  const placed = await pay.placeOrder(order(), { timeoutMs: 4000 });
  assert.ok(decodeURIComponent(seen[0].url).includes(accessToken), 'the request itself has it');
  const { inspect } = await import('node:util');
  for (const text of [inspect(placed), inspect(seen), placed.error.stack, JSON.stringify(placed.error), ...lines]) {
    assert.ok(!text.includes(accessToken) && !text.includes(encodeURIComponent(accessToken)) && !text.includes('203.0.113.7'), text);
  }
  pay.close();
});
