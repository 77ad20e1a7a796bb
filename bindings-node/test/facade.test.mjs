// The facade on a sandbox: what a user relies on, and what goes wrong.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { inspect } from 'node:util';
import { Worker } from 'node:worker_threads';
import { QqWxPay, QqWxPayError, acknowledge, control, failure, listen, open, order, until } from './helpers.mjs';

let shop;
let merchant;
const received = [];

before(async () => {
  merchant = await listen(async (headers, body) => {
    const handled = shop.pay.handleNotification(headers, body);
    received.push({ headers, body, handled });
    return acknowledge(handled);
  });
  shop = await open({ notifyUrl: merchant.address });
});

after(async () => {
  merchant.close();
  await shop.close();
});

async function paid(request) {
  const placed = await shop.pay.placeOrder(request);
  assert.equal(placed.outcome, 'placed');
  await control(shop.base, 'POST', '/sandbox/pay', { h5_url: placed.h5Url });
  return until('the notification', () => received.find(({ handled }) => handled.order?.outTradeNo === request.outTradeNo));
}

test('a payment from the order to the refund', async () => {
  const request = order({ attach: 'outTradeNo_x' });
  const { handled, headers, body } = await paid(request);
  assert.equal(handled.outcome.type, 'payment');
  assert.equal(handled.outcome.payment.amount.total, 1999);
  assert.equal(handled.outcome.payment.attach, 'outTradeNo_x');
  assert.deepEqual([handled.eventKind, handled.accept('paid').status, handled.accept('refund').status, handled.answer], ['paid', 200, 500, null]);
  handled.expect({ outTradeNo: request.outTradeNo, total: 1999 });
  const differs = await failure(() => handled.expect({ outTradeNo: request.outTradeNo, total: 1 }));
  assert.deepEqual([differs.kind, differs.code, differs.field], ['mismatch', 'PAYMENT_DIFFERS', 'amount.total']);
  assert.equal(shop.pay.handleNotification(headers, body).repeat, true);

  const status = await shop.pay.confirmOrder({ family: 'direct', outTradeNo: request.outTradeNo });
  assert.equal(status.state, 'paid');
  shop.pay.expectPayment({ found: status.found, expected: { outTradeNo: request.outTradeNo, total: 1999 } });
  await failure(() => shop.pay.expectPayment({ found: status.found, expected: { outTradeNo: request.outTradeNo, total: 2 } }));
  const refund = { outTradeNo: request.outTradeNo, outRefundNo: `R${request.outTradeNo}`, amount: { refund: 500, total: 1999 } };
  assert.equal((await shop.pay.refund(refund)).status, 'PROCESSING');
  assert.equal((await shop.pay.queryRefund({ outRefundNo: refund.outRefundNo })).amount.refund, 500);
});

test('all four ways of ordering, the close of what nobody paid', async () => {
  const { mchid } = shop.pay.merchant();
  const identity = await control(shop.base, 'GET', '/sandbox/identity');
  const [sub] = identity.sub_mchids;
  const parts = [
    { mchid, outTradeNo: order().outTradeNo, description: 'a', amount: { totalAmount: 999 }, attach: 'a' },
    { mchid: sub, outTradeNo: order().outTradeNo, description: 'b', amount: { totalAmount: 1000 }, attach: 'b' },
  ];
  const combine = order().outTradeNo;
  const v2 = order().outTradeNo;
  const partner = order();
  const placed = [
    await shop.pay.placePartnerOrder({ subMchid: sub, order: partner }),
    await shop.pay.placeCombineOrder({ combineOutTradeNo: combine, sceneInfo: { payerClientIp: '203.0.113.7' }, subOrders: parts }),
    await shop.pay.placeV2Order({ outTradeNo: v2, body: 'mug', totalFee: 1999, spbillCreateIp: '203.0.113.7' }),
  ];
  assert.deepEqual(placed.map(({ outcome, verified }) => [outcome, verified]), Array(3).fill(['placed', true]));
  for (const reference of [
    { family: 'partner', outTradeNo: partner.outTradeNo, subMchid: sub },
    { family: 'combine', outTradeNo: combine },
    { family: 'v2', outTradeNo: v2 },
  ]) {
    assert.equal((await shop.pay.closeIfUnpaid(reference)).state, 'closed', reference.family);
  }
});

