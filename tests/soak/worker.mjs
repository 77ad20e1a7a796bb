// One process of the soak's shop: see README.md for what it reads and says.
import { createInterface } from 'node:readline';

import { QqWxPay, QqWxPayError } from '../../bindings-node/lib/index.mjs';

const pay = QqWxPay.fromEnv();
const limit = { timeoutMs: 10_000 };

const say = (...fields) => process.stdout.write(`${fields.join('\t')}\n`);

const orderOf = (number) => ({ family: 'direct', outTradeNo: number });

async function place(number, notifyUrl) {
  const placed = await pay.placeOrder({
    outTradeNo: number, description: '蓝色马克杯', amount: { total: 1999 }, sceneInfo: { payerClientIp: '203.0.113.7' }, notifyUrl,
  }, limit);
  return placed.outcome === 'placed' ? ['placed', placed.requestPayment.url] : ['to_confirm'];
}

async function refund(outTradeNo, outRefundNo, notifyUrl) {
  const { status } = await pay.refund({ outTradeNo, outRefundNo, amount: { refund: 500, total: 1999 }, notifyUrl }, limit);
  return [status];
}

async function notify(body, ...lines) {
  const headers = {};
  for (let at = 0; at < lines.length; at += 2) headers[lines[at]] = lines[at + 1];
  const notification = await pay.receiveNotification(headers, Buffer.from(body));
  const { eventKind } = notification;
  const event = notification.event();
  if (eventKind === 'paid') {
    event.expect({ outTradeNo: event.outTradeNo, total: 1999 });
    say('took', 'paid', event.outTradeNo);
  }
  if (eventKind === 'refund') say('took', 'refund', event.outRefundNo, event.status);
  const answer = notification.answer ?? notification.accept(eventKind);
  return ['answered', answer.status, answer.body ?? ''];
}

const WORK = {
  place,
  confirm: async (number) => [(await pay.confirmOrder(orderOf(number), limit)).state],
  close: async (number) => [(await pay.closeIfUnpaid(orderOf(number), limit)).state],
  refund,
  refunded: async (outRefundNo) => [(await pay.queryRefund({ outRefundNo }, limit)).status],
  notify,
};

createInterface({ input: process.stdin }).on('line', async (line) => {
  const [ask, work, ...given] = line.split('\t');
  try {
    say('said', ask, ...(await WORK[work](...given)));
  } catch (error) {
    say('failed', ask, error instanceof QqWxPayError ? error.code : String(error).replace(/\s/g, ' '));
  }
});
