// Written by `cargo xtask generate` from the models in Rust. Do not edit.
@file:Suppress("unused", "RedundantVisibilityModifier")

package com.qqwxpay

import kotlin.time.Duration
import kotlinx.coroutines.flow.Flow

/** Every operation of the client. */
public abstract class Operations internal constructor() : Calls() {
    /**
     * Places the order of a direct merchant. To get a fresh link, place the identical order again.
     *
     * When a reply is lost, the order may exist: that is a result of its own, `to_confirm`, and no error. Never take
     * another order number for it: ask `confirmOrder`, or place the identical order again.
     */
    public suspend fun placeOrder(request: OrderRequest, timeout: Duration? = null): Placement =
        call("place_order", request.json(), timeout, { Placement.read(it) })

    /** Places the order of a service provider for a sub merchant; else as `placeOrder`. */
    public suspend fun placePartnerOrder(request: PartnerOrderRequest, timeout: Duration? = null): Placement =
        call("place_partner_order", request.json(), timeout, { Placement.read(it) })

    /** Places a combine order, several merchants' orders paid together; else as `placeOrder`. */
    public suspend fun placeCombineOrder(request: CombineOrderRequest, timeout: Duration? = null): Placement =
        call("place_combine_order", request.json(), timeout, { Placement.read(it) })

    /** Places a V2 unified order; else as `placeOrder`. */
    public suspend fun placeV2Order(request: V2OrderRequest, timeout: Duration? = null): Placement =
        call("place_v2_order", request.json(), timeout, { Placement.read(it) })

    /** Asks WeChat Pay where a direct merchant's order stands. An unsigned or wrong reply is an error, never a state. */
    public suspend fun queryOrder(request: OrderId, timeout: Duration? = null): Transaction =
        call("query_order", request.json(), timeout, { Transaction.read(it) })

    /** Asks WeChat Pay where a sub merchant's order stands. */
    public suspend fun queryPartnerOrder(request: PartnerOrderQuery, timeout: Duration? = null): PartnerTransaction =
        call("query_partner_order", request.json(), timeout, { PartnerTransaction.read(it) })

    /** Asks WeChat Pay where a combine order stands. The other queries do not find it, and this one finds no other. */
    public suspend fun queryCombineOrder(request: CombineOrderQuery, timeout: Duration? = null): CombineTransaction =
        call("query_combine_order", request.json(), timeout, { CombineTransaction.read(it) })

    /** Asks WeChat Pay over V2 where an order stands. */
    public suspend fun queryV2Order(request: V2OrderQuery, timeout: Duration? = null): V2Transaction =
        call("query_v2_order", request.json(), timeout, { V2Transaction.read(it) })

    /**
     * Closes a direct merchant's unpaid order: its link can no longer be paid, its number not be used again. It may be
     * repeated; it fails with `ORDERPAID` when the order has been paid meanwhile. See `closeIfUnpaid`.
     */
    public suspend fun closeOrder(request: CloseOrderRequest, timeout: Duration? = null): Unit =
        call("close_order", request.json(), timeout, { Unit })

    /** Closes a sub merchant's unpaid order. */
    public suspend fun closePartnerOrder(request: ClosePartnerOrderRequest, timeout: Duration? = null): Unit =
        call("close_partner_order", request.json(), timeout, { Unit })

    /** Closes an unpaid combine order; every part of it must be named. */
    public suspend fun closeCombineOrder(request: CloseCombineOrderRequest, timeout: Duration? = null): Unit =
        call("close_combine_order", request.json(), timeout, { Unit })

    /** Closes an unpaid V2 order. Not within 5 minutes of ordering. That it is closed already is no error. */
    public suspend fun closeV2Order(request: CloseV2OrderRequest, timeout: Duration? = null): Unit =
        call("close_v2_order", request.json(), timeout, { Unit })

    /**
     * Asks for a refund, whole or in part, of any order; of a combine order part by part. The reply means that it was
     * accepted; the notification or `queryRefund` tells when the money is back. Repeat only with the same
     * `outRefundNo` and the same values: another number can refund twice.
     */
    public suspend fun refund(request: RefundRequest, timeout: Duration? = null): Refund =
        call("refund", request.json(), timeout, { com.qqwxpay.Refund.read(it) })

