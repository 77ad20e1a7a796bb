// The shop's own orders, in memory. A database does the same with a transaction where this does it in one go.

/** @import { OrderRequest } from 'qq-wxpay' */

/**
 * `open`: not paid, as far as the shop knows. `review`: somebody paid something else than the order says, and a person has to look.
 * @typedef {{ request: OrderRequest, state: 'open' | 'paid' | 'review' }} Order
 */

export class Store {
  /** @type {Map<string, Order>} */
  #orders = new Map();

  /** @type {Map<string, { outTradeNo: string, status: string }>} The refunds that have ended, by their numbers. */
  refunds = new Map();

  /**
   * Keeps a new order. Do it before the order is placed: the notification may be faster than the reply.
   * @param {OrderRequest} request
   */
  insert(request) {
    this.#orders.set(request.outTradeNo, { request, state: 'open' });
  }

  /** @param {string} outTradeNo */
  find(outTradeNo) {
    return this.#orders.get(outTradeNo);
  }

  /**
   * Keeps how a refund ended: `success`; `abnormal`, and a person has to send the money to another account; `closed`, and nothing was given
   * back. The same refund may be told of again.
   * @param {string} outTradeNo
   * @param {string} outRefundNo
   * @param {string} status
   */
  refunded(outTradeNo, outRefundNo, status) {
    this.refunds.set(outRefundNo, { outTradeNo, status });
  }

  /**
   * Settles an order that WeChat Pay says is paid; once, however often it is told.
   * @param {string} outTradeNo
   * @param {(expected: { outTradeNo: string, total: number }) => void} compare Throws when the payment is not what the order says.
   * @returns {'paid' | 'already' | 'differs' | 'unknown'} `paid` once: deliver then.
   */
  settle(outTradeNo, compare) {
    const order = this.#orders.get(outTradeNo);
    if (!order) return 'unknown';
    if (order.state !== 'open') return 'already';
    try {
      compare({ outTradeNo, total: order.request.amount.total });
    } catch (difference) {
      order.state = 'review';
      console.error(`order ${outTradeNo}: ${difference}`);
      return 'differs';
    }
    order.state = 'paid';
    return 'paid';
  }
}
