// Written by `cargo xtask generate` from the models in Rust. Do not edit.
@file:Suppress("unused", "RedundantVisibilityModifier")

package com.qqwxpay

import kotlin.time.Duration

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
        call("refund", request.json(), timeout, { Refund.read(it) })

    /** Asks where a refund stands. */
    public suspend fun queryRefund(request: RefundQuery, timeout: Duration? = null): Refund =
        call("query_refund", request.json(), timeout, { Refund.read(it) })

    /**
     * Sends the money of a refund that is `ABNORMAL` to another account: the payer's could not take it. Account and name
     * are given as they are; the library encrypts them.
     */
    public suspend fun abnormalRefund(request: AbnormalRefundRequest, timeout: Duration? = null): Refund =
        call("abnormal_refund", request.json(), timeout, { Refund.read(it) })

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
        now("encrypt_sensitive_offline", request.json(), { EncryptedText.read(it) })

    /** Decrypts a text that WeChat Pay encrypted for the merchant. */
    public fun decryptSensitive(request: CipherText): DecryptedText =
        now("decrypt_sensitive", request.json(), { DecryptedText.read(it) })

    /**
     * Compares a payment that a query found with your own stored order; call it before you deliver. What differs is an
     * error that names the first such field.
     */
    public fun expectPayment(request: PaymentToExpect): Unit =
        now("expect_payment", request.json(), { Unit })

    /** Who the merchant is, and whether the client talks to a sandbox. */
    public fun merchant(): Merchant =
        now("merchant", null, { Merchant.read(it) })

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

    /** Prepares `placeOrder`: the request to send, and the reader of its reply. */
    public fun prepareOrder(request: OrderRequest, accessToken: String? = null): Prepared<PlacedOrder> =
        prepare("place_order", request.json(), accessToken, { PlacedOrder.read(it) })

    /** Prepares `placePartnerOrder`: the request to send, and the reader of its reply. */
    public fun preparePartnerOrder(request: PartnerOrderRequest, accessToken: String? = null): Prepared<PlacedOrder> =
        prepare("place_partner_order", request.json(), accessToken, { PlacedOrder.read(it) })

    /** Prepares `placeCombineOrder`: the request to send, and the reader of its reply. */
    public fun prepareCombineOrder(request: CombineOrderRequest, accessToken: String? = null): Prepared<PlacedOrder> =
        prepare("place_combine_order", request.json(), accessToken, { PlacedOrder.read(it) })

    /** Prepares `placeV2Order`: the request to send, and the reader of its reply. */
    public fun prepareV2Order(request: V2OrderRequest, accessToken: String? = null): Prepared<PlacedOrder> =
        prepare("place_v2_order", request.json(), accessToken, { PlacedOrder.read(it) })

    /** Prepares `queryOrder`: the request to send, and the reader of its reply. */
    public fun prepareQueryOrder(request: OrderId, accessToken: String? = null): Prepared<Transaction> =
        prepare("query_order", request.json(), accessToken, { Transaction.read(it) })

    /** Prepares `queryPartnerOrder`: the request to send, and the reader of its reply. */
    public fun prepareQueryPartnerOrder(request: PartnerOrderQuery, accessToken: String? = null): Prepared<PartnerTransaction> =
        prepare("query_partner_order", request.json(), accessToken, { PartnerTransaction.read(it) })

    /** Prepares `queryCombineOrder`: the request to send, and the reader of its reply. */
    public fun prepareQueryCombineOrder(request: CombineOrderQuery, accessToken: String? = null): Prepared<CombineTransaction> =
        prepare("query_combine_order", request.json(), accessToken, { CombineTransaction.read(it) })

    /** Prepares `queryV2Order`: the request to send, and the reader of its reply. */
    public fun prepareQueryV2Order(request: V2OrderQuery, accessToken: String? = null): Prepared<V2Transaction> =
        prepare("query_v2_order", request.json(), accessToken, { V2Transaction.read(it) })

    /** Prepares `closeOrder`: the request to send, and the reader of its reply. */
    public fun prepareCloseOrder(request: CloseOrderRequest, accessToken: String? = null): Prepared<Unit> =
        prepare("close_order", request.json(), accessToken, { Unit })

    /** Prepares `closePartnerOrder`: the request to send, and the reader of its reply. */
    public fun prepareClosePartnerOrder(request: ClosePartnerOrderRequest, accessToken: String? = null): Prepared<Unit> =
        prepare("close_partner_order", request.json(), accessToken, { Unit })

    /** Prepares `closeCombineOrder`: the request to send, and the reader of its reply. */
    public fun prepareCloseCombineOrder(request: CloseCombineOrderRequest, accessToken: String? = null): Prepared<Unit> =
        prepare("close_combine_order", request.json(), accessToken, { Unit })

    /** Prepares `closeV2Order`: the request to send, and the reader of its reply. */
    public fun prepareCloseV2Order(request: CloseV2OrderRequest, accessToken: String? = null): Prepared<Unit> =
        prepare("close_v2_order", request.json(), accessToken, { Unit })

    /** Prepares `refund`: the request to send, and the reader of its reply. */
    public fun prepareRefund(request: RefundRequest, accessToken: String? = null): Prepared<Refund> =
        prepare("refund", request.json(), accessToken, { Refund.read(it) })

    /** Prepares `queryRefund`: the request to send, and the reader of its reply. */
    public fun prepareQueryRefund(request: RefundQuery, accessToken: String? = null): Prepared<Refund> =
        prepare("query_refund", request.json(), accessToken, { Refund.read(it) })

    /** Prepares `abnormalRefund`: the request to send, and the reader of its reply. */
    public fun prepareAbnormalRefund(request: AbnormalRefundRequest, accessToken: String? = null): Prepared<Refund> =
        prepare("abnormal_refund", request.json(), accessToken, { Refund.read(it) })

    /** Prepares `v2_refund`: the request to send, and the reader of its reply. */
    public fun prepareV2Refund(request: V2RefundRequest, accessToken: String? = null): Prepared<V2RefundAccepted> =
        prepare("v2_refund", request.json(), accessToken, { V2RefundAccepted.read(it) })

    /** Prepares `queryV2Refund`: the request to send, and the reader of its reply. */
    public fun prepareQueryV2Refund(request: V2RefundQuery, accessToken: String? = null): Prepared<V2Refunds> =
        prepare("query_v2_refund", request.json(), accessToken, { V2Refunds.read(it) })

    /** Prepares `request`: the request to send, and the reader of its reply. */
    public fun prepareRequest(request: ApiRequest, accessToken: String? = null): Prepared<ApiReply> =
        prepare("request", request.json(), accessToken, { ApiReply.read(it) })

    /** Prepares `accessToken`: the request to send, and the reader of its reply. */
    public fun prepareAccessToken(accessToken: String? = null): Prepared<FetchedToken> =
        prepare("access_token", null, accessToken, { FetchedToken.read(it) })

    /** Prepares `refreshCertificates`: the request to send, and the reader of its reply. */
    public fun prepareCertificates(accessToken: String? = null): Prepared<PlatformCertificates> =
        prepare("refresh_certificates", null, accessToken, { PlatformCertificates.read(it) })

    /** Prepares `selfTest`: the request to send, and the reader of its reply. */
    public fun prepareSelfTest(request: SelfTest, accessToken: String? = null): Prepared<SelfTestReport> =
        prepare("self_test", request.json(), accessToken, { SelfTestReport.read(it) })

    /** Prepares `tradeBill`: the request to send, and the reader of its reply. */
    public fun prepareTradeBill(request: TradeBillRequest, accessToken: String? = null): Prepared<BillLink> =
        prepare("trade_bill", request.json(), accessToken, { BillLink.read(it) })

    /** Prepares `fundFlowBill`: the request to send, and the reader of its reply. */
    public fun prepareFundFlowBill(request: FundFlowBillRequest, accessToken: String? = null): Prepared<BillLink> =
        prepare("fund_flow_bill", request.json(), accessToken, { BillLink.read(it) })

    /** Prepares the download of the file that a prepared `tradeBill` named. A link dies within seconds. */
    public fun prepareTradeBillFile(request: BillLink): PreparedBill<TradeBillRow, FinishedTradeBillSummary> =
        prepareBill("trade_bill_file", request.json(), { TradeBillRow.read(it) }, { FinishedTradeBillSummary.read(it) })

    /** Prepares the download of the file that a prepared `fundFlowBill` named. A link dies within seconds. */
    public fun prepareFundFlowBillFile(request: BillLink): PreparedBill<FundFlowRow, FinishedFundFlowSummary> =
        prepareBill("fund_flow_bill_file", request.json(), { FundFlowRow.read(it) }, { FinishedFundFlowSummary.read(it) })

    /** Prepares `v2TradeBill`: the request to send, and the reader of its file. */
    public fun prepareV2TradeBill(request: V2TradeBillRequest): PreparedBill<TradeBillRow, FinishedTradeBillSummary> =
        prepareBill("v2_trade_bill", request.json(), { TradeBillRow.read(it) }, { FinishedTradeBillSummary.read(it) })
}