test('mistakes are named before anything is sent, with a stack that leads to the caller', async () => {
  const before = (await control(shop.base, 'GET', '/sandbox/statistics')).proxy_requests;
  const table = [
    [order({ amount: { total: 19.99 } }), 'WRONG_TYPE', 'amount.total'],
    [order({ amount: { total: '1999' } }), 'WRONG_TYPE', 'amount.total'],
    [order({ amount: { total: NaN } }), 'WRONG_TYPE', 'amount.total'],
    [order({ amount: { total: 2 ** 53 } }), 'WRONG_TYPE', 'amount.total'],
    [order({ amount: { total: 1999n } }), 'WRONG_TYPE', 'amount.total'],
    [order({ amount: { total: 0 } }), 'AMOUNT_NOT_POSITIVE', 'amount.total'],
    [order({ timeExpire: new Date(Number.NaN) }), 'TIME_FORMAT', 'timeExpire'],
    [order({ attach: new Date() }), 'WRONG_TYPE', 'attach'],
    [order({ outTradNo: '1' }), 'UNKNOWN_FIELD', 'outTradNo'],
    [order({ sceneInfo: { payerClientIp: '10.0.0.1' } }), 'PAYER_IP_NOT_PUBLIC', 'sceneInfo.payerClientIp'],
    [undefined, 'WRONG_TYPE', '(the request)'],
  ];
  async function theShopsOwnFunction(request) {
    return shop.pay.placeOrder(request);
  }
  for (const [request, code, field] of table) {
    const error = await failure(() => theShopsOwnFunction(request));
    assert.deepEqual([error.kind, error.code, error.field, error.retry], ['invalid_input', code, field, 'never']);
    assert.match(error.stack, /theShopsOwnFunction/);
    assert.ok(error.remedy.en && error.remedy.zh);
  }
  const misspelt = await failure(() => shop.pay.placeOrder(order({ outTradNo: '1' })));
  assert.match(misspelt.message, /did you mean `outTradeNo`/);
  assert.equal((await control(shop.base, 'GET', '/sandbox/statistics')).proxy_requests, before);
});

test('only raw bytes are a notification', async () => {
  const { headers, body } = received[0] ?? (await paid(order()));
  const text = body.toString('utf8');
  for (const wrong of [text, JSON.parse(text), JSON.stringify(JSON.parse(text)), undefined, null, 7]) {
    const error = await failure(() => shop.pay.handleNotification(headers, wrong));
    assert.equal(error.code, 'RAW_BODY_NEEDED');
    assert.match(error.message, /express\.raw/);
  }
  for (const form of [body, new Uint8Array(body), body.buffer.slice(body.byteOffset, body.byteOffset + body.length)]) {
    for (const named of [headers, new Headers(headers), new Map(Object.entries(headers)), Object.entries(headers)]) {
      assert.equal(shop.pay.handleNotification(named, form).outcome.type, 'payment');
    }
  }
  const changed = Buffer.concat([body, Buffer.from(' ')]);
  const refused = shop.pay.handleNotification(headers, changed);
  assert.deepEqual([refused.outcome.type, refused.answer.status], ['refused', 401]);
  assert.ok(refused.outcome.error instanceof QqWxPayError);
  assert.match(refused.outcome.error.stack.split('\n')[1], /facade\.test/, 'the stack leads to the caller');
});

test('a lost reply is a result, and so is an order that is given up', async () => {
  await control(shop.base, 'POST', '/sandbox/faults', { endpoint: 'proxy', kind: 'drop_after', times: 9 });
  const lost = await shop.pay.placeOrder(order());
  await control(shop.base, 'DELETE', '/sandbox/faults');
  assert.deepEqual([lost.outcome, lost.error.retry, lost.error.code], ['to_confirm', 'confirm_first', 'CONNECTION_LOST']);
  assert.equal((await shop.pay.confirmOrder(lost.order)).state, 'not_paid');

  await control(shop.base, 'POST', '/sandbox/faults', { endpoint: 'proxy', kind: 'time_out', times: 2 });
  const given = await shop.pay.placeOrder(order(), { signal: AbortSignal.timeout(300) });
  assert.deepEqual([given.outcome, given.error.code, given.error.cause?.name], ['to_confirm', 'CALL_ABANDONED', 'TimeoutError']);
  const late = await shop.pay.placeOrder(order(), { timeoutMs: 300 });
  assert.deepEqual([late.outcome, late.error.code], ['to_confirm', 'TIMED_OUT']);
  const signal = () => ({ signal: AbortSignal.timeout(200) });
  for (const [endpoint, retry, act] of [
    ['refund', 'confirm_first', () => shop.pay.refund({ outTradeNo: given.order.outTradeNo, outRefundNo: 'R1', amount: { refund: 1, total: 1999 } }, signal())],
    ['query', 'same_request', () => shop.pay.queryOrder({ outTradeNo: given.order.outTradeNo }, signal())],
  ]) {
    await control(shop.base, 'POST', '/sandbox/faults', { endpoint, kind: 'time_out' });
    const error = await failure(act);
    assert.deepEqual([error.code, error.retry, error.cause?.name], ['CALL_ABANDONED', retry, 'TimeoutError']);
  }
  await control(shop.base, 'DELETE', '/sandbox/faults');
  assert.equal((await shop.pay.confirmOrder(given.order)).state, 'not_paid');

  const before = await failure(() => shop.pay.queryOrder({ outTradeNo: 'NODE-none' }, { signal: AbortSignal.abort() }));
  assert.deepEqual([before.code, before.retry], ['CALL_ABANDONED', 'same_request']);
  const wrong = await failure(() => shop.pay.queryOrder({ outTradeNo: 'NODE-none' }, { timeoutMs: 0 }));
  assert.equal(wrong.field, 'timeoutMs');
});

