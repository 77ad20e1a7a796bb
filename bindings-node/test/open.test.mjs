// Open orders and refunds whose notifications were lost.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { inspect } from 'node:util';
import { QqWxPay, control, failure, open, order } from './helpers.mjs';

let shop;
before(async () => {
  shop = await open();
  await control(shop.base, 'PUT', '/sandbox/switches', { deliver: 'lost', refund_outcome: 'ABNORMAL' });
});
after(() => shop.close());

const ago = (seconds) => new Date(Date.now() - seconds * 1000);
const row = (outTradeNo, seconds, change = {}) => ({
  order: { family: 'direct', outTradeNo }, total: 1999, placedAt: ago(seconds), ...change,
});

async function placed(isPaid) {
  const made = await shop.pay.placeOrder(order());
  if (isPaid) await control(shop.base, 'POST', '/sandbox/pay', { h5_url: made.h5Url });
  return made.outTradeNo;
}

async function all(reports) {
  const told = [];
  for await (const report of reports) told.push(report);
  return told.sort((one, other) => one.row - other.row);
}

const queries = async () => (await control(shop.base, 'GET', '/sandbox/statistics')).query_requests;

/** The shop's function for both: a notification says it, or a run. */
function deliver(paid, total) {
  paid.expect({ outTradeNo: paid.outTradeNo, total });
  return paid.orders[0].transactionId;
}

test('each row is told once, a payment as a notification tells it', async () => {
  const [paid, unpaid, old] = [await placed(true), await placed(false), await placed(false)];
  const orders = [row(paid, 61), row(unpaid, 61), row(old, 7300), row('NODE-none', 900), row(unpaid, 61), row('NODE-new', 5)];
  const told = await all(shop.pay.confirmOpenOrders({ orders, closeAfter: 7200, perSecond: 100, every: 600 }));
  assert.deepEqual(told.map((report) => [report.row, report.result]), [
    [0, 'paid'], [1, 'still_open'], [2, 'closed'], [3, 'not_found'], [4, 'refused'], [5, 'not_due'],
  ]);
  const [first, second, third, , twice, early] = told;
  assert.deepEqual([first.order, first.paid.type, first.paid.total], [{ family: 'direct', outTradeNo: paid, subMchid: null }, 'paid', 1999]);
  assert.match(deliver(first.paid, 1999), /^\d+$/);
  assert.equal((await failure(() => deliver(first.paid, 1))).code, 'PAYMENT_DIFFERS');
  assert.equal((await failure(() => first.paid.expect({ outTradeNo: paid, total: undefined }))).kind, 'invalid_input');
  assert.match(inspect(first, { depth: 9 }), /payer: <hidden>/);
  assert.ok(!JSON.stringify(first.paid).includes('expect'), 'no data');
  assert.deepEqual([second.state, third.closedNow], ['NOTPAY', true]);
  assert.deepEqual([twice.error.code, twice.error.field], ['ROW_TWICE', 'orders[4].order.outTradeNo']);
  assert.ok(new Date(early.dueAt) > new Date(), early.dueAt);
});

test('refunds of both protocols end', async () => {
  const number = await placed(true);
  const outRefundNo = `R${number}`;
  await shop.pay.refund({ outTradeNo: number, outRefundNo, amount: { refund: 500, total: 1999 } });
  await control(shop.base, 'POST', '/sandbox/clock', { advance_seconds: 60 });
  await control(shop.base, 'POST', '/sandbox/clock', { advance_seconds: -60 });
  const refunds = [
    { version: 'v3', outRefundNo, requestedAt: ago(61) },
    { version: 'v2', outRefundNo: `${outRefundNo}-none`, requestedAt: ago(61) },
    { version: 'v3', outRefundNo: 'a b', requestedAt: ago(61) },
  ];
  const [ended, unknown, wrong] = await all(shop.pay.confirmOpenRefunds({ refunds }));
  assert.deepEqual([ended.result, ended.refund.type, ended.refund.status, ended.refund.refund], ['ended', 'refund', 'abnormal', 500]);
  assert.deepEqual([unknown.result, unknown.status], ['still_open', null]);
  assert.deepEqual([wrong.result, wrong.error.field], ['refused', 'refunds[2].outRefundNo']);
});

test('what is wrong with the run is thrown at once, and nothing is sent', async () => {
  const before = await queries();
  const wrong = [
    [{ orders: [], closeAfter: 299 }, 'CLOSE_TOO_EARLY', 'closeAfter'],
    [{ orders: [], perSecond: 0 }, 'VALUE_NOT_ALLOWED', 'perSecond'],
    [{ orders: [row('NODE-1', 61), { ...row('NODE-2', 61), totl: 1 }] }, 'UNKNOWN_FIELD', 'orders[1].totl'],
    [{ orders: [row('NODE-1', 61, { placedAt: new Date(NaN) })] }, 'TIME_FORMAT', 'orders[0].placedAt'],
    [{ orders: [row('NODE-1', 61, { total: 19.99 })] }, 'WRONG_TYPE', 'orders[0].total'],
    [[row('NODE-1', 61)], 'WRONG_TYPE', '(the request)'],
    [{}, 'FIELD_MISSING', 'orders'],
  ];
  for (const [request, code, field] of wrong) {
    const error = await failure(() => shop.pay.confirmOpenOrders(request));
    assert.deepEqual([error.code, error.field], [code, field]);
    assert.match(error.stack, /open\.test\.mjs/);
  }
  const [soon] = await all(shop.pay.confirmOpenOrders({ orders: [row('NODE-1', 0, { placedAt: '2026-06-08 10:34:56' })] }));
  assert.deepEqual([soon.result, soon.error.code, soon.error.field], ['refused', 'ROW_TIME', 'orders[0].placedAt']);
  const closed = QqWxPay.fromEnv({ env: shop.env });
  closed.close();
  assert.equal((await failure(() => closed.confirmOpenOrders({ orders: [] }))).code, 'CLIENT_CLOSED');
  assert.equal(await queries(), before);
});

test('a loop that is left, and a signal, end the run', async () => {
  const orders = Array.from({ length: 300 }, (_, index) => row(`NODE-left-${index}`, 61));
  const before = await queries();
  for await (const report of shop.pay.confirmOpenOrders({ orders, perSecond: 50 })) {
    assert.equal(report.result, 'still_open');
    break;
  }
  const controller = new AbortController();
  const told = [];
  const error = await failure(async () => {
    for await (const report of shop.pay.confirmOpenOrders({ orders, perSecond: 50 }, { signal: controller.signal })) {
      told.push(report.row);
      if (told.length === 3) setTimeout(() => controller.abort(new Error('SIGTERM')), 10);
    }
  });
  assert.deepEqual([error.code, error.retry, error.cause.message], ['CALL_ABANDONED', 'same_request', 'SIGTERM']);
  assert.equal(new Set(told).size, told.length);
  const after = await queries();
  assert.ok(after - before < 60, `${after - before}`);
  await new Promise((resolve) => { setTimeout(resolve, 300); });
  assert.ok((await queries()) - after < 10, 'nothing more is asked');
});