/** What reads the reply of each prepared operation, for the conformance cases. */
internal val READERS: Map<String, (kotlinx.serialization.json.JsonElement) -> Any?> = mapOf(
    "place_order" to { PlacedOrder.read(it) },
    "place_partner_order" to { PlacedOrder.read(it) },
    "place_combine_order" to { PlacedOrder.read(it) },
    "place_v2_order" to { PlacedOrder.read(it) },
    "query_order" to { Transaction.read(it) },
    "query_partner_order" to { PartnerTransaction.read(it) },
    "query_combine_order" to { CombineTransaction.read(it) },
    "query_v2_order" to { V2Transaction.read(it) },
    "close_order" to { Unit },
    "close_partner_order" to { Unit },
    "close_combine_order" to { Unit },
    "close_v2_order" to { Unit },
    "refund" to { Refund.read(it) },
    "query_refund" to { Refund.read(it) },
    "abnormal_refund" to { Refund.read(it) },
    "v2_refund" to { V2RefundAccepted.read(it) },
    "query_v2_refund" to { V2Refunds.read(it) },
    "request" to { ApiReply.read(it) },
    "access_token" to { FetchedToken.read(it) },
    "refresh_certificates" to { PlatformCertificates.read(it) },
    "self_test" to { SelfTestReport.read(it) },
    "trade_bill" to { BillLink.read(it) },
    "fund_flow_bill" to { BillLink.read(it) },
)