test('what QQ and WeChat Pay refuse', async () => {
  await control(shop.base, 'PUT', '/sandbox/switches', { merchant_bound: false });
  const error = await failure(() => shop.pay.placeOrder(order()));
  await control(shop.base, 'PUT', '/sandbox/switches', { merchant_bound: true });
  assert.deepEqual([error.kind, error.code, error.origin, error.retry, error.status], ['api', '9030', 'qq_proxy', 'never', 200]);
  const missing = await failure(() => shop.pay.queryOrder({ outTradeNo: 'NODE-none' }));
  assert.deepEqual([missing.code, missing.status, typeof missing.requestId], ['ORDER_NOT_EXIST', 404, 'string']);
  const shown = JSON.stringify(error) + error.stack + missing.message;
  for (const [name, value] of Object.entries(shop.env)) {
    if (/SECRET|KEY$/.test(name)) assert.ok(!shown.includes(value), name);
  }
});

test('a bill row by row', async () => {
  const day = 24 * 3600;
  const other = await open();
  const twoDaysAgo = new Date((Date.now() / 1000 + 8 * 3600 - 2 * day) * 1000).toISOString().slice(0, 10);
  const placed = await other.pay.placeOrder(order());
  await control(other.base, 'POST', '/sandbox/clock', { advance_seconds: -2 * day });
  await control(other.base, 'POST', '/sandbox/pay', { h5_url: placed.h5Url });
  await control(other.base, 'POST', '/sandbox/clock', { advance_seconds: 2 * day });
  const bill = await other.pay.tradeBill({ billDate: twoDaysAgo, gzip: true });
  const rows = [];
  for await (const row of bill) {
    assert.equal(bill.finished, undefined);
    rows.push(row);
  }
  assert.deepEqual([rows.length, rows[0].orderAmount, rows[0].outTradeNo], [1, 1999, placed.outTradeNo]);
  assert.match(inspect(rows[0]), /openid: <hidden>/);
  assert.deepEqual([bill.finished.verified, bill.finished.rows, bill.finished.summary.orderAmount], [true, 1, 1999]);
  await control(other.base, 'POST', '/sandbox/faults', { endpoint: 'bill_file', kind: 'flipped_byte' });
  const spoilt = await other.pay.tradeBill({ billDate: twoDaysAgo });
  const error = await failure(async () => { for await (const row of spoilt) rows.push(row); });
  assert.deepEqual([error.code, spoilt.finished], ['BILL_DIGEST_WRONG', undefined]);
  assert.equal((await failure(() => other.pay.tradeBill({ billDate: '2000-01-01' }))).kind, 'api');
  await other.close();
});

test('a token provider of the host: its token, its error, its silence', async () => {
  const { accessToken } = await shop.pay.accessToken();
  const refused = [];
  const provider = { accessToken: async (token) => { refused.push(token); return accessToken; } };
  const client = (tokenProvider) => QqWxPay.fromEnv({ env: shop.env, tokenProvider });
  const pay = client(provider);
  assert.equal((await pay.placeOrder(order())).outcome, 'placed');
  assert.deepEqual(refused, [undefined]);
  const thrown = new Error('the token server is down');
  const broken = client({ accessToken() { throw thrown; } });
  const error = await failure(() => broken.placeOrder(order()));
  assert.deepEqual([error.code, error.cause], ['TOKEN_STORE_FAILED', thrown]);
  const silent = client({ accessToken: () => new Promise(() => {}) });
  const late = await failure(() => silent.placeOrder(order(), { timeoutMs: 300 }));
  assert.deepEqual([late.code, late.retry], ['TIMED_OUT', 'same_request']);
  const both = await failure(() => QqWxPay.fromEnv({ env: shop.env, tokenProvider: provider, tokenStore: {} }));
  assert.equal(both.code, 'TOKEN_SOURCE_GIVEN_TWICE');
  for (const one of [pay, broken, silent]) one.close();
});

