// Written by `cargo xtask generate` from the models in Rust. Do not edit.
'use strict';

const { bill, call, now, reports } = require('../lib/operation-kinds');

/** What can be prepared: its name in the core, and what its reply is. */
const PREPARED = new Map([
  ['placeOrder', { name: 'place_order', reply: 'PlacedOrder' }],
  ['placePartnerOrder', { name: 'place_partner_order', reply: 'PlacedOrder' }],
  ['placeCombineOrder', { name: 'place_combine_order', reply: 'PlacedOrder' }],
  ['placeV2Order', { name: 'place_v2_order', reply: 'PlacedOrder' }],
  ['queryOrder', { name: 'query_order', reply: 'Transaction' }],
  ['queryPartnerOrder', { name: 'query_partner_order', reply: 'PartnerTransaction' }],
  ['queryCombineOrder', { name: 'query_combine_order', reply: 'CombineTransaction' }],
  ['queryV2Order', { name: 'query_v2_order', reply: 'V2Transaction' }],
  ['closeOrder', { name: 'close_order' }],
  ['closePartnerOrder', { name: 'close_partner_order' }],
  ['closeCombineOrder', { name: 'close_combine_order' }],
  ['closeV2Order', { name: 'close_v2_order' }],
  ['refund', { name: 'refund', reply: 'Refund' }],
  ['queryRefund', { name: 'query_refund', reply: 'Refund' }],
  ['abnormalRefund', { name: 'abnormal_refund', reply: 'Refund' }],
  ['v2Refund', { name: 'v2_refund', reply: 'V2RefundAccepted' }],
  ['queryV2Refund', { name: 'query_v2_refund', reply: 'V2Refunds' }],
  ['unfreezeFunds', { name: 'unfreeze_funds', reply: 'ProfitSharing' }],
  ['queryProfitSharing', { name: 'query_profit_sharing', reply: 'ProfitSharing' }],
  ['request', { name: 'request', reply: 'ApiReply' }],
  ['accessToken', { name: 'access_token', reply: 'FetchedToken' }],
  ['refreshCertificates', { name: 'refresh_certificates', reply: 'PlatformCertificates' }],
  ['selfTest', { name: 'self_test', reply: 'SelfTestReport' }],
  ['tradeBill', { name: 'trade_bill', reply: 'BillLink' }],
  ['fundFlowBill', { name: 'fund_flow_bill', reply: 'BillLink' }],
]);

/** The bills whose files can be prepared, likewise. */
const PREPARED_BILLS = new Map([
  ['tradeBillFile', { name: 'trade_bill_file', row: 'TradeBillRow', end: 'FinishedTradeBillSummary' }],
  ['fundFlowBillFile', { name: 'fund_flow_bill_file', row: 'FundFlowRow', end: 'FinishedFundFlowSummary' }],
  ['v2TradeBill', { name: 'v2_trade_bill', row: 'TradeBillRow', end: 'FinishedTradeBillSummary' }],
]);

/** Every operation of the client. What one is given comes as a list: see `lib/operation-kinds.js`. */
class Operations {
  placeOrder(...given) {
    return call(this, Operations.prototype.placeOrder, 'place_order', given, 'Placement');
  }

  placePartnerOrder(...given) {
    return call(this, Operations.prototype.placePartnerOrder, 'place_partner_order', given, 'Placement');
  }

  placeCombineOrder(...given) {
    return call(this, Operations.prototype.placeCombineOrder, 'place_combine_order', given, 'Placement');
  }

  placeV2Order(...given) {
    return call(this, Operations.prototype.placeV2Order, 'place_v2_order', given, 'Placement');
  }

  queryOrder(...given) {
    return call(this, Operations.prototype.queryOrder, 'query_order', given, 'Transaction');
  }

  queryPartnerOrder(...given) {
    return call(this, Operations.prototype.queryPartnerOrder, 'query_partner_order', given, 'PartnerTransaction');
  }

  queryCombineOrder(...given) {
    return call(this, Operations.prototype.queryCombineOrder, 'query_combine_order', given, 'CombineTransaction');
  }

