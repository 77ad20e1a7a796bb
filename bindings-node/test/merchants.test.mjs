// Several merchants in one process, with one notification address: two, and three of which two are mini programs of one merchant.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Merchants, QqWxPay, control, failure, listen, order, until } from './helpers.mjs';

const require = createRequire(import.meta.url);
const { startSandbox } = require('../sandbox/index.js');
const { notifications } = require('../adapters/express.js');

const merchants = new Merchants();
const sandboxes = new Map();
const folder = mkdtempSync(join(tmpdir(), 'qq-wxpay-'));
const keep = join(folder, 'keys.json');
const received = [];
let inbox;

const settingsOf = ({ env }) => {
  const named = (name) => name.slice('QQ_WXPAY_'.length).toLowerCase().replace(/_([a-z0-9])/g, (_, letter) => letter.toUpperCase());
  const settings = Object.fromEntries(Object.entries(env).map(([name, value]) => [named(name), value]));
  return { ...settings, linkHosts: settings.linkHosts.split(','), notifyUrl: inbox.address };
};

before(async () => {
  inbox = await listen(async (headers, body) => {
    const handled = await merchants.receiveNotification(headers, body);
    received.push({ headers, body, handled });
    return handled.answer ?? handled.accept(handled.eventKind);
  });
  for (const [name, options] of [
    ['mugs', { mchid: '1900000011', wechatAppid: 'wx00000000000000aa', qqAppid: '1110000011', keep }],
    ['cups', { mchid: '1900000011', wechatAppid: 'wx00000000000000bb', qqAppid: '1110000012', keep }],
    ['pots', { mchid: '1900000012', wechatAppid: 'wx00000000000000cc', qqAppid: '1110000013' }],
  ]) {
    const sandbox = await startSandbox({ timeScale: 1000, notifyUrl: inbox.address, ...options });
    sandboxes.set(name, sandbox);
    merchants.add(name, settingsOf(sandbox));
  }
});

after(async () => {
  merchants.close();
  inbox.close();
  for (const sandbox of sandboxes.values()) await sandbox.stop();
  rmSync(folder, { recursive: true });
});

/** A paid order of this merchant, and the notification of it. */
async function paid(name) {
  const request = order();
  const placed = await merchants.get(name).placeOrder(request);
  assert.equal(placed.outcome, 'placed');
  await sandboxes.get(name).pay(placed.h5Url);
  return until('the notification', () => received.find(({ handled }) => handled.order?.outTradeNo === request.outTradeNo));
}

test('two merchants: each notification is its merchant\'s, and nobody else can read it', async () => {
  for (const name of ['mugs', 'pots']) {
    const { headers, body, handled } = await paid(name);
    assert.deepEqual([handled.merchant, handled.otherMerchants, handled.outcome.type], [name, [], 'payment']);
    const owner = merchants.owner(headers, body);
    assert.deepEqual([owner.name, owner.pay, owner.others], [name, merchants.get(name), []]);
    assert.equal(merchants.handleNotification(headers, body).merchant, name);
    assert.equal((await merchants.confirmNotification(headers, body)).merchant, name);
    const other = merchants.get(name === 'mugs' ? 'pots' : 'mugs').handleNotification(headers, body);
    assert.equal(other.outcome.type, 'refused');
  }
});

test('three, of which two are mini programs of one merchant: the AppID decides, and of a refund both are named', async () => {
  for (const name of ['mugs', 'cups', 'pots']) {
    const { handled } = await paid(name);
    assert.deepEqual([handled.merchant, handled.otherMerchants], [name, []]);
    const { outTradeNo } = handled.order;
    await merchants.get(name).refund({ outTradeNo, outRefundNo: `R${outTradeNo}`, amount: { refund: 1, total: 1999 } });
    await sandboxes.get(name).advanceClock(10);
    const { handled: refund } = await until('the refund', () => received.find(({ handled: each }) => each.refund?.outRefundNo === `R${outTradeNo}`));
    assert.deepEqual([refund.merchant, refund.otherMerchants], name === 'pots' ? ['pots', []] : ['mugs', ['cups']]);
  }
});

test('an adapter takes them in the place of a client, and its functions are told the merchant', async (context) => {
  const found = [];
  const handler = notifications(merchants, { paid: ({ outTradeNo, notification }) => { found.push([notification.merchant, outTradeNo]); }, ignore: ['refund'] });
  const { createServer } = await import('node:http');
  const server = createServer(handler);
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  context.after(() => { server.close(); server.closeAllConnections(); });
  const { headers, body, handled } = await paid('pots');
  const send = async (sent) => (await fetch(`http://127.0.0.1:${server.address().port}/`, { method: 'POST', headers, body: sent })).status;
  for (const name of ['content-length', 'host', 'connection', 'transfer-encoding']) delete headers[name];
  assert.equal(await send(body), 200);
  assert.deepEqual(found, [['pots', handled.order.outTradeNo]]);
  assert.ok(await send(Buffer.concat([body, Buffer.from(' ')])) >= 400);
  assert.equal(found.length, 1);
});

