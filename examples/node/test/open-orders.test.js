// The job for open orders, with a real Redis: what was lost is made up for, once, and two runs do not overlap.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { after, before, test } from 'node:test';
import { QqWxPay } from 'qq-wxpay';
import { startSandbox } from 'qq-wxpay-sandbox';
import { confirmOpen, schedule, work } from '../src/open-orders.js';
import { Store } from '../src/store.js';

/** @import { ChildProcess } from 'node:child_process' */
/** @import { Sandbox } from 'qq-wxpay-sandbox' */

/** @type {ChildProcess} */ let redis;
/** @type {Sandbox} */ let sandbox;
/** @type {QqWxPay} */ let pay;
/** @type {{ host: string, port: number, maxRetriesPerRequest: null }} */ let connection;

/** @param {string} method @param {string} path @param {unknown} content */
async function control(method, path, content) {
  const init = { method, body: JSON.stringify(content), headers: { 'Content-Type': 'application/json' } };
  assert.ok((await fetch(sandbox.baseUrl + path, init)).ok, path);
}

/** @param {string} what @param {() => unknown} isSo */
async function until(what, isSo) {
  for (const end = Date.now() + 60_000; Date.now() < end;) {
    if (isSo()) return;
    await new Promise((resolve) => { setTimeout(resolve, 20); });
  }
  throw new Error(`not in time: ${what}`);
}

before(async () => {
  const probe = createServer();
  await new Promise((resolve) => { probe.listen(0, '127.0.0.1', () => resolve(undefined)); });
  const { port } = /** @type {import('node:net').AddressInfo} */ (probe.address());
  await new Promise((resolve) => { probe.close(resolve); });
  redis = spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'], { stdio: 'ignore' });
  connection = { host: '127.0.0.1', port, maxRetriesPerRequest: null };
  sandbox = await startSandbox({ timeScale: 1000 });
  await control('PUT', '/sandbox/switches', { deliver: 'lost' });
  pay = QqWxPay.fromEnv({ env: { ...sandbox.env, QQ_WXPAY_NOTIFY_URL: 'http://127.0.0.1:9/notify' } });
});

after(async () => {
  pay.close();
  await sandbox.stop();
  redis.kill();
});

/** @param {Store} store @param {string} outTradeNo @param {number} seconds @param {boolean} isPaid */
async function placed(store, outTradeNo, seconds, isPaid) {
  const request = { outTradeNo, description: 'mug', amount: { total: 1999 }, sceneInfo: { payerClientIp: '203.0.113.7' } };
  store.insert(request, new Date(Date.now() - seconds * 1000));
  const order = await pay.placeOrder(request);
  assert.equal(order.outcome, 'placed');
  if (order.outcome === 'placed' && isPaid) await control('POST', '/sandbox/pay', { h5_url: order.h5Url });
}

test('a lost notification is made up for, and old orders are closed', { timeout: 60_000 }, async (context) => {
  const store = new Store();
  await placed(store, 'BULL-paid', 61, true);
  await placed(store, 'BULL-open', 61, false);
  await placed(store, 'BULL-old', 7300, false);
  let [running, most, runs] = [0, 0, 0];
  const run = async () => {
    running += 1;
    most = Math.max(most, running);
    await confirmOpen(pay, store);
    await new Promise((resolve) => { setTimeout(resolve, 50); });
    running -= 1;
    runs += 1;
  };
  const workers = [work(connection, run), work(connection, run)];
  context.after(() => Promise.all(workers.map((worker) => worker.close())));
  const queue = await schedule(connection);
  context.after(() => queue.close());
  // Somebody asks for runs by hand beside that of the schedule.
  await Promise.all([queue.add('now', {}), queue.add('now', {})]);
  await until('three runs', () => runs === 3);
  assert.equal(most, 1, 'one at a time');
  const states = ['paid', 'open', 'old'].map((what) => store.find(`BULL-${what}`)?.state);
  assert.deepEqual(states, ['paid', 'open', 'closed']);
  assert.ok(store.find('BULL-open')?.askedAt);
  assert.equal((await queue.getJobSchedulers()).length, 1);
});
