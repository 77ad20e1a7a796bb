// Written by `cargo xtask generate` from the models in Rust. Do not edit.
'use strict';

/** The payer, secrets, links. */
module.exports = new Set([
  'openid',
  'spOpenid',
  'subOpenid',
  'payer',
  'combinePayerInfo',
  'payerClientIp',
  'refundRecvAccout',
  'userReceivedAccount',
  'bankAccount',
  'realName',
  'spbillCreateIp',
  'accessToken',
  'h5Url',
  'url',
  'downloadUrl',
  'text',
  'headers',
  'body',
  'raw',
]);
