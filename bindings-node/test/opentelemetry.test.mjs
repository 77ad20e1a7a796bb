// What a client reports, as metrics and spans of the real SDKs of OpenTelemetry.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { PrometheusSerializer } from '@opentelemetry/exporter-prometheus';
import { MeterProvider, MetricReader } from '@opentelemetry/sdk-metrics';
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { control, failure, genuineNotification, open, order, until } from './helpers.mjs';

const { openTelemetryObserver } = createRequire(import.meta.url)('../adapters/opentelemetry.js');

/** A reader that is asked, and sends nothing. */
class Reader extends MetricReader {
  async onShutdown() {}
  async onForceFlush() {}
}

/** An observer, and what it made so far: `points(name)` are `[attributes, value]`. */
function recording(attributes, views) {
  const reader = new Reader();
  const meters = new MeterProvider({ readers: [reader], views });
  const exporter = new InMemorySpanExporter();
  const tracers = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
  const events = [];
  const take = openTelemetryObserver({ meter: meters.getMeter('test'), tracer: tracers.getTracer('test'), attributes });
  const collect = async () => (await reader.collect()).resourceMetrics;
  const points = async (name) => {
    const metrics = (await collect()).scopeMetrics.flatMap(({ metrics: all }) => all);
    return metrics.find(({ descriptor }) => descriptor.name === name)?.dataPoints.map(({ attributes: by, value }) => [by, value]) ?? [];
  };
  return { events, collect, points, spans: () => exporter.getFinishedSpans(), observer: (event) => { events.push(event); take(event); } };
}

let seen;
let shop;
let outTradeNo;
before(async () => {
  seen = recording({ merchant: 'shop' });
  shop = await open({ options: { observer: seen.observer } });
  await control(shop.base, 'POST', '/sandbox/faults', { endpoint: 'proxy', kind: 'status_503', times: 1 });
  ({ outTradeNo } = await shop.pay.placeOrder(order()));
  await failure(() => shop.pay.queryOrder({ outTradeNo: 'NODE-none' }));
  shop.pay.handleNotification({}, Buffer.from('{}'));
  await until('the last event', () => seen.events.some(({ type }) => type === 'notification'));
});
after(() => shop.close());

test('calls and retries', async () => {
  const calls = (await seen.points('qq_wxpay.call.duration')).map(([by, { count, sum, buckets }]) => [by, count, sum > 0 && sum < 60, buckets.boundaries.at(-1)]);
  const by = (operation, upstream, code) => ({ merchant: 'shop', operation, upstream, code });
  assert.deepEqual(calls, [
    [by('access_token', 'qq', 'ok'), 1, true, 25],
    [by('place_order', 'qq', 'ok'), 1, true, 25],
    [by('query_order', 'wechat_pay', 'ORDER_NOT_EXIST'), 1, true, 25],
  ]);
  const [[retried, times], ...others] = await seen.points('qq_wxpay.retries');
  assert.deepEqual([retried.operation, retried.code !== 'ok', times, others], ['place_order', true, 1, []]);
});

test('the access token and certificates', async () => {
  assert.deepEqual(await seen.points('qq_wxpay.token.refreshes'), [[{ merchant: 'shop', origin: 'fetched' }, 1]]);
  const [[, { count, sum }]] = await seen.points('qq_wxpay.token.lease.wait');
  assert.deepEqual([count, sum], [1, 0]);
  const [[, age]] = await seen.points('qq_wxpay.token.age');
  assert.ok(age >= 0 && age < 600, `${age}`);
  const days = await seen.points('qq_wxpay.certificate.days');
  assert.deepEqual(days.map(([{ whose }, left]) => [whose, left > 1800]), [['merchant', true], ['platform', true]]);
});

test('faults, notifications and duplicates', async () => {
  assert.deepEqual(await seen.points('qq_wxpay.faults'), [[{ merchant: 'shop', kind: 'sandbox_client', level: 'warning', code: 'SANDBOX_CLIENT' }, 1]]);
  const { shop: other, headers, body } = await genuineNotification();
  const own = recording();
  const { QqWxPay } = createRequire(import.meta.url)('../lib/index.js');
  const pay = QqWxPay.fromEnv({ env: other.env, observer: own.observer });
  for (let index = 0; index < 3; index += 1) pay.handleNotification(headers, body);
  await until('all', () => own.events.filter(({ type }) => type === 'notification').length === 3);
  assert.deepEqual(await own.points('qq_wxpay.notifications'), [[{ outcome: 'payment', code: 'ok' }, 3]]);
  assert.deepEqual(await own.points('qq_wxpay.notification.duplicates'), [[{ outcome: 'payment' }, 2]]);
  pay.close();
  await other.close();
});

