import assert from 'node:assert/strict';
import test from 'node:test';
import { notifications } from 'qq-wxpay/express';
import { client, deliver, signedNotification } from 'qq-wxpay/testing';

test('a paid order is delivered', async () => {
  const delivered = [];
  const handler = notifications(client(), { paid({ outTradeNo }) { delivered.push(outTradeNo); } });
  const answer = await deliver(handler, signedNotification('payment', { outTradeNo: 'T1', total: 1999 }));
  assert.deepEqual([answer.acknowledged, delivered], [true, ['T1']]);
});

test('a forgery is refused', async () => {
  const handler = notifications(client(), { paid() { assert.fail('a forgery'); } });
  assert.equal((await deliver(handler, signedNotification('payment', {}, { spoilt: 'forged' }))).acknowledged, false);
});
