// Written by `cargo xtask generate` from the models in Rust. Do not edit.

import type * as models from './models.js';
import type { BillRows, CallOptions, PrepareOptions, Reports } from '../types.js';

/** Every operation of the client. */
export interface Operations {
  /**
   * Places the order of a direct merchant. To get a fresh link, place the identical order again.
   *
   * When a reply is lost, the order may exist: that is a result of its own, `to_confirm`, and no error. Never take
   * another order number for it: ask `confirmOrder`, or place the identical order again.
   */
  placeOrder(request: models.OrderRequest, options?: CallOptions): Promise<models.Placement>;

  /** Places the order of a service provider for a sub merchant; else as `placeOrder`. */
  placePartnerOrder(request: models.PartnerOrderRequest, options?: CallOptions): Promise<models.Placement>;

  /** Places a combine order, several merchants' orders paid together; else as `placeOrder`. */
  placeCombineOrder(request: models.CombineOrderRequest, options?: CallOptions): Promise<models.Placement>;

  /** Places a V2 unified order; else as `placeOrder`. */
  placeV2Order(request: models.V2OrderRequest, options?: CallOptions): Promise<models.Placement>;

  /** Asks WeChat Pay where a direct merchant's order stands. An unsigned or wrong reply is an error, never a state. */
  queryOrder(request: models.OrderId, options?: CallOptions): Promise<models.Transaction>;

  /** Asks WeChat Pay where a sub merchant's order stands. */
  queryPartnerOrder(request: models.PartnerOrderQuery, options?: CallOptions): Promise<models.PartnerTransaction>;

  /** Asks WeChat Pay where a combine order stands. The other queries do not find it, and this one finds no other. */
  queryCombineOrder(request: models.CombineOrderQuery, options?: CallOptions): Promise<models.CombineTransaction>;

  /** Asks WeChat Pay over V2 where an order stands. */
  queryV2Order(request: models.V2OrderQuery, options?: CallOptions): Promise<models.V2Transaction>;

  /**
   * Closes a direct merchant's unpaid order: its link can no longer be paid, its number not be used again. It may be
   * repeated; it fails with `ORDERPAID` when the order has been paid meanwhile. See `closeIfUnpaid`.
   */
  closeOrder(request: models.CloseOrderRequest, options?: CallOptions): Promise<void>;

  /** Closes a sub merchant's unpaid order. */
  closePartnerOrder(request: models.ClosePartnerOrderRequest, options?: CallOptions): Promise<void>;

  /** Closes an unpaid combine order; every part of it must be named. */
  closeCombineOrder(request: models.CloseCombineOrderRequest, options?: CallOptions): Promise<void>;

  /** Closes an unpaid V2 order. Not within 5 minutes of ordering. That it is closed already is no error. */
  closeV2Order(request: models.CloseV2OrderRequest, options?: CallOptions): Promise<void>;

  /**
   * Asks for a refund, whole or in part, of any order; of a combine order part by part. The reply means that it was
   * accepted; the notification or `queryRefund` tells when the money is back. Repeat only with the same
   * `outRefundNo` and the same values: another number can refund twice.
   */
  refund(request: models.RefundRequest, options?: CallOptions): Promise<models.Refund>;

  /** Asks where a refund stands. */
  queryRefund(request: models.RefundQuery, options?: CallOptions): Promise<models.Refund>;

  /**
   * Sends the money of a refund that is `ABNORMAL` to another account: the payer's could not take it. Account and name
   * are given as they are; the library encrypts them.
   */
  abnormalRefund(request: models.AbnormalRefundRequest, options?: CallOptions): Promise<models.Refund>;

  /** Asks for a refund over V2. It shows the merchant certificate: set `merchantCertificate` or `merchantP12`. */
  v2Refund(request: models.V2RefundRequest, options?: CallOptions): Promise<models.V2RefundAccepted>;

  /**
   * Asks over V2 where refunds stand, at most 10 in one reply: ask again with `offset` 10, 20, ... while
   * `totalRefundCount` is larger.
   */
  queryV2Refund(request: models.V2RefundQuery, options?: CallOptions): Promise<models.V2Refunds>;

