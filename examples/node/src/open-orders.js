// Asks WeChat Pay each minute what became of the orders that are open, as a job of BullMQ: for those whose notification was lost.
import { Queue, Worker } from 'bullmq';

/** @import { ConnectionOptions } from 'bullmq' */
/** @import { QqWxPay } from 'qq-wxpay' */
/** @import { Store } from './store.js' */

const QUEUE = 'open-orders';

/** Seconds. What nobody has paid by then is closed, and its goods are free again. */
const CLOSE_AFTER = 2 * 3600;

/**
 * One run.
 * @param {QqWxPay} pay
 * @param {Store} store
 */
export async function confirmOpen(pay, store) {
  for await (const report of pay.confirmOpenOrders({ orders: store.open(), closeAfter: CLOSE_AFTER })) {
    const number = report.order.outTradeNo;
    switch (report.result) {
      case 'paid':
        // As the handler of notifications does.
        if (store.settle(number, report.paid.expect) === 'paid') console.log(`order ${number}: deliver`);
        break;
      case 'closed':
      case 'not_found':
        store.close(number);
        break;
      case 'still_open':
        store.asked(number);
        break;
      case 'refused':
      case 'no_answer':
        console.error(`order ${number}: ${report.error}`);
        break;
      default: // not due yet
    }
  }
}

/**
 * A run each minute, one at a time whoever works: two would report an order twice.
 * @param {ConnectionOptions} connection The Redis of the queue.
 */
export async function schedule(connection) {
  const queue = new Queue(QUEUE, { connection });
  await queue.setGlobalConcurrency(1);
  await queue.upsertJobScheduler('each minute', { every: 60_000 }, { opts: { removeOnComplete: 100, removeOnFail: 100 } });
  return queue;
}

/**
 * Does the runs. Where there are several processes, each may have one; the store is a database then.
 * @param {ConnectionOptions} connection
 * @param {() => Promise<void>} run
 */
export function work(connection, run) {
  return new Worker(QUEUE, run, { connection });
}