test('a span for each call, with its attempts', () => {
  const spans = seen.spans().map(({ name, kind, status, events }) => [name, kind, status.code, events.map(({ name: said, attributes }) => [said, attributes.attempt, attributes.status])]);
  assert.deepEqual(spans, [
    ['qq_wxpay access_token', 2, 0, [['attempt', 1, 200]]],
    ['qq_wxpay place_order', 2, 0, [['attempt', 1, 503], ['attempt', 2, 200]]],
    ['qq_wxpay query_order', 2, 2, [['attempt', 1, 404]]],
  ]);
  const [, ordered] = seen.spans();
  const call = seen.events.find(({ type, operation }) => type === 'call' && operation === 'place_order');
  const took = ordered.duration[0] * 1e6 + ordered.duration[1] / 1e3;
  assert.ok(Math.abs(took - call.elapsedUs) < 2000, `${took} µs, ${call.elapsedUs} µs`);
  assert.deepEqual(ordered.attributes, { merchant: 'shop', operation: 'place_order', upstream: 'qq', attempts: 2, code: 'ok' });
});

test('nothing names an order or is secret', async () => {
  const written = JSON.stringify([(await seen.collect()).scopeMetrics, seen.spans().map(({ attributes, events, name }) => [attributes, events, name])]);
  for (const secret of [outTradeNo, 'NODE-none', '203.0.113.7', shop.env.QQ_WXPAY_QQ_APP_SECRET, shop.env.QQ_WXPAY_API_V3_KEY]) assert.ok(!written.includes(secret), secret);
  assert.ok(written.includes('place_order'));
});

test('the views of docs/metrics.md give the exporter for Prometheus the names of the dashboard', async () => {
  const [, written] = readFileSync(new URL('../../docs/metrics.md', import.meta.url), 'utf8').match(/views: (\[[^]*?\n {2}\])/);
  const views = new Function(`return ${written}`)();
  const named = recording({}, views);
  named.observer({ type: 'call', call: 1, operation: 'place_order', upstream: 'qq', attempts: 1, code: null, kind: null, elapsedUs: 1500 });
  named.observer({ type: 'token', origin: 'fetched', ageSeconds: 0, endsInSeconds: 7200, leaseWaitMs: 0 });
  named.observer({ type: 'certificate', whose: 'merchant', serial: 'AB', daysLeft: 12 });
  const shown = new PrometheusSerializer().serialize(await named.collect());
  for (const name of ['call_duration_seconds_bucket', 'token_lease_wait_seconds_count', 'token_age_seconds', 'token_refreshes_total', 'certificate_days']) {
    assert.match(shown, new RegExp(`^qq_wxpay_${name}\\{`, 'm'), name);
  }
});

test('ages and days go on between two events, and the newest event counts', async (context) => {
  const own = recording();
  context.mock.timers.enable({ apis: ['Date'], now: Date.now() });
  own.observer({ type: 'token', origin: 'store', ageSeconds: 100, endsInSeconds: 7100, leaseWaitMs: 250 });
  own.observer({ type: 'certificate', whose: 'platform', serial: 'AB', daysLeft: 40 });
  own.observer({ type: 'certificate', whose: 'platform_key', serial: 'PUB_KEY_ID_1', daysLeft: null });
  context.mock.timers.tick(7000_000);
  assert.deepEqual(await own.points('qq_wxpay.token.age'), [[{}, 7100]]);
  assert.deepEqual(await own.points('qq_wxpay.certificate.days'), [[{ whose: 'platform' }, 40]]);
  context.mock.timers.tick(3 * 24 * 3600_000);
  assert.deepEqual(await own.points('qq_wxpay.certificate.days'), [[{ whose: 'platform' }, 37]]);
  own.observer({ type: 'certificate', whose: 'platform', serial: 'CD', daysLeft: 1800 });
  own.observer({ type: 'token', origin: 'fetched', ageSeconds: 0, endsInSeconds: 7200, leaseWaitMs: 0 });
  assert.deepEqual(await own.points('qq_wxpay.certificate.days'), [[{ whose: 'platform' }, 1800]]);
  assert.deepEqual(await own.points('qq_wxpay.token.age'), [[{}, 0]]);
});

test('without a meter or a tracer the global ones are used, and what is none is refused', async () => {
  const program = `
    const { metrics, trace } = require('@opentelemetry/api');
    const asked = [];
    metrics.getMeter = (name) => { asked.push(name); return { createCounter() {}, createHistogram() {}, createObservableGauge: () => ({ addCallback() {} }) }; };
    trace.getTracer = (name) => { asked.push(name); return { startSpan() {} }; };
    require(${JSON.stringify(fileURLToPath(new URL('../adapters/opentelemetry.js', import.meta.url)))}).openTelemetryObserver();
    console.log(asked.join());`;
  const env = { ...process.env, NODE_PATH: fileURLToPath(new URL('node_modules', import.meta.url)) };
  assert.equal(execFileSync(process.execPath, ['-e', program], { env, encoding: 'utf8' }), 'qq-wxpay,qq-wxpay\n');
  const meter = new MeterProvider().getMeter('test');
  for (const [given, code, field] of [
    [{ meter: {} }, 'WRONG_TYPE', 'meter'], [{ meter, tracer: 7 }, 'WRONG_TYPE', 'tracer'],
    [{ meter, tracer: { startSpan() {} }, attributes: null }, 'WRONG_TYPE', 'attributes'], [{ meters: meter }, 'UNKNOWN_FIELD', 'meters'],
  ]) {
    const error = await failure(() => openTelemetryObserver(given));
    assert.deepEqual([error.code, error.field], [code, field]);
  }
});