test('a token store of the host is tried: one that is right, and one that mistakes one AppID for another', async () => {
  const tokens = new Map(), leases = new Map();
  const holder = (appid) => (leases.get(appid)?.end > Date.now() ? leases.get(appid).owner : undefined);
  const right = {
    load: async (appid) => tokens.get(appid) ?? null,
    // As clients of Redis answer: 'OK' or null, 1 or 0.
    acquireLease: async (appid, owner, milliseconds) => {
      if (![undefined, owner].includes(holder(appid))) return null;
      leases.set(appid, { owner, end: Date.now() + milliseconds });
      return 'OK';
    },
    save: async (appid, owner, token) => {
      if (holder(appid) !== owner) return 0;
      tokens.set(appid, token);
      leases.delete(appid);
      return 1;
    },
    releaseLease: async (appid, owner) => { if (holder(appid) === owner) leases.delete(appid); },
  };
  const of = (tokenStore) => QqWxPay.fromEnv({ env: shop.env, tokenStore });
  await of(right).checkTokenStore();
  const wrong = { ...right, load: async () => [...tokens.values()].at(-1) ?? null };
  tokens.clear();
  const found = await failure(() => of(wrong).checkTokenStore());
  assert.deepEqual([found.code, found.detail], ['TOKEN_STORE_WRONG', 'each AppID has a token of its own']);
  assert.equal((await failure(() => QqWxPay.fromEnv({ env: shop.env }).checkTokenStore())).code, 'TOKEN_STORE_WRONG');
  const odd = await failure(() => of({ ...right, acquireLease: async () => 'yes' }).checkTokenStore());
  assert.match(odd.detail, /`acquireLease` gave a text/);
});

test('a token store of the host is shared by two clients', async () => {
  const kept = { token: null, owner: null };
  const tokenStore = {
    load: async () => kept.token,
    acquireLease: async (_appid, owner) => { if (kept.owner && kept.owner !== owner) return false; kept.owner = owner; return true; },
    save: async (_appid, owner, token) => { if (kept.owner !== owner) return false; Object.assign(kept, { token, owner: null }); return true; },
    releaseLease: async (_appid, owner) => { if (kept.owner === owner) kept.owner = null; },
  };
  const other = await open({ options: { tokenStore } });
  const second = QqWxPay.fromEnv({ env: other.env, tokenStore });
  const first = await other.pay.accessToken();
  assert.deepEqual(await second.accessToken(), first);
  assert.equal((await control(other.base, 'GET', '/sandbox/statistics')).token_requests, 1);
  second.close();
  await other.close();
});

test('an observer gets every request and notification, and breaks no call', async (context) => {
  const events = [];
  // A sandbox of its own: elsewhere another client of this process has the token already.
  const other = await open({ options: { observer: (event) => { events.push(event); } } });
  const { pay } = other;
  const placed = await pay.placeOrder(order());
  await failure(() => pay.queryOrder({ outTradeNo: 'NODE-none' }));
  pay.handleNotification({}, Buffer.from('{}'));
  await until('the last event', () => events.some(({ type }) => type === 'notification'));
  const of = (wanted) => events.filter(({ type }) => type === wanted);
  const [[sandbox], [token, ordered, queried], [notified]] = ['fault', 'attempt', 'notification'].map(of);
  assert.deepEqual([sandbox.what, sandbox.code], ['sandbox_client', 'SANDBOX_CLIENT']);
  assert.deepEqual(of('certificate').map(({ whose }) => whose), ['merchant', 'platform', 'platform_key']);
  assert.deepEqual(of('certificate').map(({ daysLeft }) => daysLeft > 1800 || daysLeft), [true, true, null]);
  assert.deepEqual(of('token').map(({ origin, leaseWaitMs }) => [origin, leaseWaitMs]), [['fetched', 0]]);
  assert.deepEqual(of('call').map(({ call, operation, attempts, code }) => [call, operation, attempts, code]), [
    [token.call, 'access_token', 1, null], [ordered.call, 'place_order', 1, null], [queried.call, 'query_order', 1, 'ORDER_NOT_EXIST'],
  ]);
  assert.deepEqual([token.type, token.operation, token.upstream], ['attempt', 'access_token', 'qq']);
  assert.deepEqual([ordered.operation, ordered.attempt, ordered.status, ordered.code, ordered.repeats], ['place_order', 1, 200, null, false]);
  assert.ok(ordered.elapsedUs > 0);
  assert.deepEqual([queried.upstream, queried.status, queried.kind, queried.code], ['wechat_pay', 404, 'api', 'ORDER_NOT_EXIST']);
  assert.deepEqual([notified.type, notified.outcome, typeof notified.code], ['notification', 'refused', 'string']);
  assert.ok(!JSON.stringify(events).includes(placed.outTradeNo));
  await other.close();

  const lines = [];
  context.mock.method(console, 'error', (...said) => lines.push(said));
  const broken = QqWxPay.fromEnv({ env: shop.env, observer() { throw new Error('my metrics are down'); } });
  assert.equal((await broken.placeOrder(order())).outcome, 'placed');
  await until('the line about it', () => lines.some(([line, error]) => /observer failed/.test(line) && error.message === 'my metrics are down'));
  broken.close();
  const wrong = await failure(() => QqWxPay.fromEnv({ env: shop.env, observer: {} }));
  assert.deepEqual([wrong.code, wrong.field], ['WRONG_TYPE', 'observer']);
});

