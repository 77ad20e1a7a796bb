// Values as JavaScript has them: dates, broken texts, limits, headers with holes, functions of the shop's own that give nothing.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { runInNewContext } from 'node:vm';
import { failure, genuineNotification, open, order, QqWxPay } from './helpers.mjs';

let genuine;
let shop;
before(async () => { genuine = await genuineNotification(); ({ shop } = genuine); });
after(() => shop.close());

/** The body of an order as it is sent. */
async function sent(request) {
  const { accessToken } = await shop.pay.accessToken();
  return JSON.parse(Buffer.from(shop.pay.prepare('placeOrder', request, { accessToken }).request.body).toString('utf8'));
}

test('a Date is the moment that it is', async () => {
  for (const date of [new Date('2026-11-28T04:05:06.789Z'), runInNewContext("new Date('2026-11-28T12:05:06+08:00')")]) {
    assert.equal((await sent(order({ timeExpire: date }))).time_expire, '2026-11-28T12:05:06+08:00');
  }
  const placed = await shop.pay.placeOrder(order({ timeExpire: new Date(Date.now() + 3_600_000) }));
  assert.equal(placed.outcome, 'placed');
});

test('the Date of a bill is the day in China', () => {
  const day = (date) => new URL(shop.pay.prepare('tradeBill', { billDate: date }).request.url).searchParams.get('bill_date');
  assert.equal(day(new Date('2026-11-21T15:59:59.999Z')), '2026-11-21');
  assert.equal(day(new Date('2026-11-21T16:00:00Z')), '2026-11-22');
  assert.equal(day('2026-11-22'), '2026-11-22');
  const given = Object.freeze({ billDate: new Date('2026-11-21T16:00:00Z') });
  shop.pay.prepare('fundFlowBill', given);
  assert.ok(given.billDate instanceof Date, 'what was given stays as it is');
});

test('an invalid Date, and a Date where none belongs, are refused by name', async () => {
  const invalid = new Date('tomorrow');
  for (const [act, code, field] of [
    [() => shop.pay.placeOrder(order({ timeExpire: invalid })), 'TIME_FORMAT', 'timeExpire'],
    [() => shop.pay.tradeBill({ billDate: invalid }), 'TIME_FORMAT', 'billDate'],
    [() => new QqWxPay({ v2FormerSignTypeUntil: invalid }), 'TIME_FORMAT', 'v2FormerSignTypeUntil'],
    [() => shop.pay.placeOrder(order({ description: new Date() })), 'WRONG_TYPE', 'description'],
    [() => shop.pay.placeOrder(order({ sceneInfo: { timeExpire: new Date() } })), 'WRONG_TYPE', 'sceneInfo.timeExpire'],
  ]) {
    const error = await failure(act);
    assert.deepEqual([error.code, error.field], [code, field]);
  }
});

test('the types offer a Date where one is taken, and nowhere else', () => {
  const models = readFileSync(new URL('../generated/models.d.ts', import.meta.url), 'utf8');
  const fields = [...models.matchAll(/^ {2}(\w+)\??: string \| Date/gm)].map(([, name]) => name);
  assert.deepEqual([...new Set(fields)].sort(), ['askedAt', 'billDate', 'placedAt', 'requestedAt', 'timeExpire', 'timeStart', 'v2FormerSignTypeUntil']);
});