    /** Asks where a refund stands. */
    public suspend fun queryRefund(request: RefundQuery, timeout: Duration? = null): Refund =
        call("query_refund", request.json(), timeout, { com.qqwxpay.Refund.read(it) })

    /**
     * Sends the money of a refund that is `ABNORMAL` to another account: the payer's could not take it. Account and name
     * are given as they are; the library encrypts them.
     */
    public suspend fun abnormalRefund(request: AbnormalRefundRequest, timeout: Duration? = null): Refund =
        call("abnormal_refund", request.json(), timeout, { com.qqwxpay.Refund.read(it) })

    /** Asks for a refund over V2. It shows the merchant certificate: set `merchantCertificate` or `merchantP12`. */
    public suspend fun v2Refund(request: V2RefundRequest, timeout: Duration? = null): V2RefundAccepted =
        call("v2_refund", request.json(), timeout, { V2RefundAccepted.read(it) })

    /**
     * Asks over V2 where refunds stand, at most 10 in one reply: ask again with `offset` 10, 20, ... while
     * `totalRefundCount` is larger.
     */
    public suspend fun queryV2Refund(request: V2RefundQuery, timeout: Duration? = null): V2Refunds =
        call("query_v2_refund", request.json(), timeout, { V2Refunds.read(it) })

    /**
     * Gives the merchant what an order with `settleInfo.profitSharing` still holds back, when nothing (more) is to be shared.
     * The reply means that it was accepted; `queryProfitSharing` tells when it is done. Repeat only with the same number.
     */
    public suspend fun unfreezeFunds(request: UnfreezeRequest, timeout: Duration? = null): ProfitSharing =
        call("unfreeze_funds", request.json(), timeout, { ProfitSharing.read(it) })

    /** Asks where a sharing or an unfreezing stands. */
    public suspend fun queryProfitSharing(request: ProfitSharingQuery, timeout: Duration? = null): ProfitSharing =
        call("query_profit_sharing", request.json(), timeout, { ProfitSharing.read(it) })

    /**
     * Calls any other V3 interface of WeChat Pay: signed, sent directly, and verified. A `GET` is repeated as queries
     * are; anything else is sent once.
     */
    public suspend fun request(request: ApiRequest, timeout: Duration? = null): ApiReply =
        call("request", request.json(), timeout, { ApiReply.read(it) })

    /** QQ's access token: fetched once, shared, replaced in time. Orders take it by themselves. */
    public suspend fun accessToken(timeout: Duration? = null): AccessToken =
        call("access_token", null, timeout, { AccessToken.read(it) })

    /** Fetches WeChat Pay's platform certificates now. It is not needed in the ordinary course. */
    public suspend fun refreshCertificates(timeout: Duration? = null): PlatformCertificates =
        call("refresh_certificates", null, timeout, { PlatformCertificates.read(it) })

    /**
     * Tests keys, serials, clock and, with a `notifyUrl`, the way of notifications, without an order. WeChat Pay forbids
     * load tests: once per check.
     */
    public suspend fun selfTest(request: SelfTest, timeout: Duration? = null): SelfTestReport =
        call("self_test", request.json(), timeout, { SelfTestReport.read(it) })

    /**
     * Finds out what became of an order after a time-out, a lost connection, a late or lost notification: `paid`,
     * `not_paid`, `closed` or `unknown`, and why. It believes only verified answers of WeChat Pay.
     */
    public suspend fun confirmOrder(request: OrderReference, timeout: Duration? = null): OrderStatus =
        call("confirm_order", request.json(), timeout, { OrderStatus.read(it) })

    /** Closes the order unless it is paid, and tells what became of it. One that WeChat Pay does not know stays as it is. */
    public suspend fun closeIfUnpaid(request: OrderReference, timeout: Duration? = null): OrderStatus =
        call("close_if_unpaid", request.json(), timeout, { OrderStatus.read(it) })

