// Two processes of a shop with one inbox: what one has taken, the other answers without its function.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { failure, genuineNotification, QqWxPay, until } from './helpers.mjs';

const require = createRequire(import.meta.url);
const { notifications } = require('../adapters/web.js');

let genuine;
let folder;
let clients;
before(async () => {
  genuine = await genuineNotification();
  folder = mkdtempSync(join(tmpdir(), 'qq-wxpay-inbox-'));
  const env = { ...genuine.shop.env, QQ_WXPAY_INBOX: `file:${folder}` };
  clients = [0, 1].map(() => QqWxPay.fromEnv({ env }));
});
after(async () => {
  for (const client of clients) client.close();
  await genuine.shop.close();
  rmSync(folder, { recursive: true, force: true });
});

const deliver = async (client, paid) => {
  const request = new Request('http://shop.example.com/notify', { method: 'POST', headers: genuine.headers, body: genuine.body });
  return (await notifications(client, { paid, onError: () => {} })(request)).status;
};

test('one handles it, after a failure too, and the other one answers success', async () => {
  const [one, two] = clients;
  const calls = [];
  assert.equal(await deliver(one, () => { throw new Error('the database is away'); }), 500);
  await until('it is given back', async () => await deliver(two, ({ outTradeNo, repeat }) => { calls.push([outTradeNo, repeat]); }) === 200);
  assert.deepEqual(calls, [[genuine.outTradeNo, true]]);
  for (const client of clients) assert.equal(await deliver(client, () => { throw new Error('it is handled'); }), 200);
});

test('the setting takes no memory of one process', async () => {
  const error = await failure(() => QqWxPay.fromEnv({ env: { ...genuine.shop.env, QQ_WXPAY_INBOX: 'memory' } }));
  assert.deepEqual([error.code, error.field], ['STORE_SETTING', 'inbox']);
});