test('half of a surrogate pair is refused by the name of its field', async () => {
  const half = '蓝色马克杯😀'.slice(0, -1);
  for (const [act, field] of [
    [() => shop.pay.placeOrder(order({ description: half })), 'description'],
    [() => shop.pay.placeOrder(order({ detail: { goodsDetail: [{ goodsName: half }] } })), 'detail.goodsDetail[0].goodsName'],
    [() => shop.pay.placeOrder(order({ detail: { [half]: 1 } })), 'detail'],
    [() => shop.pay.queryOrder({ outTradeNo: half }), 'outTradeNo'],
    [() => shop.pay.prepare('placeOrder', order(), { accessToken: half }), 'accessToken'],
    [() => shop.pay.handleNotification(genuine.headers, genuine.body).expect({ outTradeNo: half, total: 1 }), 'outTradeNo'],
    [() => new QqWxPay({ qqAppSecret: half }), 'qqAppSecret'],
  ]) {
    const error = await failure(act);
    assert.deepEqual([error.code, error.kind, error.field], ['WRONG_TYPE', 'invalid_input', field]);
  }
  const variable = await failure(() => QqWxPay.fromEnv({ env: { ...shop.env, QQ_WXPAY_QQ_APP_SECRET: half } }));
  assert.deepEqual([variable.code, variable.field], ['VARIABLE_NOT_TEXT', 'QQ_WXPAY_QQ_APP_SECRET']);
  const whole = await failure(() => shop.pay.placeOrder(order({ description: '杯😀' })));
  assert.equal(whole.code, 'TEXT_CHARACTERS', 'a whole pair is a text, which WeChat Pay does not take');
  assert.equal((await sent(order({ description: '蓝色马克杯' }))).description, '蓝色马克杯');
});

test('limits that are none say what is expected', async () => {
  for (const timeoutMs of [0, -1, 0.5, '5000', null, Number.NaN, Number.POSITIVE_INFINITY]) {
    const error = await failure(() => shop.pay.placeOrder(order(), { timeoutMs }));
    assert.deepEqual([error.code, error.field], ['TIME_LIMIT_INVALID', 'timeoutMs']);
    assert.match(error.detail, /whole milliseconds.*5 seconds are 5000/);
  }
});

test('a header that is null, or without a name, leaves the others as they are', async () => {
  const { headers, body } = genuine;
  const holes = [
    { ...headers, accept: null, cookie: undefined },
    new Map([[null, 'x'], ['accept', null], ...Object.entries(headers)]),
    [...Object.entries(headers), [null, 'x'], ['accept', null], null, undefined, []],
    [null, 'x', 'accept', null, ...Object.entries(headers).flat()],
  ];
  for (const each of holes) assert.equal(shop.pay.handleNotification(each, body).outcome.type, 'payment');
  // One that matters is missing then, and named.
  const { outcome } = shop.pay.handleNotification({ ...headers, 'wechatpay-nonce': null }, body);
  assert.deepEqual([outcome.type, outcome.error.code, outcome.error.field], ['refused', 'SIGNATURE_HEADERS_INCOMPLETE', 'Wechatpay-Nonce']);
  for (const none of [null, undefined, 'headers', 7]) {
    assert.equal((await failure(() => shop.pay.handleNotification(none, body))).field, 'headers');
  }
});

test('functions of the shop that give nothing are named', async () => {
  const nothing = () => undefined;
  const store = { load: nothing, acquireLease: nothing, save: nothing, releaseLease: nothing };
  for (const [parts, named] of [
    [{ tokenProvider: { accessToken: nothing } }, '`accessToken` gave'],
    [{ tokenStore: store }, '`acquireLease` gave'],
    [{ tokenStore: { ...store, load: () => ({}) } }, '`load` gave'],
  ]) {
    const { pay, close } = await open({ options: parts });
    const error = await failure(() => pay.placeOrder(order()));
    assert.deepEqual([error.code, error.detail.includes(named)], ['TOKEN_STORE_FAILED', true], error.message);
    await close();
  }
  const prepared = shop.pay.prepare('queryOrder', { outTradeNo: genuine.outTradeNo });
  for (const [reply, code, field] of [[null, 'WRONG_TYPE', 'status'], [{ status: 200, headers: null, body: Buffer.alloc(0) }, 'WRONG_TYPE', 'headers'], [{ status: 200, headers: {}, body: null }, 'RAW_BODY_NEEDED', 'body'], [{ status: 65_736, headers: {}, body: Buffer.alloc(0) }, 'WRONG_TYPE', 'status']]) {
    const error = await failure(() => prepared.finish(reply));
    assert.deepEqual([error.code, error.field], [code, field]);
  }
});
