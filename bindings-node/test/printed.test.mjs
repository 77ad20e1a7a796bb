// What a log shows of a result: no payer, no token and no link, in copies neither. JSON, which the mini program needs, has all of it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { format, inspect } from 'node:util';
import { genuineNotification, order } from './helpers.mjs';

let genuine;
before(async () => { genuine = await genuineNotification(); });
after(() => genuine.shop.close());

test('what is printed shows no payer, no token and no link', async () => {
  const { shop, headers, body, outTradeNo } = genuine;
  const handled = shop.pay.handleNotification(headers, body);
  const token = await shop.pay.accessToken();
  const placed = await shop.pay.placeOrder(order());
  const found = await shop.pay.queryOrder({ outTradeNo });
  const { request: prepared } = shop.pay.prepare('placeOrder', order(), token);
  const { openid } = handled.outcome.payment.payer;
  const inUrl = encodeURIComponent(token.accessToken);
  assert.ok(openid === found.payer.openid && prepared.url.includes(inUrl), 'they are there');
  const shown = inspect([handled, token, placed, found, found.payer, prepared], { depth: null });
  const secrets = [openid, token.accessToken, inUrl, placed.h5Url, '203.0.113.7', prepared.headers.Authorization];
  for (const hidden of secrets) assert.ok(!shown.includes(hidden), 'it is hidden');
  assert.match(shown, /openid: <hidden>/);
  assert.ok(shown.includes(outTradeNo) && shown.includes(placed.requestPayment.referer), 'the rest is shown');
  // Copies of it neither, however they are printed; a field that is named gives what it has.
  const { outcome, ...rest } = placed;
  const copies = { ...placed, outcome, rest, payer: { ...found.payer }, assigned: Object.assign({}, placed.requestPayment, token), request: { ...prepared } };
  for (const options of [{ depth: null }, { depth: null, showHidden: true }]) {
    const printed = inspect(copies, options) + format('%o %O', copies, copies);
    for (const hidden of secrets) assert.ok(!printed.includes(hidden), 'it is hidden in a copy');
  }
  assert.equal(copies.rest.h5Url, placed.h5Url);
  assert.equal(`${copies.payer.openid}`, openid);
  // JSON has all of it: the mini program needs the link. So has a clone, which is plain data.
  assert.deepEqual(JSON.parse(JSON.stringify(placed.requestPayment)), { url: placed.requestPayment.url, referer: placed.requestPayment.referer });
  assert.deepEqual(JSON.parse(JSON.stringify(found)), structuredClone(found));
  assert.deepEqual(structuredClone(found.payer), { openid });
});
