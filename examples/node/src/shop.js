// A shop in a QQ mini program: it places orders, takes the notifications, and asks WeChat Pay where none came.
import express from 'express';
import { notify } from './notify.js';
import { orders } from './orders.js';
import { Store } from './store.js';

/** @import { QqWxPay } from 'qq-wxpay' */

/**
 * The whole server.
 * @param {QqWxPay} pay
 * @param {{ standInPayer?: string | undefined }} [options] `standInPayer`: the address of payers who come from this machine; for the
 *   sandbox only.
 */
export function shop(pay, { standInPayer } = {}) {
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', 'loopback');
  const store = new Store();
  // Before any body parser: a signature covers the raw bytes.
  app.post('/notify', notify(pay, store));
  app.use('/orders', orders(pay, store, standInPayer));
  return { app, store };
}
