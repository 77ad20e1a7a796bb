// The shop against the sandbox: order, pay, notified, paid; and what must not make an order paid.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { metrics, trace } from '@opentelemetry/api';
import { AggregationTemporality, InMemoryMetricExporter, MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { QqWxPay } from 'qq-wxpay';
import { startSandbox } from 'qq-wxpay-sandbox';
import { shop } from '../src/shop.js';
import { observer } from '../src/telemetry.js';

/** @import { Server } from 'node:http' */
/** @import { Sandbox } from 'qq-wxpay-sandbox' */

const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 60_000 });
metrics.setGlobalMeterProvider(new MeterProvider({ readers: [reader] }));
const spans = new InMemorySpanExporter();
trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(spans)] }));

/** @type {Server} */ let server;
/** @type {Sandbox} */ let sandbox;
/** @type {QqWxPay} */ let pay;
/** @type {ReturnType<typeof shop>['store']} */ let store;
/** @type {string} */ let address;

before(async () => {
  // The sandbox must know the shop's address, and the shop the sandbox's: the server listens first.
  const { createServer } = await import('node:http');
  server = createServer();
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', () => resolve(undefined)); });
  const port = /** @type {import('node:net').AddressInfo} */ (server.address()).port;
  address = `http://127.0.0.1:${port}`;
  sandbox = await startSandbox({ timeScale: 1000, notifyUrl: `${address}/notify` });
  pay = QqWxPay.fromEnv({ env: { ...sandbox.env, QQ_WXPAY_NOTIFY_URL: `${address}/notify` }, observer: observer() });
  const opened = shop(pay, { standInPayer: '203.0.113.7' });
  store = opened.store;
  server.on('request', opened.app);
});

after(async () => {
  server.close();
  server.closeAllConnections();
  pay.close();
  await sandbox.stop();
  await reader.shutdown();
});

/** @param {string} url @param {unknown} [content] @param {string} [method] */
async function call(url, content, method = content === undefined ? 'GET' : 'POST') {
  const init = content === undefined ? { method } : { method, body: JSON.stringify(content), headers: { 'Content-Type': 'application/json' } };
  const response = await fetch(url, init);
  return { status: response.status, body: await response.json() };
}

async function ordered(product = 'blue-mug') {
  const { status, body } = await call(`${address}/orders`, { product });
  assert.equal(status, 201, JSON.stringify(body));
  return body;
}

/** The state as the shop itself knows it; waits for the notification. @param {string} number */
async function settled(number) {
  for (let attempt = 0; attempt < 100 && store.find(number)?.state === 'open'; attempt += 1) {
    await new Promise((resolve) => { setTimeout(resolve, 50); });
  }
  return store.find(number)?.state;
}

test('an order is paid by its notification', async () => {
  const order = await ordered();
  assert.equal(order.request_payment.referer, 'https://pay.example.com');
  assert.deepEqual([order.total, store.find(order.out_trade_no)?.state], [1999, 'open']);
  await call(`${sandbox.baseUrl}/sandbox/pay`, { h5_url: order.request_payment.url });
  assert.equal(await settled(order.out_trade_no), 'paid');
  assert.equal((await call(`${address}/orders/${order.out_trade_no}`)).body.state, 'paid');
  assert.equal((await call(`${address}/orders/${order.out_trade_no}/link`, {})).status, 409);
});

test('an order whose notification is lost is paid by asking', async () => {
  await call(`${sandbox.baseUrl}/sandbox/switches`, { deliver: 'lost' }, 'PUT');
  const order = await ordered('tea');
  assert.equal((await call(`${address}/orders/${order.out_trade_no}`)).body.state, 'open');
  await call(`${sandbox.baseUrl}/sandbox/pay`, { h5_url: order.request_payment.url });
  assert.equal((await call(`${address}/orders/${order.out_trade_no}`)).body.state, 'paid');
  await call(`${sandbox.baseUrl}/sandbox/switches`, { deliver: 'normal' }, 'PUT');
});

test('a lost reply: the same order again, never a second one', async () => {
  await call(`${sandbox.baseUrl}/sandbox/faults`, { endpoint: 'proxy', kind: 'drop_after', times: 9 });
  const { status, body } = await call(`${address}/orders`, { product: 'blue-mug' });
  await call(`${sandbox.baseUrl}/sandbox/faults`, undefined, 'DELETE');
  assert.deepEqual([status, body.retry], [503, 'confirm_first']);
  const again = await call(`${address}/orders/${body.out_trade_no}/link`, {});
  assert.deepEqual([again.status, again.body.out_trade_no], [200, body.out_trade_no]);
});

test('what must not make an order paid', async () => {
  const order = await ordered();
  const forged = JSON.stringify({ id: 'EV-1', event_type: 'TRANSACTION.SUCCESS', resource: { out_trade_no: order.out_trade_no } });
  const response = await fetch(`${address}/notify`, { method: 'POST', body: forged, headers: { 'Content-Type': 'application/json' } });
  assert.notEqual(response.status, 200);
  assert.equal(store.find(order.out_trade_no)?.state, 'open');
  assert.equal((await call(`${address}/orders`, { product: 'nothing' })).status, 404);
  assert.equal((await call(`${address}/orders/T0`)).status, 404);
});

test('a payment of another amount is for a person', async () => {
  const order = await ordered();
  const kept = store.find(order.out_trade_no);
  if (kept) kept.request = { ...kept.request, amount: { total: 5000 } };
  await call(`${sandbox.baseUrl}/sandbox/pay`, { h5_url: order.request_payment.url });
  assert.equal(await settled(order.out_trade_no), 'review');
});

test('a refund in the merchant console is kept as it ended', async () => {
  const order = await ordered();
  await call(`${sandbox.baseUrl}/sandbox/pay`, { h5_url: order.request_payment.url });
  await settled(order.out_trade_no);
  await call(`${sandbox.baseUrl}/sandbox/switches`, { refund_outcome: 'PROCESSING' }, 'PUT');
  const { body } = await call(`${sandbox.baseUrl}/sandbox/orders/${order.out_trade_no}/refund-in-console`, { refund: 100 });
  await call(`${sandbox.baseUrl}/sandbox/refunds/${body.out_refund_no}/settle`, { as: 'ABNORMAL' });
  for (let attempt = 0; attempt < 100 && !store.refunds.has(body.out_refund_no); attempt += 1) {
    await new Promise((resolve) => { setTimeout(resolve, 50); });
  }
  assert.deepEqual(store.refunds.get(body.out_refund_no), { outTradeNo: order.out_trade_no, status: 'abnormal' });
});

test('telemetry has durations, spans and notifications, and nothing that is secret', async () => {
  await reader.forceFlush();
  const written = JSON.stringify(exporter.getMetrics().map(({ scopeMetrics }) => scopeMetrics));
  for (const name of ['qq_wxpay.call.duration', 'qq_wxpay.notifications', 'place_order', 'payment']) assert.ok(written.includes(name), name);
  const finished = spans.getFinishedSpans();
  assert.ok(finished.some((span) => span.name === 'qq_wxpay place_order' && span.status.code === 0));
  assert.ok(finished.some((span) => span.status.message === 'CONNECTION_LOST'), finished.map((span) => span.status.message).join());
  const all = written + JSON.stringify(finished.map(({ name, attributes, status }) => ({ name, attributes, status })));
  for (const [name, value] of Object.entries(sandbox.env)) if (/SECRET|KEY$/.test(name)) assert.ok(!all.includes(value), name);
});
