// Workers of one machine share QQ's access token by themselves, and a process that keeps it to itself says so.
import assert from 'node:assert/strict';
import cluster from 'node:cluster';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { QqWxPay, control, failure, open, order } from './helpers.mjs';

const folder = mkdtempSync(join(tmpdir(), 'qq-wxpay-workers-'));
test.after(() => rmSync(folder, { recursive: true }));

/** Starts four workers with these variables; each places twenty orders. Gives what they say. */
async function workers(env) {
  cluster.setupPrimary({ exec: fileURLToPath(new URL('worker_program.cjs', import.meta.url)) });
  const said = Array.from({ length: 4 }, () => new Promise((resolve, reject) => {
    const worker = cluster.fork({ ...env, XDG_RUNTIME_DIR: folder });
    worker.on('message', resolve);
    worker.on('exit', (code) => code && reject(new Error(`a worker ended with ${code}`)));
  }));
  return Promise.all(said);
}

test('four workers of a cluster take one token, and no order is refused', async () => {
  const shop = await open();
  assert.deepEqual(await workers(shop.env), Array(4).fill({ placed: 20, refused: 0 }));
  assert.equal((await control(shop.base, 'GET', '/sandbox/statistics')).token_requests, 1);
  assert.equal(readdirSync(join(folder, 'qq-wxpay')).filter((name) => name.startsWith('token-')).length, 1);
  await shop.close();
});

test('in memory each fetches its own, which ends those of the others', async () => {
  const shop = await open();
  await workers({ ...shop.env, QQ_WXPAY_TOKEN_STORE: 'memory' });
  const fetched = (await control(shop.base, 'GET', '/sandbox/statistics')).token_requests;
  assert.ok(fetched >= 4, `${fetched}`);
  await shop.close();
});

test('what token_store may be', async () => {
  const shop = await open();
  const of = (tokenStore) => () => QqWxPay.fromEnv({ env: { ...shop.env, QQ_WXPAY_TOKEN_STORE: tokenStore } });
  for (const wrong of ['disk', 'file:here', 'redis://:hunter2@host:port']) {
    const error = await failure(of(wrong));
    assert.equal(error.code, 'STORE_SETTING');
    assert.ok(!String(error).includes('hunter2'));
  }
  const pay = of(`file:${join(folder, 'named')}`)();
  assert.equal((await pay.placeOrder(order())).outcome, 'placed');
  assert.equal(readdirSync(join(folder, 'named')).length, 2);
  pay.close();
  await shop.close();
});