test('what is for none of them is refused with its remedy, and told on the console', async (context) => {
  const lines = [];
  for (const level of ['error', 'warn']) context.mock.method(console, level, (...parts) => lines.push(parts.join(' ')));
  const { headers, body } = await paid('pots');
  const few = new Merchants();
  context.after(() => few.close());
  few.add('mugs', settingsOf(sandboxes.get('mugs')));
  const handled = await few.receiveNotification(headers, body);
  assert.deepEqual([handled.merchant, handled.outcome.type, handled.outcome.error.code], [null, 'refused', 'MERCHANT_NOT_REGISTERED']);
  assert.ok(handled.answer.status >= 400 && handled.fault.remedy.zh);
  await until('the line', () => lines.some((line) => line.includes('MERCHANT_NOT_REGISTERED')));
  const error = await failure(() => few.owner(headers, body));
  assert.deepEqual([error.kind, error.code], ['mismatch', 'MERCHANT_NOT_REGISTERED']);
  assert.match(error.stack, /merchants\.test/);
  assert.equal((await failure(() => few.owner(headers, 'text'))).code, 'RAW_BODY_NEEDED');
  assert.equal((await failure(() => few.receiveNotification(headers, {}))).code, 'RAW_BODY_NEEDED');
  assert.equal((await new Merchants().receiveNotification(headers, body)).outcome.error.code, 'MERCHANT_NOT_REGISTERED');
  for (const line of lines) assert.ok(!line.includes('openid') && !line.includes('203.0.113.7'), line);
});

test('keys are replaced while calls go on; one that is removed is closed', async () => {
  const own = new Merchants();
  const settings = settingsOf(sandboxes.get('pots'));
  const first = own.add('pots', settings);
  const under = first.placeOrder(order());
  const second = own.replace('pots', { ...settings, apiV3KeyPrevious: 'x'.repeat(32) });
  assert.ok(second !== first && own.get('pots') === second);
  assert.equal((await under).outcome, 'placed', 'what was under way goes on');
  assert.equal((await failure(() => first.queryOrder({ outTradeNo: 'NODE-none' }))).code, 'CLIENT_CLOSED');
  assert.equal((await second.placeOrder(order())).outcome, 'placed');
  assert.deepEqual([own.names(), own.size], [['pots'], 1]);
  assert.ok(own.remove('pots') && !own.remove('pots') && own.get('pots') === undefined);
  assert.equal((await failure(() => second.queryOrder({ outTradeNo: 'NODE-none' }))).code, 'CLIENT_CLOSED');
  const given = QqWxPay.fromEnv({ env: sandboxes.get('pots').env });
  assert.equal(own.add('given', given), given, 'a client is taken as it is');
  own.close();
  assert.equal(own.size, 0);
});

test('mistakes are named, and change nothing', async () => {
  const pots = settingsOf(sandboxes.get('pots'));
  for (const [act, code, field] of [
    [() => merchants.add('pots', { ...pots, mchid: '1900000099' }), 'MERCHANT_GIVEN_TWICE', 'name'],
    [() => merchants.add('twin', pots), 'MERCHANT_GIVEN_TWICE', 'mchid'],
    [() => merchants.add('', pots), 'FIELD_MISSING', 'name'],
    [() => merchants.add(7, pots), 'WRONG_TYPE', 'name'],
    [() => merchants.add('new', { ...pots, mchd: '1' }), 'UNKNOWN_FIELD', 'mchd'],
    [() => merchants.add('new', pots, { signr() {} }), 'UNKNOWN_FIELD', 'signr'],
    [() => merchants.add('new', undefined), 'WRONG_TYPE', '(the settings)'],
    [() => merchants.replace('new', { ...pots, mchid: '1900000099' }), 'MERCHANT_UNKNOWN', 'name'],
    [() => merchants.replace('pots', settingsOf(sandboxes.get('mugs'))), 'MERCHANT_GIVEN_TWICE', 'mchid'],
    [() => merchants.add('same', merchants.get('pots')), 'MERCHANT_GIVEN_TWICE', 'mchid'],
  ]) {
    const error = await failure(act);
    assert.deepEqual([error.code, error.field], [code, field], `${act}: ${error}`);
  }
  // Another QQ mini program with the WeChat AppID of the first is another merchant here.
  merchants.add('second', { ...pots, qqAppid: '1110000099' });
  assert.ok(merchants.remove('second'));
  assert.deepEqual(merchants.names(), ['mugs', 'cups', 'pots']);
  assert.equal((await paid('pots')).handled.merchant, 'pots', 'the client that was given twice still works');
});
