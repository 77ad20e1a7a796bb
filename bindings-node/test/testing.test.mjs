// The test kit: signed notifications, errors, and the typed control of a sandbox.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import express4 from 'express4';
import express5 from 'express5';
import Fastify from 'fastify';
import { Hono } from 'hono';
import Koa from 'koa';
import { failure, order, QqWxPay, QqWxPayError } from './helpers.mjs';

const require = createRequire(import.meta.url);
const { client, deliver, error, fixtures, signedNotification, useSandbox } = require('../testing/index.js');
const { kinds, settings, TestingError } = require('../sandbox/testing.js');
const adapter = (name) => require(`../adapters/${name}.js`).notifications;

/** What a handler of each framework answers to a notification. */
const FRAMEWORKS = {
  'a route of Express': (functions) => adapter('express')(client(), functions),
  'Express 4': (functions) => express4().post('/notify', adapter('express')(client(), functions)),
  'Express 5': (functions) => express5().post('/notify', adapter('express')(client(), functions)),
  Koa: (functions) => {
    const app = new Koa();
    app.use(adapter('koa')(client(), functions));
    return app;
  },
  Fastify: (functions) => {
    const app = Fastify();
    app.register(adapter('fastify')(client(), functions), { path: '/notify' });
    return app;
  },
  Hono: (functions) => {
    const app = new Hono();
    const handle = adapter('web')(client(), functions);
    app.post('/notify', (context) => handle(context.req.raw));
    return app;
  },
  'a route of the web': (functions) => adapter('web')(client(), functions),
};

for (const [name, shop] of Object.entries(FRAMEWORKS)) {
  test(`${name}: a notification is delivered without a server`, async () => {
    const taken = [];
    const handler = shop({ paid: ({ outTradeNo, total }) => { taken.push([outTradeNo, total]); }, ignore: ['other'] });
    for (const kind of ['payment', 'v2_payment', 'combine_payment']) {
      const answer = await deliver(handler, signedNotification(kind, { outTradeNo: 'SHOP-1', total: 1999 }));
      assert.deepEqual([answer.status, answer.acknowledged], [200, true], kind);
    }
    assert.deepEqual(taken, Array(3).fill(['SHOP-1', 1999]));
    const forged = await deliver(handler, signedNotification('v2_payment', {}, { spoilt: 'forged' }));
    assert.deepEqual([forged.acknowledged, taken.length], [false, 3]);
  });
}

