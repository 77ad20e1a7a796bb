// What an observer that is slow, silent or broken does to the calls of its client, and to what it gets itself.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { QqWxPay, control, open, order, until } from './helpers.mjs';

let shop;
before(async () => { shop = await open(); });
after(() => shop.close());

test('events that find no room are counted', async (context) => {
  const warnings = [];
  context.mock.method(console, 'warn', (line) => { if (!line.includes('SANDBOX_CLIENT')) warnings.push(line); });
  let events = 0;
  const pay = QqWxPay.fromEnv({ env: shop.env, observer: () => { events += 1; } });
  // The sandbox, and three certificates and keys.
  await until('what is told of a new client', () => events === 4);
  const forged = Buffer.from('{}');
  // The thread is busy all the while, so nothing is taken out of the queue.
  const most = 10_500;
  for (let index = 0; index < most; index += 1) pay.handleNotification({}, forged);
  await until('the queue to be empty', () => events >= 10_001);
  pay.handleNotification({}, forged);
  await until('the warning', () => warnings.length > 0);
  const lost = Number(warnings[0].match(/(\d+) events/)[1]);
  assert.equal(events, 4 + most + 1 - lost, 'each event was delivered or counted');
  assert.ok(lost > 0 && lost <= most - 10_000, `${lost}`);
  pay.close();
});

test('an observer whose promise never settles holds nothing up', async () => {
  const pay = QqWxPay.fromEnv({ env: shop.env, observer: () => new Promise(() => {}) });
  assert.equal((await pay.placeOrder(order(), { timeoutMs: 2000 })).outcome, 'placed');
  assert.equal((await control(shop.base, 'GET', '/sandbox/statistics')).proxy_requests, 1);
  pay.close();
});
