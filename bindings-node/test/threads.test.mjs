// Which thread runs the shop's code, and what a function of the shop that never ends does to other calls: nothing, unless it blocks the
// very thread that waits for them.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { after, before, beforeEach, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { QqWxPay, control, genuineNotification, order } from './helpers.mjs';

const require = createRequire(import.meta.url);
const { notifications } = require('../adapters/web.js');
const library = fileURLToPath(new URL('../lib/index.js', import.meta.url));
/** The limit of the other call, and so long it may take, in milliseconds. */
const [LIMIT, MOST] = [2000, 3000];

let genuine;
let shop;
before(async () => { genuine = await genuineNotification(); ({ shop } = genuine); });
after(() => shop.close());
beforeEach(() => control(shop.base, 'DELETE', '/sandbox/faults'));

const never = () => new Promise(() => {});
const store = (change) => ({ tokenStore: { load: () => null, acquireLease: () => true, save: () => true, releaseLease: () => {}, ...change } });

/** Each of these clients asks for something that WeChat Pay does not answer in time. */
async function end(clients) {
  await control(shop.base, 'POST', '/sandbox/faults', { endpoint: 'query', kind: 'time_out', times: clients.length });
  await Promise.all(clients.map(async (pay, index) => {
    const begin = performance.now();
    const error = await pay.queryOrder({ outTradeNo: 'NODE-none' }, { timeoutMs: LIMIT }).catch((found) => found);
    const took = performance.now() - begin;
    assert.equal(error.code, 'TIMED_OUT', `${index}: ${error}`);
    assert.ok(took < MOST, `${index}: ${took} ms`);
  }));
}

test('token provider, store and observer never settle: calls of the same and of other clients end in time', async () => {
  const silent = [
    { tokenProvider: { accessToken: never } },
    store({ load: never }),
    store({ acquireLease: never }),
    store({ save: never }),
    store({ releaseLease: never, save: () => { throw new Error('not saved'); } }),
    { observer: never },
  ].map((parts) => QqWxPay.fromEnv({ env: shop.env, ...parts }));
  const held = silent.map((pay) => pay.placeOrder(order(), { timeoutMs: LIMIT }).catch((error) => error));
  await end([...silent, shop.pay]);
  for (const { outcome, code } of await Promise.all(held)) assert.ok(outcome === 'placed' || code === 'TIMED_OUT', outcome ?? code);
  for (const pay of silent) pay.close();
});

test('continuations and notification handlers that never settle: other calls end in time', async () => {
  void shop.pay.placeOrder(order()).then(never);
  const request = () => new Request('http://shop.example.com/notify', { method: 'POST', headers: genuine.headers, body: genuine.body });
  let taken;
  const begun = new Promise((resolve) => { taken = resolve; });
  void notifications(shop.pay, { paid: () => { taken(); return never(); } })(request());
  await begun;
  await end([shop.pay]);
  assert.equal((await notifications(shop.pay, { paid() {} })(request())).status, 200, 'another delivery is taken');
});

test('each of these functions blocks a thread of its own for ever: this thread goes on', async (context) => {
  const blocked = ['provider', 'load', 'acquireLease', 'save', 'observer', 'continuation'].map((name) => {
    const worker = new Worker(new URL('blocked_worker.cjs', import.meta.url), { workerData: { library, env: shop.env, order: order(), blocked: name } });
    context.after(() => worker.terminate());
    return new Promise((resolve, reject) => { worker.once('message', resolve); worker.once('error', reject); });
  });
  await Promise.all(blocked);
  await end([shop.pay]);
});

test('the main thread is blocked: a worker goes on', async () => {
  const code = `
    const { workerData } = require('node:worker_threads');
    const { QqWxPay } = require(workerData.library);
    const pay = QqWxPay.fromEnv({ env: workerData.env });
    const begin = performance.now();
    const end = (error) => {
      const shared = new Int32Array(workerData.shared);
      shared[1] = performance.now() - begin;
      Atomics.store(shared, 0, error?.code === 'TIMED_OUT' ? 1 : 2);
      Atomics.notify(shared, 0);
    };
    pay.queryOrder({ outTradeNo: 'NODE-none' }, { timeoutMs: workerData.limit }).then(end, end);`;
  await control(shop.base, 'POST', '/sandbox/faults', { endpoint: 'query', kind: 'time_out', times: 1 });
  const shared = new Int32Array(new SharedArrayBuffer(8));
  const worker = new Worker(code, { eval: true, workerData: { library, env: shop.env, shared: shared.buffer, limit: LIMIT } });
  await new Promise((resolve) => { worker.once('online', resolve); });
  // From here on this thread does nothing, until the worker has its answer.
  assert.equal(Atomics.wait(shared, 0, 0, 30_000), 'ok');
  await worker.terminate();
  assert.equal(shared[0], 1);
  assert.ok(shared[1] < MOST, `${shared[1]} ms`);
});