test('what is no handler is told', async () => {
  await assert.rejects(deliver({}, signedNotification()), /takes what `notifications`/);
  await assert.rejects(deliver((request) => request.nothing, signedNotification()), /deliver\(app/);
  await assert.rejects(deliver((_request, _response) => { throw new Error('of the shop'); }, signedNotification()), /of the shop/);
});

test('what is spoilt is refused or stays open, as documented', () => {
  const outcome = (kind, spoilt) => client().handleNotification(...parts(signedNotification(kind, {}, { spoilt }))).outcome;
  const { spoilt: ways } = kinds();
  const seen = Object.fromEntries(ways.map((way) => [way, outcome('payment', way).type]));
  assert.deepEqual(seen, {
    stale: 'stale',
    unsigned: 'unsigned',
    forged: 'refused',
    wrong_key: 'refused',
    unknown_serial: 'refused',
    undecryptable: 'refused',
    probe: 'probe',
  });
  assert.equal(outcome('v2_payment', 'unsigned').type, 'refused');
  assert.equal(outcome('v2_refund').type, 'unsigned', 'nobody signs it');
});

test('what is unproven is asked for, and nobody is there: it is no success', async () => {
  const pay = client();
  for (const spoilt of ['stale', 'unsigned']) {
    const handled = await pay.receiveNotification(...parts(signedNotification('payment', {}, { spoilt })), { timeoutMs: 3000 });
    assert.equal(handled.event(), null);
    assert.ok(handled.answer.status >= 400, spoilt);
  }
});

test('the same one again is a repetition, signed anew', () => {
  const pay = client();
  const first = signedNotification('payment', { outTradeNo: 'SHOP-2' });
  const second = first.again();
  assert.notEqual(second.headers['Wechatpay-Nonce'], first.headers['Wechatpay-Nonce']);
  assert.deepEqual([first, second].map((each) => pay.handleNotification(...parts(each)).repeat), [false, true]);
  assert.equal(second.id, first.id);
});

test('changes reach what is read', () => {
  const pay = client();
  const paid = (...given) => pay.handleNotification(...parts(signedNotification(...given))).event();
  assert.equal(paid('payment', {}, { fields: { amount: { total: 7 } } }).total, 7);
  const at = new Date('2026-01-31T04:00:00Z');
  assert.equal(paid('payment', { successTime: at }).orders[0].successTime, '2026-01-31T12:00:00+08:00');
  assert.equal(paid('payment', {}, { extra: { a_future_field: [1] }, time: new Date() }).type, 'paid');
  const md5 = client({ env: { QQ_WXPAY_V2_SIGN_TYPE: 'MD5' } });
  assert.equal(md5.handleNotification(...parts(signedNotification('v2_payment', { signType: 'MD5' }))).event().type, 'paid');
  assert.equal(paid('v2_payment', { signType: 'MD5' }), null, 'this client expects HMAC-SHA256');
});

test('a misspelt name is refused with the nearest, at the line of the test', () => {
  const refused = (...given) => {
    try {
      signedNotification(...given);
    } catch (thrown) {
      assert.ok(thrown instanceof TestingError);
      assert.match(thrown.stack.split('\n')[1], /testing\.test\.mjs/);
      assert.match(thrown.explanation.zh, /[一-龥]/);
      return [thrown.code, thrown.field, thrown.nearest];
    }
    return undefined;
  };
  assert.deepEqual(refused('paymnt'), ['UNKNOWN_NAME', 'kind', 'payment']);
  assert.deepEqual(refused('payment', { outTradeNr: 'A' }), ['UNKNOWN_NAME', 'order.outTradeNr', 'outTradeNo']);
  assert.deepEqual(refused('payment', {}, { feilds: {} }), ['UNKNOWN_NAME', 'changes.feilds', 'fields']);
  assert.deepEqual(refused('payment', {}, { fields: { 'amount.totl': 1 } }), ['UNKNOWN_NAME', 'changes.fields.amount.totl', 'amount.total']);
  assert.deepEqual(refused('v2_payment', {}, { spoilt: 'stale' }), ['NOT_POSSIBLE', 'changes.spoilt', undefined]);
  assert.throws(() => signedNotification('payment', { total: NaN }), /`total` is NaN/);
});

test('the keys of the kit are worth nothing in production', async () => {
  const real = { QQ_WXPAY_QQ_BASE_URL: undefined, QQ_WXPAY_WECHAT_BASE_URL: undefined, QQ_WXPAY_LINK_HOSTS: undefined, QQ_WXPAY_NOTIFY_URL: 'https://pay.example.com/notify' };
  const refused = await failure(() => QqWxPay.fromEnv({ env: { ...settings(), ...real } }));
  assert.equal(refused.code, 'TEST_KEYS');
  assert.ok(refused.remedy.en && refused.remedy.zh && refused.field);
});

test('an error for a test is the one that a client throws', async () => {
  const paid = error('ORDERPAID');
  assert.ok(paid instanceof QqWxPayError);
  assert.deepEqual([paid.kind, paid.code, paid.retry, paid.origin], ['api', 'ORDERPAID', 'confirm_first', 'wechat_pay']);
  assert.match(paid.stack.split('\n')[1], /testing\.test\.mjs/);
  const [refund, abnormal] = ['refund', 'abnormalRefund'].map((operation) => error('INVALID_REQUEST', { operation, status: 400 }));
  assert.notEqual(refund.remedy.en, abnormal.remedy.en);
  const field = error('FIELD_MISSING', { field: 'amount.total', detail: 'left out', cause: new Error('mine') });
  assert.deepEqual([field.kind, field.field, field.detail, field.cause.message], ['invalid_input', 'amount.total', 'left out', 'mine']);
  const future = error('A_FUTURE_CODE', { origin: 'wechat_pay', status: 500, requestId: '08F', retry: 'same_request' });
  assert.deepEqual([future.status, future.requestId, future.retry, future.remedy], [500, '08F', 'same_request', undefined]);
  const unknown = await failure(() => error('ORDERPAD'));
  assert.deepEqual([unknown.code, unknown.detail], ['ERROR_CODE_UNKNOWN', 'did you mean `ORDERPAID`?']);
  assert.equal((await failure(() => error('ORDERPAID', { operation: 'refnd' }))).code, 'UNKNOWN_OPERATION');
  assert.equal((await failure(() => error('ORDERPAID', { filed: 'x' }))).code, 'UNKNOWN_FIELD');
  assert.equal((await failure(() => error(5))).code, 'WRONG_TYPE');
});

const parts = ({ headers, body }) => [headers, body];
const shop = useSandbox({ before, after, timeScale: 1000 });
after(async () => {
  // It is stopped by now: what is asked of it is refused.
  await assert.rejects(shop.sandbox.orders(), { name: 'SandboxError', message: /has been stopped/ });
});

test('a sandbox is steered by methods', async () => {
  const { sandbox, pay } = shop;
  const { outTradeNo, h5Url } = await pay.placeOrder(order());
  const [unpaid] = await sandbox.orders({ outTradeNo });
  assert.deepEqual([unpaid.kind, unpaid.tradeState, unpaid.total], ['direct', 'NOTPAY', 1999]);
  await sandbox.setSwitches({ deliver: 'hold' });
  await sandbox.pay(h5Url);
  assert.equal((await pay.queryOrder({ outTradeNo })).tradeState, 'SUCCESS');
  assert.equal((await sandbox.resetSwitches()).deliver, 'normal');
  assert.equal(await sandbox.releaseDeliveries(), 1);
  const outRefundNo = await sandbox.refundInConsole(outTradeNo, { refund: 5, notifyUrl: 'http://127.0.0.1:9/notify' });
  await sandbox.settleRefund(outRefundNo, 'CLOSED');
  assert.deepEqual((await sandbox.refunds({ outRefundNo })).map(({ status, refund }) => [status, refund]), [['CLOSED', 5]]);
  const ahead = (await sandbox.advanceClock(100)).aheadSeconds;
  assert.equal((await sandbox.advanceClock(-100)).aheadSeconds, ahead - 100);
  await sandbox.addFault({ endpoint: 'query', kind: { cut_reply: 17 } });
  assert.deepEqual(await sandbox.faults(), [{ endpoint: 'query', kind: { cutReply: 17 }, times: 1 }]);
  await sandbox.clearFaults();
  assert.ok((await sandbox.events()).some(({ kind }) => kind === 'order.created'));
  assert.ok((await sandbox.statistics()).notificationsSent >= 1);
  assert.equal((await sandbox.identity()).qqAppid, '1110000001');
  await assert.rejects(sandbox.closeOrder('NOBODY'), { name: 'SandboxError', message: /^close_order: / });
  await assert.rejects(sandbox.setSwitches({ delivr: 'hold' }), /delivr/);
});

test('the types name every switch, and no other', async () => {
  const types = readFileSync(fileURLToPath(new URL('../sandbox/control.d.ts', import.meta.url)), 'utf8');
  const [, body] = types.match(/export interface Switches \{([^]*?)\n\}/);
  const named = [...body.matchAll(/^ {2}(\w+):/gm)].map(([, name]) => name);
  assert.deepEqual(named.sort(), Object.keys(await shop.sandbox.switches()).sort());
  const kit = readFileSync(fileURLToPath(new URL('../sandbox/testing.d.ts', import.meta.url)), 'utf8');
  const literals = (name) => kit.match(new RegExp(`type ${name} =([^;]*);`))[1].match(/'(\w+)'/g).map((word) => word.slice(1, -1));
  assert.deepEqual([literals('NotificationKind'), literals('Spoilt')], Object.values(kinds()));
});

test('hooks that are not there are asked for', () => {
  assert.throws(() => useSandbox(), /needs hooks/);
  assert.deepEqual(Object.keys(fixtures), ['pay', 'signedNotification', 'sandbox', 'sandboxPay']);
});

test('a client of the kit does not warn that no money moves; one that is made of its settings does', async () => {
  const events = [];
  const observer = (event) => { events.push(event.code); };
  const made = [client({ observer }), client({ observer, env: { QQ_WXPAY_TOKEN_STORE: 'memory' } })];
  await new Promise((resolve) => { setTimeout(resolve, 200); });
  assert.equal(events.includes('SANDBOX_CLIENT'), false);
  made.push(QqWxPay.fromEnv({ env: settings(), observer }));
  for (let tries = 0; tries < 100 && !events.includes('SANDBOX_CLIENT'); tries += 1) await new Promise((resolve) => { setTimeout(resolve, 50); });
  assert.equal(events.includes('SANDBOX_CLIENT'), true);
});
