// Written by `cargo xtask generate` from the models in Rust. Do not edit.
'use strict';

/** Fields that take an instant. */
const MOMENTS = new Set([
  'timeExpire',
  'timeStart',
  'v2FormerSignTypeUntil',
]);

/** Fields that take a day. */
const DAYS = new Set([
  'billDate',
]);

/** Fields that some type hides: the payer, secrets, links. */
const HIDDEN = new Set([
  'accessToken',
  'account',
  'apiV2Key',
  'apiV3Key',
  'apiV3KeyPrevious',
  'bankAccount',
  'body',
  'bodyBase64',
  'combinePayerInfo',
  'downloadUrl',
  'extra',
  'h5Url',
  'headers',
  'inbox',
  'merchantCertificate',
  'merchantP12',
  'merchantP12Password',
  'merchantPrivateKey',
  'notifyUrl',
  'openid',
  'other',
  'path',
  'payer',
  'payerClientIp',
  'platformCertificates',
  'publicKey',
  'publicKeyPrevious',
  'qqAppSecret',
  'raw',
  'realName',
  'refundRecvAccout',
  'rootCertificate',
  'spOpenid',
  'spbillCreateIp',
  'subOpenid',
  'text',
  'tokenStore',
  'url',
  'userReceivedAccount',
]);

module.exports = { DAYS, HIDDEN, MOMENTS };
