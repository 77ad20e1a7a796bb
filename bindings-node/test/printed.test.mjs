// What a log shows of a result: no payer, no token and no link, in copies neither. JSON, which the mini program needs, has all of it.
import assert from 'node:assert/strict';
import { Console } from 'node:console';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Writable } from 'node:stream';
import { after, before, test } from 'node:test';
import { format, inspect } from 'node:util';
import { deserialize, serialize } from 'node:v8';
import { genuineNotification, order } from './helpers.mjs';

const { read } = createRequire(import.meta.url)('../lib/replies.js');
const samples = JSON.parse(readFileSync(new URL('../../tests/cases/printed/samples.json', import.meta.url)), (_, value) => renamed(value));

/** The same with the names that its fields have here. */
function renamed(value) {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name.replace(/_(\w)/g, (_, letter) => letter.toUpperCase()), item]));
}

/** Every type that comes back, each of its values as JSON and as the caller gets it. */
function* delivered() {
  for (const [type, values] of Object.entries(samples)) for (const value of values) yield [type, value, read(type, JSON.stringify(value))];
}

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

test('no print of any type shows what is to be hidden', () => {
  assert.ok(Object.keys(samples).length > 40);
  let marked = 0;
  for (const [type, value, made] of delivered()) {
    if (JSON.stringify(value).includes('HIDDEN-MARKER')) marked += 1;
    const written = [];
    const stream = new Writable({ decodeStrings: false, write: (text, _, done) => done(void written.push(text)) });
    new Console(stream).log(made, { made }, [{ ...made }]);
    for (const options of [{ depth: null }, { depth: null, showHidden: true, compact: false }]) written.push(inspect(made, options), inspect({ ...made }, options));
    written.push(format('%o %O %s', made, made, made), format(made), `${made}`);
    assert.ok(!written.join('').includes('HIDDEN-MARKER'), type);
  }
  assert.ok(marked > 15, `${marked}`);
});

test('what holds nothing to be hidden is printed as it is', () => {
  const report = [...delivered()].find(([type]) => type === 'SelfTestReport')[2];
  assert.ok(!inspect(report).includes('<hidden>'), 'the states of keys and secrets are none themselves');
});

test('values of every type survive JSON, clones and serialisation', () => {
  for (const [type, value, made] of delivered()) {
    for (const copy of [JSON.parse(JSON.stringify(made)), structuredClone(made), deserialize(serialize(made))]) assert.deepEqual(copy, value, type);
  }
});
