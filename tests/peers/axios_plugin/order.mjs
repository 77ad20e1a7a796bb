// What the orders of both versions have in common.

import { randomBytes } from 'node:crypto';
import { baseURL } from './sandbox.mjs';

/** Fen. */
export const TOTAL = 1999;
/** Texts that XML, JSON and query strings each trip over. */
export const TEXT = '蓝色马克杯 "A&B" <大>';
export const ATTACH = '店=1&x=\\';

/** The settings of a peer, without its keys. */
export function common(identity) {
  return { mchid: identity.mchid, serial: identity.merchant_serial, baseURL, proxy: false, timeout: 10_000 };
}

/** A fresh order number. */
export function orderNumber() {
  return `A${randomBytes(10).toString('hex')}`;
}
