// Placing an order, giving it a fresh link, telling its state.
import { randomBytes } from 'node:crypto';
import { Router, json } from 'express';
import { QqWxPayError } from 'qq-wxpay';
import { PRODUCTS } from './products.js';

/** @import { Request, Response } from 'express' */
/** @import { OrderRequest, QqWxPay } from 'qq-wxpay' */
/** @import { Store } from './store.js' */

/**
 * @param {QqWxPay} pay
 * @param {Store} store
 * @param {string | undefined} standInPayer
 */
export function orders(pay, store, standInPayer) {
  const router = Router();
  router.use(json({ limit: '10kb' }));

  // An order for a product, and the arguments of `qq.requestWxPayment`.
  router.post('/', async (request, response) => {
    const product = PRODUCTS.get(request.body?.product);
    if (!product) return void response.status(404).json({ error: 'no such product' });
    const order = {
      outTradeNo: newNumber(),
      description: product.description,
      amount: { total: product.price },
      sceneInfo: { payerClientIp: payerAddress(request, standInPayer) },
    };
    store.insert(order);
    await place(order, 201, response);
  });

  // The same order again. A link lives 5 minutes, and a reply may have been lost.
  router.post('/:outTradeNo/link', async (request, response) => {
    const order = store.find(request.params.outTradeNo);
    if (!order) return void response.status(404).json({ error: 'no such order' });
    if (order.state !== 'open') return void response.status(409).json({ error: 'already settled' });
    await place(order.request, 200, response);
  });

  // The state of an order. The mini program asks after `qq.requestWxPayment`.
  router.get('/:outTradeNo', async (request, response) => {
    const order = store.find(request.params.outTradeNo);
    if (!order) return void response.status(404).json({ error: 'no such order' });
    if (order.state === 'open') await ask(order.request.outTradeNo);
    response.json({ out_trade_no: order.request.outTradeNo, total: order.request.amount.total, state: order.state });
  });

  /** @param {OrderRequest} order @param {number} status @param {Response} response */
  async function place(order, status, response) {
    try {
      const placed = await pay.placeOrder(order, { timeoutMs: 10_000 });
      if (placed.outcome === 'to_confirm') return failure(order.outTradeNo, placed.error, response);
      response.status(status).json({
        out_trade_no: placed.outTradeNo,
        total: order.amount.total,
        expires_at: placed.expiresAt,
        request_payment: placed.requestPayment,
      });
    } catch (error) {
      if (!(error instanceof QqWxPayError)) throw error;
      failure(order.outTradeNo, error, response);
    }
  }

  /** No notification has come: it may be late or lost. WeChat Pay's answer decides. @param {string} outTradeNo */
  async function ask(outTradeNo) {
    const { found, state } = await pay.confirmOrder({ family: 'direct', outTradeNo, subMchid: null }, { timeoutMs: 5_000 });
    if (state !== 'paid' || found === null) return; // it stays open, and the client asks again
    store.settle(outTradeNo, (expected) => pay.expectPayment({ found, expected }));
  }

  return router;
}

/**
 * The client learns the number, so that it repeats this very order (`/link`) and never places a second one.
 * @param {string} outTradeNo
 * @param {{ code: string, retry: string, message: string }} error
 * @param {Response} response
 */
function failure(outTradeNo, error, response) {
  console.error(`order ${outTradeNo}: ${error.message}`);
  const { code, retry } = error;
  response.status(retry === 'never' ? 500 : 503).json({ error: code, retry, out_trade_no: outTradeNo });
}

/** A number that nobody guesses: who knows it may see the order's state. */
function newNumber() {
  return `T${Math.floor(Date.now() / 1000)}${randomBytes(8).toString('hex').toUpperCase()}`;
}

/**
 * The payer's address: WeChat Pay compares it with the one that pays. Express takes it from `X-Forwarded-For` only when the reverse
 * proxy on this machine wrote it (`trust proxy`).
 * @param {Request} request
 * @param {string | undefined} standIn
 */
function payerAddress(request, standIn) {
  const address = (request.ip ?? '').replace(/^::ffff:/, '');
  return /^(127\.|::1$)/.test(address) && standIn ? standIn : address;
}
