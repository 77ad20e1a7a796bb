// The handler that stands in the README, as it stands there, with notifications of every kind: nothing is acknowledged that was not taken.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import express from 'express5';
import { control, open, order, until } from './helpers.mjs';

const require = createRequire(import.meta.url);
const readme = readFileSync(fileURLToPath(new URL('../README.md', import.meta.url)), 'utf8');
const [, handler] = readme.match(/## Receive the notification\n\n(?:<!--.*-->\n)?```js\n([^]*?)```/);

/** The database of the shop: totals by number, and what the handler has done. */
const database = new Map();
const delivered = [];
const refunds = [];
const orders = {
  find: async (number) => (database.has(number) ? { number, total: database.get(number) } : undefined),
  deliverOnce: async (number) => { delivered.push(number); },
  refundEnded: async (number, status) => { refunds.push([number, status]); },
};
/** What was answered: `[path, status]`. */
const answered = [];
let shop;
let server;
let errors;

/** The program of the README; what it imports is this package and Express. */
function appOf(pay) {
  const body = handler.replace(/^import (.*) from '(.*)';$/gm, "const $1 = load('$2');");
  const load = (name) => (name === 'express' ? express : require(`../adapters/${name.split('/')[1]}.js`));
  return new Function('load', 'pay', 'orders', `${body}; return app;`)(load, pay, orders);
}

before(async () => {
  const { createServer } = await import('node:http');
  server = createServer();
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  shop = await open({ notifyUrl: `http://127.0.0.1:${server.address().port}/notify` });
  const app = appOf(shop.pay);
  server.on('request', (request, response) => {
    response.on('finish', () => answered.push(response.statusCode));
    app(request, response);
  });
  await control(shop.base, 'PUT', '/sandbox/switches', { refund_outcome: 'PROCESSING' });
});
after(async () => {
  server.close();
  server.closeAllConnections();
  await shop.close();
});

/** The answers that `act` leads to: as many as are expected, and no more. */
async function answers(act, count = 1) {
  answered.length = 0;
  await act();
  await until(`${count} answers`, () => answered.length >= count);
  return answered.splice(0, count);
}

const sceneInfo = { payerClientIp: '203.0.113.7' };
let sub;
/** The four ways of ordering; each gives the number. */
const FAMILIES = {
  direct: async (number) => shop.pay.placeOrder(order({ outTradeNo: number })),
  partner: async (number) => shop.pay.placePartnerOrder({ subMchid: sub, order: order({ outTradeNo: number }) }),
  combine: async (number) => shop.pay.placeCombineOrder({
    combineOutTradeNo: number,
    sceneInfo,
    subOrders: [[shop.pay.merchant().mchid, 999], [sub, 1000]].map(([mchid, totalAmount], index) => (
      { mchid, outTradeNo: `${number}p${index}`, description: 'mug', amount: { totalAmount }, attach: 'a' })),
  }),
  v2: async (number) => shop.pay.placeV2Order({ outTradeNo: number, body: 'mug', totalFee: 1999, spbillCreateIp: '203.0.113.7' }),
};

async function placed(family, total = 1999) {
  sub ??= (await control(shop.base, 'GET', '/sandbox/identity')).sub_mchids[0];
  const { outTradeNo } = order();
  if (total !== undefined) database.set(outTradeNo, total);
  const { h5Url } = await FAMILIES[family](outTradeNo);
  return { number: outTradeNo, pay: () => control(shop.base, 'POST', '/sandbox/pay', { h5_url: h5Url }) };
}

for (const family of Object.keys(FAMILIES)) {
  test(`${family}: a payment is delivered, then acknowledged; its duplicate again`, async () => {
    delivered.length = 0;
    const { number, pay } = await placed(family);
    assert.deepEqual(await answers(pay), [200]);
    assert.deepEqual(delivered, [number]);
    assert.deepEqual(await answers(() => control(shop.base, 'POST', `/sandbox/orders/${number}/deliver-again`)), [200]);
    assert.deepEqual(delivered, [number, number], 'the shop delivers once');
  });

  test(`${family}: what the shop does not know, or sold at another price, is no success`, async (context) => {
    errors = context.mock.method(console, 'error', () => {}).mock;
    for (const total of [undefined, 1998]) {
      delivered.length = 0;
      const { number, pay } = await placed(family, total);
      if (total === undefined) database.delete(number);
      assert.deepEqual(await answers(pay), [500]);
      assert.deepEqual(delivered, []);
      assert.ok(errors.callCount() > 0, 'it is on the console');
      database.set(number, 1999); // the notification comes again: now it is taken
      await until('the repeated notification', () => delivered.includes(number));
    }
  });
}

test('refunds: how each of them ended reaches the shop', async () => {
  const { number, pay } = await placed('direct');
  await answers(pay);
  for (const [index, as] of ['SUCCESS', 'ABNORMAL', 'CLOSED'].entries()) {
    const outRefundNo = `R${index}${number}`;
    await shop.pay.refund({ outTradeNo: number, outRefundNo, amount: { refund: 100, total: 1999 } });
    assert.deepEqual(await answers(() => control(shop.base, 'POST', `/sandbox/refunds/${outRefundNo}/settle`, { as })), [200]);
    assert.deepEqual(refunds.at(-1), [outRefundNo, as.toLowerCase()]);
  }
});

test('a refund over V2 is asked for before it is believed', async () => {
  const { number, pay } = await placed('v2');
  await answers(pay);
  const outRefundNo = `R${number}`;
  await shop.pay.v2Refund({ outTradeNo: number, outRefundNo, totalFee: 1999, refundFee: 1999 });
  assert.deepEqual(await answers(() => control(shop.base, 'POST', `/sandbox/refunds/${outRefundNo}/settle`, { as: 'SUCCESS' })), [200]);
  assert.deepEqual(refunds.at(-1), [outRefundNo, 'success']);
});

test('a probe needs nobody, and is refused', async () => {
  await control(shop.base, 'PUT', '/sandbox/switches', { probe_before_each: true });
  delivered.length = 0;
  const { number, pay } = await placed('direct');
  const [probe, genuine] = await answers(pay, 2);
  await control(shop.base, 'PUT', '/sandbox/switches', { probe_before_each: false });
  assert.ok(probe >= 400, `${probe}`);
  assert.deepEqual([genuine, delivered], [200, [number]]);
});
