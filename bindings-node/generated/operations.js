// Written by `cargo xtask generate` from the models in Rust. Do not edit.
'use strict';

const { bill, call, now } = require('../lib/kinds');

/** What can be prepared: its name here, and in the core. */
const PREPARED = new Map([
  ['placeOrder', 'place_order'],
  ['placePartnerOrder', 'place_partner_order'],
  ['placeCombineOrder', 'place_combine_order'],
  ['placeV2Order', 'place_v2_order'],
  ['queryOrder', 'query_order'],
  ['queryPartnerOrder', 'query_partner_order'],
  ['queryCombineOrder', 'query_combine_order'],
  ['queryV2Order', 'query_v2_order'],
  ['closeOrder', 'close_order'],
  ['closePartnerOrder', 'close_partner_order'],
  ['closeCombineOrder', 'close_combine_order'],
  ['closeV2Order', 'close_v2_order'],
  ['refund', 'refund'],
  ['queryRefund', 'query_refund'],
  ['abnormalRefund', 'abnormal_refund'],
  ['v2Refund', 'v2_refund'],
  ['queryV2Refund', 'query_v2_refund'],
  ['unfreezeFunds', 'unfreeze_funds'],
  ['queryProfitSharing', 'query_profit_sharing'],
  ['request', 'request'],
  ['accessToken', 'access_token'],
  ['refreshCertificates', 'refresh_certificates'],
  ['selfTest', 'self_test'],
  ['tradeBill', 'trade_bill'],
  ['fundFlowBill', 'fund_flow_bill'],
]);

/** The bills whose files can be prepared, likewise. */
const PREPARED_BILLS = new Map([
  ['tradeBillFile', 'trade_bill_file'],
  ['fundFlowBillFile', 'fund_flow_bill_file'],
  ['v2TradeBill', 'v2_trade_bill'],
]);

/** Every operation of the client. What one is given comes as a list: see `lib/kinds.js`. */
class Operations {
  placeOrder(...given) {
    return call(this, Operations.prototype.placeOrder, 'place_order', given);
  }

  placePartnerOrder(...given) {
    return call(this, Operations.prototype.placePartnerOrder, 'place_partner_order', given);
  }

  placeCombineOrder(...given) {
    return call(this, Operations.prototype.placeCombineOrder, 'place_combine_order', given);
  }

  placeV2Order(...given) {
    return call(this, Operations.prototype.placeV2Order, 'place_v2_order', given);
  }

  queryOrder(...given) {
    return call(this, Operations.prototype.queryOrder, 'query_order', given);
  }

  queryPartnerOrder(...given) {
    return call(this, Operations.prototype.queryPartnerOrder, 'query_partner_order', given);
  }

  queryCombineOrder(...given) {
    return call(this, Operations.prototype.queryCombineOrder, 'query_combine_order', given);
  }

  queryV2Order(...given) {
    return call(this, Operations.prototype.queryV2Order, 'query_v2_order', given);
  }

  closeOrder(...given) {
    return call(this, Operations.prototype.closeOrder, 'close_order', given);
  }

  closePartnerOrder(...given) {
    return call(this, Operations.prototype.closePartnerOrder, 'close_partner_order', given);
  }

  closeCombineOrder(...given) {
    return call(this, Operations.prototype.closeCombineOrder, 'close_combine_order', given);
  }

  closeV2Order(...given) {
    return call(this, Operations.prototype.closeV2Order, 'close_v2_order', given);
  }

  refund(...given) {
    return call(this, Operations.prototype.refund, 'refund', given);
  }

  queryRefund(...given) {
    return call(this, Operations.prototype.queryRefund, 'query_refund', given);
  }

  abnormalRefund(...given) {
    return call(this, Operations.prototype.abnormalRefund, 'abnormal_refund', given);
  }

  v2Refund(...given) {
    return call(this, Operations.prototype.v2Refund, 'v2_refund', given);
  }

  queryV2Refund(...given) {
    return call(this, Operations.prototype.queryV2Refund, 'query_v2_refund', given);
  }

  unfreezeFunds(...given) {
    return call(this, Operations.prototype.unfreezeFunds, 'unfreeze_funds', given);
  }

  queryProfitSharing(...given) {
    return call(this, Operations.prototype.queryProfitSharing, 'query_profit_sharing', given);
  }

  request(...given) {
    return call(this, Operations.prototype.request, 'request', given);
  }

  accessToken(options) {
    return call(this, Operations.prototype.accessToken, 'access_token', [{}, options]);
  }

  refreshCertificates(options) {
    return call(this, Operations.prototype.refreshCertificates, 'refresh_certificates', [{}, options]);
  }

  selfTest(...given) {
    return call(this, Operations.prototype.selfTest, 'self_test', given);
  }

  confirmOrder(...given) {
    return call(this, Operations.prototype.confirmOrder, 'confirm_order', given);
  }

  closeIfUnpaid(...given) {
    return call(this, Operations.prototype.closeIfUnpaid, 'close_if_unpaid', given);
  }

  invalidateAccessToken(...given) {
    return call(this, Operations.prototype.invalidateAccessToken, 'invalidate_access_token', given);
  }

  encryptSensitive(...given) {
    return call(this, Operations.prototype.encryptSensitive, 'encrypt_sensitive', given);
  }

  encryptSensitiveOffline(...given) {
    return now(this, Operations.prototype.encryptSensitiveOffline, 'encrypt_sensitive_offline', given);
  }

  decryptSensitive(...given) {
    return now(this, Operations.prototype.decryptSensitive, 'decrypt_sensitive', given);
  }

  expectPayment(...given) {
    return now(this, Operations.prototype.expectPayment, 'expect_payment', given);
  }

  merchant() {
    return now(this, Operations.prototype.merchant, 'merchant', [{}]);
  }

  tradeBill(...given) {
    return bill(this, Operations.prototype.tradeBill, 'trade_bill', given);
  }

  fundFlowBill(...given) {
    return bill(this, Operations.prototype.fundFlowBill, 'fund_flow_bill', given);
  }

  v2TradeBill(...given) {
    return bill(this, Operations.prototype.v2TradeBill, 'v2_trade_bill', given);
  }
}

module.exports = { Operations, PREPARED, PREPARED_BILLS };