  queryV2Order(...given) {
    return call(this, Operations.prototype.queryV2Order, 'query_v2_order', given, 'V2Transaction');
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
    return call(this, Operations.prototype.refund, 'refund', given, 'Refund');
  }

  queryRefund(...given) {
    return call(this, Operations.prototype.queryRefund, 'query_refund', given, 'Refund');
  }

  abnormalRefund(...given) {
    return call(this, Operations.prototype.abnormalRefund, 'abnormal_refund', given, 'Refund');
  }

  v2Refund(...given) {
    return call(this, Operations.prototype.v2Refund, 'v2_refund', given, 'V2RefundAccepted');
  }

  queryV2Refund(...given) {
    return call(this, Operations.prototype.queryV2Refund, 'query_v2_refund', given, 'V2Refunds');
  }

  unfreezeFunds(...given) {
    return call(this, Operations.prototype.unfreezeFunds, 'unfreeze_funds', given, 'ProfitSharing');
  }

  queryProfitSharing(...given) {
    return call(this, Operations.prototype.queryProfitSharing, 'query_profit_sharing', given, 'ProfitSharing');
  }

  request(...given) {
    return call(this, Operations.prototype.request, 'request', given, 'ApiReply');
  }

  accessToken(options) {
    return call(this, Operations.prototype.accessToken, 'access_token', [{}, options], 'AccessToken');
  }

  refreshCertificates(options) {
    return call(this, Operations.prototype.refreshCertificates, 'refresh_certificates', [{}, options], 'PlatformCertificates');
  }

  selfTest(...given) {
    return call(this, Operations.prototype.selfTest, 'self_test', given, 'SelfTestReport');
  }

  confirmOrder(...given) {
    return call(this, Operations.prototype.confirmOrder, 'confirm_order', given, 'OrderStatus');
  }

  closeIfUnpaid(...given) {
    return call(this, Operations.prototype.closeIfUnpaid, 'close_if_unpaid', given, 'OrderStatus');
  }

  invalidateAccessToken(...given) {
    return call(this, Operations.prototype.invalidateAccessToken, 'invalidate_access_token', given);
  }

  checkTokenStore(options) {
    return call(this, Operations.prototype.checkTokenStore, 'check_token_store', [{}, options]);
  }

  encryptSensitive(...given) {
    return call(this, Operations.prototype.encryptSensitive, 'encrypt_sensitive', given, 'EncryptedText');
  }

  encryptSensitiveOffline(...given) {
    return now(this, Operations.prototype.encryptSensitiveOffline, 'encrypt_sensitive_offline', given, 'EncryptedText');
  }

  decryptSensitive(...given) {
    return now(this, Operations.prototype.decryptSensitive, 'decrypt_sensitive', given, 'DecryptedText');
  }

  expectPayment(...given) {
    return now(this, Operations.prototype.expectPayment, 'expect_payment', given);
  }

  merchant() {
    return now(this, Operations.prototype.merchant, 'merchant', [{}], 'Merchant');
  }

  tradeBill(...given) {
    return bill(this, Operations.prototype.tradeBill, 'trade_bill', given, { row: 'TradeBillRow', end: 'FinishedTradeBillSummary' });
  }

  fundFlowBill(...given) {
    return bill(this, Operations.prototype.fundFlowBill, 'fund_flow_bill', given, { row: 'FundFlowRow', end: 'FinishedFundFlowSummary' });
  }

  v2TradeBill(...given) {
    return bill(this, Operations.prototype.v2TradeBill, 'v2_trade_bill', given, { row: 'TradeBillRow', end: 'FinishedTradeBillSummary' });
  }

  confirmOpenOrders(...given) {
    return reports(this, Operations.prototype.confirmOpenOrders, 'confirm_open_orders', given, 'OpenOrderReport');
  }

  confirmOpenRefunds(...given) {
    return reports(this, Operations.prototype.confirmOpenRefunds, 'confirm_open_refunds', given, 'OpenRefundReport');
  }
}

module.exports = { Operations, PREPARED, PREPARED_BILLS };