test('wrong settings are named', async () => {
  const error = await failure(() => QqWxPay.fromEnv({ env: { ...shop.env, QQ_WXPAY_API_V3_KEY: 'short' } }));
  assert.deepEqual([error.kind, error.field], ['config', 'apiV3Key']);
  assert.equal((await failure(() => new QqWxPay({ mchId: '1' }))).code, 'UNKNOWN_FIELD');
  assert.equal((await failure(() => new QqWxPay(null))).code, 'WRONG_TYPE');
  const withoutEnv = await failure(() => QqWxPay.fromEnv(shop.env));
  assert.equal(withoutEnv.code, 'UNKNOWN_FIELD');
  assert.match(withoutEnv.message, /known are `env`/);
  const nothing = await failure(() => QqWxPay.fromEnv({ env: null }));
  assert.deepEqual([nothing.code, nothing.field], ['WRONG_TYPE', 'env']);
});

test('a closed client refuses, and no client keeps a process alive', async () => {
  const pay = QqWxPay.fromEnv({ env: shop.env });
  pay.close();
  assert.equal((await failure(() => pay.queryOrder({ outTradeNo: 'NODE-none' }))).code, 'CLIENT_CLOSED');
  const program = `
    const { QqWxPay } = require(${JSON.stringify(fileURLToPath(new URL('../lib/index.js', import.meta.url)))});
    const pay = QqWxPay.fromEnv({ tokenProvider: { accessToken: () => 't' } });
    pay.queryOrder({ outTradeNo: 'NODE-none' }).catch((error) => console.log(error.code));`;
  const child = spawnSync(process.execPath, ['-e', program], { env: { ...process.env, ...shop.env }, encoding: 'utf8', timeout: 120_000 });
  assert.deepEqual([child.stdout.trim(), child.status], ['ORDER_NOT_EXIST', 0], child.stderr);
});

test('workers: several at once, and one that is ended in the middle of a call', async () => {
  const code = `
    const { parentPort, workerData } = require('node:worker_threads');
    const { QqWxPay } = require(workerData.library);
    const pay = QqWxPay.fromEnv({ env: workerData.env });
    pay.placeOrder(workerData.order).then(({ outcome }) => parentPort.postMessage(outcome));
    if (workerData.endless) parentPort.postMessage('begun');`;
  const library = fileURLToPath(new URL('../lib/index.js', import.meta.url));
  const run = (data) => new Worker(code, { eval: true, workerData: { library, env: shop.env, order: order(), ...data } });
  const said = (worker) => new Promise((resolve, reject) => { worker.once('message', resolve); worker.once('error', reject); });
  const outcomes = await Promise.all([1, 2, 3, 4].map(() => said(run({}))));
  assert.deepEqual(outcomes, Array(4).fill('placed'));
  await control(shop.base, 'POST', '/sandbox/faults', { endpoint: 'proxy', kind: 'time_out' });
  const endless = run({ endless: true });
  assert.equal(await said(endless), 'begun');
  await endless.terminate();
  await control(shop.base, 'DELETE', '/sandbox/faults');
  assert.equal((await shop.pay.placeOrder(order())).outcome, 'placed', 'this thread goes on');
});
