// A sandbox, a client of it, and orders.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { createServer as createProbe } from 'node:net';

const require = createRequire(import.meta.url);
export const { Merchants, NotConnectedError, QqWxPay, QqWxPayError } = require('../lib/index.js');
const { startSandbox } = require('../sandbox/index.js');

/** A sandbox and a client; `merchant` receives notifications. */
export async function open({ options, change = (env) => env, notifyUrl } = {}) {
  const sandbox = await startSandbox({ timeScale: 1000, notifyUrl });
  const env = { ...sandbox.env };
  if (notifyUrl) env.QQ_WXPAY_NOTIFY_URL = notifyUrl;
  const pay = QqWxPay.fromEnv({ env: change(env), ...options });
  return { sandbox, env, pay, base: sandbox.baseUrl, close: async () => { pay.close(); await sandbox.stop(); } };
}

/** Calls the control interface of a sandbox. */
export async function control(base, method, path, content) {
  const body = content === undefined ? undefined : JSON.stringify(content);
  const response = await fetch(base + path, { method, body, headers: { 'Content-Type': 'application/json' } });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
  return JSON.parse(text || 'null');
}

let last = 0;
/** An order of 19.99 yuan. */
export function order(change = {}) {
  last += 1;
  return {
    outTradeNo: `NODE${process.pid}x${last}`,
    description: '蓝色马克杯',
    amount: { total: 1999 },
    sceneInfo: { payerClientIp: '203.0.113.7' },
    ...change,
  };
}

/** A server that gives what it receives to `handle(headers, rawBody)` and sends the answer that comes back. */
export async function listen(handle) {
  const server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const { status, contentType, body } = await handle(request.headers, Buffer.concat(chunks));
    response.writeHead(status, { 'Content-Type': contentType }).end(body);
  });
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const address = `http://127.0.0.1:${server.address().port}/notify`;
  const close = () => { server.close(); server.closeAllConnections(); };
  return { server, address, close };
}

/** A shop, and one genuine notification of a payment as WeChat Pay sends it: its body, and those of its headers that matter. */
export async function genuineNotification() {
  let found;
  let shop;
  const merchant = await listen((headers, body) => {
    found = { headers, body };
    return { status: 500, contentType: 'text/plain', body: '' };
  });
  shop = await open({ notifyUrl: merchant.address });
  const placed = await shop.pay.placeOrder(order());
  await control(shop.base, 'POST', '/sandbox/pay', { h5_url: placed.h5Url });
  await until('the notification', () => found);
  merchant.close();
  const headers = Object.fromEntries(Object.entries(found.headers).filter(([name]) => /^(wechatpay-|content-type)/.test(name)));
  return { shop, headers, body: found.body, outTradeNo: placed.outTradeNo };
}

/** The answer of a shop that takes everything. */
export function acknowledge(handled) {
  return handled.answer ?? handled.accept(handled.eventKind);
}

/** The error of a call that must fail. */
export async function failure(act) {
  const error = await (async () => act())().then(() => undefined, (thrown) => thrown);
  assert.ok(error instanceof QqWxPayError, `${error?.stack ?? 'no error'}`);
  return error;
}

/** Waits until `condition` gives something. */
export async function until(what, condition) {
  for (const end = Date.now() + 60_000; Date.now() < end;) {
    const found = await condition();
    if (found) return found;
    await new Promise((resolve) => { setTimeout(resolve, 20); });
  }
  throw new Error(`not in time: ${what}`);
}

/** A port that nobody listens on. */
export async function freePort() {
  const probe = createProbe();
  await new Promise((resolve) => { probe.listen(0, '127.0.0.1', resolve); });
  const { port } = probe.address();
  await new Promise((resolve) => { probe.close(resolve); });
  return port;
}