  /**
   * Gives the merchant what an order with `settleInfo.profitSharing` still holds back, when nothing (more) is to be shared.
   * The reply means that it was accepted; `queryProfitSharing` tells when it is done. Repeat only with the same number.
   */
  unfreezeFunds(request: models.UnfreezeRequest, options?: CallOptions): Promise<models.ProfitSharing>;

  /** Asks where a sharing or an unfreezing stands. */
  queryProfitSharing(request: models.ProfitSharingQuery, options?: CallOptions): Promise<models.ProfitSharing>;

  /**
   * Calls any other V3 interface of WeChat Pay: signed, sent directly, and verified. A `GET` is repeated as queries
   * are; anything else is sent once.
   */
  request(request: models.ApiRequest, options?: CallOptions): Promise<models.ApiReply>;

  /** QQ's access token: fetched once, shared, replaced in time. Orders take it by themselves. */
  accessToken(options?: CallOptions): Promise<models.AccessToken>;

  /** Fetches WeChat Pay's platform certificates now. It is not needed in the ordinary course. */
  refreshCertificates(options?: CallOptions): Promise<models.PlatformCertificates>;

  /**
   * Tests keys, serials, clock and, with a `notifyUrl`, the way of notifications, without an order. WeChat Pay forbids
   * load tests: once per check.
   */
  selfTest(request: models.SelfTest, options?: CallOptions): Promise<models.SelfTestReport>;

  /**
   * Finds out what became of an order after a time-out, a lost connection, a late or lost notification: `paid`,
   * `not_paid`, `closed` or `unknown`, and why. It believes only verified answers of WeChat Pay.
   */
  confirmOrder(request: models.OrderReference, options?: CallOptions): Promise<models.OrderStatus>;

  /** Closes the order unless it is paid, and tells what became of it. One that WeChat Pay does not know stays as it is. */
  closeIfUnpaid(request: models.OrderReference, options?: CallOptions): Promise<models.OrderStatus>;

  /** Tells that QQ refused this access token: it is replaced, unless it has been replaced already. */
  invalidateAccessToken(request: models.RefusedAccessToken, options?: CallOptions): Promise<void>;

  /**
   * Tries the token store of your own that this client was given: whether it keeps what it is given, grants a lease to one at
   * a time, and saves for its holder alone. For your tests: it takes about two seconds, and uses AppIDs that nobody has. The
   * rule that is broken is the detail of `TOKEN_STORE_WRONG`.
   */
  checkTokenStore(options?: CallOptions): Promise<void>;

  /**
   * Encrypts a text that only WeChat Pay may read; the request that carries it names the key's serial in
   * `Wechatpay-Serial`.
   */
  encryptSensitive(request: models.PlainText, options?: CallOptions): Promise<models.EncryptedText>;

  /**
   * Encrypts a text with the keys that are there, and fetches none: for hosts with an HTTP client of their own. Else use
   * `encryptSensitive`.
   */
  encryptSensitiveOffline(request: models.PlainText): models.EncryptedText;

  /** Decrypts a text that WeChat Pay encrypted for the merchant. */
  decryptSensitive(request: models.CipherText): models.DecryptedText;

  /**
   * Compares a payment that a query found with your own stored order; call it before you deliver. What differs is an
   * error that names the first such field.
   */
  expectPayment(request: models.PaymentToExpect): void;

  /** Who the merchant is, and whether the client talks to a sandbox. */
  merchant(): models.Merchant;

  /**
   * Downloads a trade bill: every payment and refund of a day. The rows are proven only when the end is reached without
   * an error: until then keep them where they can be taken back.
   */
  tradeBill(request: models.TradeBillRequest, options?: CallOptions): Promise<BillRows<models.TradeBillRow, models.FinishedTradeBillSummary>>;

  /** Downloads a fund flow bill: every movement on an account of the merchant. Else as `tradeBill`. */
  fundFlowBill(request: models.FundFlowBillRequest, options?: CallOptions): Promise<BillRows<models.FundFlowRow, models.FinishedFundFlowSummary>>;

