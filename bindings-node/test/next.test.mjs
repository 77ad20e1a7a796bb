// A route handler in Next.js, built and started as in production, with the packed package.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { control, freePort, listen, open, order, until } from './helpers.mjs';

const file = (path) => fileURLToPath(new URL(path, import.meta.url));
const folder = file('next');
const next = (...words) => [process.execPath, [file('node_modules/next/dist/bin/next'), ...words]];

let address;
let genuine;
let merchant;
let server;
let shop;

before(async () => {
  execFileSync(process.execPath, [file('../scripts/pack.mjs'), '--into', `${folder}/node_modules`], { stdio: 'pipe' });
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1' };
  execFileSync(...next('build'), { cwd: folder, env, stdio: 'pipe', timeout: 120_000 });
  merchant = await listen(async (headers, body) => {
    genuine = { headers, body };
    return shop.pay.handleNotification(headers, body).acknowledgement;
  });
  shop = await open({ notifyUrl: merchant.address });
  const placed = await shop.pay.placeOrder(order());
  await control(shop.base, 'POST', '/sandbox/pay', { h5_url: placed.h5Url });
  await until('the notification', () => genuine);
  const port = await freePort();
  address = `http://127.0.0.1:${port}/notify`;
  server = spawn(...next('start', '--hostname', '127.0.0.1', '--port', String(port)), { cwd: folder, env: { ...env, ...shop.env }, stdio: 'ignore' });
  await until('Next.js', () => fetch(address).then(({ ok }) => ok, () => false));
});

after(async () => {
  server?.kill();
  merchant?.close();
  await shop?.close();
});

test('Next.js: raw bytes, the exact answer, a body that was read before, a handler that throws', async () => {
  const signed = Object.fromEntries(Object.entries(genuine.headers).filter(([name]) => /^(wechatpay-|content-type)/.test(name)));
  const send = async (body = genuine.body, more = {}) => {
    const reply = await fetch(address, { method: 'POST', headers: { ...signed, ...more }, body });
    return [reply.status, reply.headers.get('content-type'), await reply.text()];
  };
  const seen = async (behave = 'well') => (await fetch(`${address}?behave=${behave}`)).json();
  const json = 'application/json; charset=utf-8';
  assert.deepEqual(await send(), [200, json, '{"code":"SUCCESS","message":"成功"}']);
  assert.deepEqual(await seen(), ['payment']);
  assert.deepEqual(await send(Buffer.concat([genuine.body, Buffer.from(' ')])), [401, json, '{"code":"FAIL","message":"失败"}']);
  assert.deepEqual(await seen(), [], 'a refused notification is not for the handler');
  assert.equal((await send(genuine.body, { 'x-parse-first': '1' }))[0], 500);
  assert.deepEqual(await seen('throw'), ['RAW_BODY_NEEDED']);
  assert.equal((await send())[0], 500);
  assert.deepEqual(await seen('fail'), ['payment', 'the database is down']);
  assert.equal((await send())[0], 500);
  await seen('well');
  assert.equal((await send())[0], 200);
});
