// Taking notifications. Anybody can call this address: only what is verified counts.
import { notifications } from 'qq-wxpay/express';

/** @import { QqWxPay } from 'qq-wxpay' */
/** @import { Store } from './store.js' */

/**
 * @param {QqWxPay} pay
 * @param {Store} store
 */
export function notify(pay, store) {
  return notifications(pay, (handled) => {
    const { outcome } = handled;
    // Refunds, and orders of other kinds: this shop has none.
    if (outcome.type !== 'payment') return undefined;
    const { outTradeNo } = outcome.payment;
    const became = store.settle(outTradeNo, (expected) => handled.expect(expected));
    if (became === 'paid') console.log(`order ${outTradeNo} is paid`);
    // A payment of an order that this shop does not have: answered with a failure, it comes again.
    return became !== 'unknown';
  });
}
