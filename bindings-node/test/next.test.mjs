// A route handler in Next.js, built with the packed package and started as in a container: what it traced, in a folder of its own.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { freePort, genuineNotification, until } from './helpers.mjs';
import { flood, head, raw } from './hostile/traffic.mjs';

const file = (path) => fileURLToPath(new URL(path, import.meta.url));
const folder = file('next');
const next = (...words) => [process.execPath, [file('node_modules/next/dist/bin/next'), ...words]];

let address;
let genuine;
let server;
let shop;
let standalone;

before(async () => {
  execFileSync(process.execPath, [file('../scripts/pack.mjs'), '--folders', '--into', `${folder}/node_modules`], { stdio: 'pipe' });
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1' };
  execFileSync(...next('build'), { cwd: folder, env, stdio: 'pipe', timeout: 120_000 });
  genuine = await genuineNotification();
  ({ shop } = genuine);
  const port = await freePort();
  address = `http://127.0.0.1:${port}/notify`;
  standalone = mkdtempSync(join(tmpdir(), 'qq-wxpay-next-'));
  cpSync(join(folder, '.next/standalone'), standalone, { recursive: true, verbatimSymlinks: true });
  const settings = { ...env, ...shop.env, HOSTNAME: '127.0.0.1', PORT: String(port) };
  server = spawn(process.execPath, [join(standalone, 'next/server.js')], { cwd: standalone, env: settings, stdio: 'ignore' });
  await until('Next.js', () => fetch(address).then(({ ok }) => ok, () => false));
});

after(async () => {
  server?.kill();
  rmSync(standalone, { recursive: true, force: true });
  await shop?.close();
});

test('Next.js: raw bytes, the exact answer, a body that was read before, a handler that throws', async () => {
  const send = async (body = genuine.body, more = {}) => {
    const reply = await fetch(address, { method: 'POST', headers: { ...genuine.headers, ...more }, body });
    return [reply.status, reply.headers.get('content-type'), await reply.text()];
  };
  const seen = async (behave = 'well') => (await fetch(`${address}?behave=${behave}`)).json();
  const json = 'application/json; charset=utf-8';
  assert.deepEqual(await send(), [200, json, '{"code":"SUCCESS","message":"成功"}']);
  assert.deepEqual(await seen(), ['paid']);
  assert.deepEqual(await send(Buffer.concat([genuine.body, Buffer.from(' ')])), [401, json, '{"code":"FAIL","message":"失败"}']);
  assert.deepEqual(await seen(), [], 'a refused notification is not for the handler');
  assert.equal((await send(genuine.body, { 'x-parse-first': '1' }))[0], 500);
  assert.deepEqual(await seen('throw'), ['RAW_BODY_NEEDED']);
  assert.equal((await send())[0], 500);
  assert.deepEqual(await seen('fail'), ['paid', 'the database is down']);
  assert.equal((await send())[0], 500);
  await seen('well');
  assert.equal((await send())[0], 200);
});

test('Next.js outlives hostile traffic', async (context) => {
  const { body, headers } = genuine;
  await raw(address, [head('/notify', { ...headers, 'content-length': body.length }), body.subarray(0, 20)], { breakOff: true });
  await raw(address, [head('/notify', { ...headers, 'transfer-encoding': 'chunked' }), 'ZZZ\r\n']);
  const memory = async () => (await (await fetch(`${address}?behave=well`)).json(), (await fetch(`${address}?memory=1`)).json());
  const before = await memory();
  for (const chunked of [false, true]) {
    const { sent, status } = await flood(address, '/notify', headers, 1 << 30, chunked);
    const grown = (await memory()) - before;
    context.diagnostic(`${chunked ? 'chunks' : 'one length'}: ${status ?? 'closed'} after ${(sent / 1e6).toFixed(1)} MB, ${(grown / 1e6).toFixed(1)} MB more memory`);
    assert.ok(status === undefined || status >= 400, `${status}`);
    assert.ok(grown < 128 << 20, `${grown} bytes more`);
  }
  const reply = await fetch(address, { method: 'POST', headers, body });
  assert.equal(reply.status, 200);
});