    /** Tells that QQ refused this access token: it is replaced, unless it has been replaced already. */
    public suspend fun invalidateAccessToken(request: RefusedAccessToken, timeout: Duration? = null): Unit =
        call("invalidate_access_token", request.json(), timeout, { Unit })

    /**
     * Tries the token store of your own that this client was given: whether it keeps what it is given, grants a lease to one at
     * a time, and saves for its holder alone. For your tests: it takes about two seconds, and uses AppIDs that nobody has. The
     * rule that is broken is the detail of `TOKEN_STORE_WRONG`.
     */
    public suspend fun checkTokenStore(timeout: Duration? = null): Unit =
        call("check_token_store", null, timeout, { Unit })

    /**
     * Encrypts a text that only WeChat Pay may read; the request that carries it names the key's serial in
     * `Wechatpay-Serial`.
     */
    public suspend fun encryptSensitive(request: PlainText, timeout: Duration? = null): EncryptedText =
        call("encrypt_sensitive", request.json(), timeout, { EncryptedText.read(it) })

    /**
     * Encrypts a text with the keys that are there, and fetches none: for hosts with an HTTP client of their own. Else use
     * `encryptSensitive`.
     */
    public fun encryptSensitiveOffline(request: PlainText): EncryptedText =
        callSync("encrypt_sensitive_offline", request.json(), { EncryptedText.read(it) })

    /** Decrypts a text that WeChat Pay encrypted for the merchant. */
    public fun decryptSensitive(request: CipherText): DecryptedText =
        callSync("decrypt_sensitive", request.json(), { DecryptedText.read(it) })

    /**
     * Compares a payment that a query found with your own stored order; call it before you deliver. What differs is an
     * error that names the first such field.
     */
    public fun expectPayment(request: PaymentToExpect): Unit =
        callSync("expect_payment", request.json(), { Unit })

    /** Who the merchant is, and whether the client talks to a sandbox. */
    public fun merchant(): Merchant =
        callSync("merchant", null, { Merchant.read(it) })

    /**
     * Downloads a trade bill: every payment and refund of a day. The rows are proven only when the end is reached without
     * an error: until then keep them where they can be taken back.
     */
    public suspend fun tradeBill(request: TradeBillRequest, timeout: Duration? = null): BillRows<TradeBillRow, FinishedTradeBillSummary> =
        bill("trade_bill", request.json(), timeout, { TradeBillRow.read(it) }, { FinishedTradeBillSummary.read(it) })

    /** Downloads a fund flow bill: every movement on an account of the merchant. Else as `tradeBill`. */
    public suspend fun fundFlowBill(request: FundFlowBillRequest, timeout: Duration? = null): BillRows<FundFlowRow, FinishedFundFlowSummary> =
        bill("fund_flow_bill", request.json(), timeout, { FundFlowRow.read(it) }, { FinishedFundFlowSummary.read(it) })

    /** Downloads a trade bill over V2. It has no digest: nothing but TLS vouches for it, and the end says so. */
    public suspend fun v2TradeBill(request: V2TradeBillRequest, timeout: Duration? = null): BillRows<TradeBillRow, FinishedTradeBillSummary> =
        bill("v2_trade_bill", request.json(), timeout, { TradeBillRow.read(it) }, { FinishedTradeBillSummary.read(it) })

    /**
     * Asks what became of your open orders, and closes those that are older than `closeAfter`: for those whose notification was
     * lost. Run it each minute with all that are open. Which are due is decided by their age; each row has one report, as soon as
     * there is one, and a row that fails stops no other. What is paid is told as a notification tells it.
     */
    public fun confirmOpenOrders(request: OpenOrders, timeout: Duration? = null): Flow<OpenOrderReport> =
        reports("confirm_open_orders", request.json(), timeout) { OpenOrderReport.read(it) }

    /**
     * Asks what became of your open refunds, those of V2 too; else as `confirmOpenOrders`. One that ended abnormally, and whose
     * notification was lost, is money that nobody has.
     */
    public fun confirmOpenRefunds(request: OpenRefunds, timeout: Duration? = null): Flow<OpenRefundReport> =
        reports("confirm_open_refunds", request.json(), timeout) { OpenRefundReport.read(it) }
}
