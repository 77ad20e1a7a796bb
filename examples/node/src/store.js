// The shop's own orders, in memory. A database does the same with a transaction where this does it in one go.

/** @import { OpenOrder, OrderRequest } from 'qq-wxpay' */

/**
 * `open`: not paid, as far as the shop knows. `review`: somebody paid something else than the order says, and a person has to look.
 * `closed`: it was not paid in time, or never placed.
 * @typedef {{ request: OrderRequest, placedAt: Date, askedAt?: Date, state: 'open' | 'paid' | 'review' | 'closed' }} Order
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
  insert(request, placedAt = new Date()) {
    this.#orders.set(request.outTradeNo, { request, placedAt, state: 'open' });
  }

  /**
   * The orders that are open, as `confirmOpenOrders` takes them.
   * @returns {OpenOrder[]}
   */
  open() {
    const open = [...this.#orders.values()].filter((order) => order.state === 'open');
    return open.map(({ request, placedAt, askedAt }) => ({
      order: { family: 'direct', outTradeNo: request.outTradeNo },
      total: request.amount.total,
      placedAt,
      ...(askedAt && { askedAt }),
    }));
  }

  /**
   * Keeps that an order was asked for just now.
   * @param {string} outTradeNo
   */
  asked(outTradeNo) {
    const order = this.#orders.get(outTradeNo);
    if (order) order.askedAt = new Date();
  }

  /**
   * Closes an order that nobody can pay any more: its goods are free.
   * @param {string} outTradeNo
   */
  close(outTradeNo) {
    const order = this.#orders.get(outTradeNo);
    if (order?.state === 'open') order.state = 'closed';
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
