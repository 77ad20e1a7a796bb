// Taking notifications. Anybody can call this address: only what is verified gets to these functions.
import { notifications } from 'qq-wxpay/express';

/** @import { QqWxPay } from 'qq-wxpay' */
/** @import { Store } from './store.js' */

/**
 * @param {QqWxPay} pay
 * @param {Store} store
 */
export function notify(pay, store) {
  return notifications(pay, {
    paid(paid) {
      const became = store.settle(paid.outTradeNo, (expected) => paid.expect(expected));
      if (became === 'paid') console.log(`order ${paid.outTradeNo} is paid`);
      // A payment of an order that this shop does not have: answered with a failure, it comes again.
      return became !== 'unknown';
    },
    // This shop refunds in the merchant console; it keeps what became of that.
    refund({ outTradeNo, outRefundNo, status }) {
      store.refunded(outTradeNo, outRefundNo, status);
    },
    // The merchant number has other products, which other programs look after.
    ignore: ['other'],
  });
}