  /** Downloads a trade bill over V2. It has no digest: nothing but TLS vouches for it, and the end says so. */
  v2TradeBill(request: models.V2TradeBillRequest, options?: CallOptions): Promise<BillRows<models.TradeBillRow, models.FinishedTradeBillSummary>>;

  /**
   * Asks what became of your open orders, and closes those that are older than `closeAfter`: for those whose notification was
   * lost. Run it each minute with all that are open. Which are due is decided by their age; each row has one report, as soon as
   * there is one, and a row that fails stops no other. What is paid is told as a notification tells it.
   */
  confirmOpenOrders(request: models.OpenOrders, options?: CallOptions): Reports<models.OpenOrderReport>;

  /**
   * Asks what became of your open refunds, those of V2 too; else as `confirmOpenOrders`. One that ended abnormally, and whose
   * notification was lost, is money that nobody has.
   */
  confirmOpenRefunds(request: models.OpenRefunds, options?: CallOptions): Reports<models.OpenRefundReport>;
}

/** What `prepare` takes and gives, by the name of the operation. */
export interface Preparations {
  placeOrder: { given: [request: models.OrderRequest, options?: PrepareOptions]; reply: models.PlacedOrder };
  placePartnerOrder: { given: [request: models.PartnerOrderRequest, options?: PrepareOptions]; reply: models.PlacedOrder };
  placeCombineOrder: { given: [request: models.CombineOrderRequest, options?: PrepareOptions]; reply: models.PlacedOrder };
  placeV2Order: { given: [request: models.V2OrderRequest, options?: PrepareOptions]; reply: models.PlacedOrder };
  queryOrder: { given: [request: models.OrderId]; reply: models.Transaction };
  queryPartnerOrder: { given: [request: models.PartnerOrderQuery]; reply: models.PartnerTransaction };
  queryCombineOrder: { given: [request: models.CombineOrderQuery]; reply: models.CombineTransaction };
  queryV2Order: { given: [request: models.V2OrderQuery]; reply: models.V2Transaction };
  closeOrder: { given: [request: models.CloseOrderRequest]; reply: void };
  closePartnerOrder: { given: [request: models.ClosePartnerOrderRequest]; reply: void };
  closeCombineOrder: { given: [request: models.CloseCombineOrderRequest]; reply: void };
  closeV2Order: { given: [request: models.CloseV2OrderRequest]; reply: void };
  refund: { given: [request: models.RefundRequest]; reply: models.Refund };
  queryRefund: { given: [request: models.RefundQuery]; reply: models.Refund };
  abnormalRefund: { given: [request: models.AbnormalRefundRequest]; reply: models.Refund };
  v2Refund: { given: [request: models.V2RefundRequest]; reply: models.V2RefundAccepted };
  queryV2Refund: { given: [request: models.V2RefundQuery]; reply: models.V2Refunds };
  unfreezeFunds: { given: [request: models.UnfreezeRequest]; reply: models.ProfitSharing };
  queryProfitSharing: { given: [request: models.ProfitSharingQuery]; reply: models.ProfitSharing };
  request: { given: [request: models.ApiRequest]; reply: models.ApiReply };
  accessToken: { given: []; reply: models.FetchedToken };
  refreshCertificates: { given: []; reply: models.PlatformCertificates };
  selfTest: { given: [request: models.SelfTest]; reply: models.SelfTestReport };
  tradeBill: { given: [request: models.TradeBillRequest]; reply: models.BillLink };
  fundFlowBill: { given: [request: models.FundFlowBillRequest]; reply: models.BillLink };
}

/** What `prepareBill` takes and gives, likewise. */
export interface BillPreparations {
  tradeBillFile: { request: models.BillLink; row: models.TradeBillRow; end: models.FinishedTradeBillSummary };
  fundFlowBillFile: { request: models.BillLink; row: models.FundFlowRow; end: models.FinishedFundFlowSummary };
  v2TradeBill: { request: models.V2TradeBillRequest; row: models.TradeBillRow; end: models.FinishedTradeBillSummary };
}
