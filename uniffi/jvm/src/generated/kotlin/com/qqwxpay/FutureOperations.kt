// Written by `cargo xtask generate` from the models in Rust. Do not edit.
@file:Suppress("unused", "RedundantVisibilityModifier")

package com.qqwxpay

import java.time.Duration
import java.util.concurrent.CompletableFuture

/** Every operation of the client, with futures. */
public abstract class FutureOperations internal constructor() : Preparations() {
    @get:JvmSynthetic
    internal abstract val pay: QqWxPay

    @get:JvmSynthetic
    override val calls: Calls get() = pay

    @JvmSynthetic
    internal abstract fun <T> future(act: suspend () -> T): CompletableFuture<T>

    /**
     * Places the order of a direct merchant. To get a fresh link, place the identical order again.
     *
     * When a reply is lost, the order may exist: that is a result of its own, `to_confirm`, and no error. Never take
     * another order number for it: ask `confirmOrder`, or place the identical order again.
     */
    @JvmOverloads
    public fun placeOrder(request: OrderRequest, timeout: Duration? = null): CompletableFuture<Placement> =
        future { pay.placeOrder(request, duration(timeout)) }

    /** Places the order of a service provider for a sub merchant; else as `placeOrder`. */
    @JvmOverloads
    public fun placePartnerOrder(request: PartnerOrderRequest, timeout: Duration? = null): CompletableFuture<Placement> =
        future { pay.placePartnerOrder(request, duration(timeout)) }

    /** Places a combine order, several merchants' orders paid together; else as `placeOrder`. */
    @JvmOverloads
    public fun placeCombineOrder(request: CombineOrderRequest, timeout: Duration? = null): CompletableFuture<Placement> =
        future { pay.placeCombineOrder(request, duration(timeout)) }

    /** Places a V2 unified order; else as `placeOrder`. */
    @JvmOverloads
    public fun placeV2Order(request: V2OrderRequest, timeout: Duration? = null): CompletableFuture<Placement> =
        future { pay.placeV2Order(request, duration(timeout)) }

    /** Asks WeChat Pay where a direct merchant's order stands. An unsigned or wrong reply is an error, never a state. */
    @JvmOverloads
    public fun queryOrder(request: OrderId, timeout: Duration? = null): CompletableFuture<Transaction> =
        future { pay.queryOrder(request, duration(timeout)) }

    /** Asks WeChat Pay where a sub merchant's order stands. */
    @JvmOverloads
    public fun queryPartnerOrder(request: PartnerOrderQuery, timeout: Duration? = null): CompletableFuture<PartnerTransaction> =
        future { pay.queryPartnerOrder(request, duration(timeout)) }

    /** Asks WeChat Pay where a combine order stands. The other queries do not find it, and this one finds no other. */
    @JvmOverloads
    public fun queryCombineOrder(request: CombineOrderQuery, timeout: Duration? = null): CompletableFuture<CombineTransaction> =
        future { pay.queryCombineOrder(request, duration(timeout)) }

    /** Asks WeChat Pay over V2 where an order stands. */
    @JvmOverloads
    public fun queryV2Order(request: V2OrderQuery, timeout: Duration? = null): CompletableFuture<V2Transaction> =
        future { pay.queryV2Order(request, duration(timeout)) }

    /**
     * Closes a direct merchant's unpaid order: its link can no longer be paid, its number not be used again. It may be
     * repeated; it fails with `ORDERPAID` when the order has been paid meanwhile. See `closeIfUnpaid`.
     */
    @JvmOverloads
    public fun closeOrder(request: CloseOrderRequest, timeout: Duration? = null): CompletableFuture<Void?> =
        future { pay.closeOrder(request, duration(timeout)); null }

    /** Closes a sub merchant's unpaid order. */
    @JvmOverloads
    public fun closePartnerOrder(request: ClosePartnerOrderRequest, timeout: Duration? = null): CompletableFuture<Void?> =
        future { pay.closePartnerOrder(request, duration(timeout)); null }

    /** Closes an unpaid combine order; every part of it must be named. */
    @JvmOverloads
    public fun closeCombineOrder(request: CloseCombineOrderRequest, timeout: Duration? = null): CompletableFuture<Void?> =
        future { pay.closeCombineOrder(request, duration(timeout)); null }

    /** Closes an unpaid V2 order. Not within 5 minutes of ordering. That it is closed already is no error. */
    @JvmOverloads
    public fun closeV2Order(request: CloseV2OrderRequest, timeout: Duration? = null): CompletableFuture<Void?> =
        future { pay.closeV2Order(request, duration(timeout)); null }

    /**
     * Asks for a refund, whole or in part, of any order; of a combine order part by part. The reply means that it was
     * accepted; the notification or `queryRefund` tells when the money is back. Repeat only with the same
     * `outRefundNo` and the same values: another number can refund twice.
     */
    @JvmOverloads
    public fun refund(request: RefundRequest, timeout: Duration? = null): CompletableFuture<Refund> =
        future { pay.refund(request, duration(timeout)) }

    /** Asks where a refund stands. */
    @JvmOverloads
    public fun queryRefund(request: RefundQuery, timeout: Duration? = null): CompletableFuture<Refund> =
        future { pay.queryRefund(request, duration(timeout)) }

    /**
     * Sends the money of a refund that is `ABNORMAL` to another account: the payer's could not take it. Account and name
     * are given as they are; the library encrypts them.
     */
    @JvmOverloads
    public fun abnormalRefund(request: AbnormalRefundRequest, timeout: Duration? = null): CompletableFuture<Refund> =
        future { pay.abnormalRefund(request, duration(timeout)) }

    /** Asks for a refund over V2. It shows the merchant certificate: set `merchantCertificate` or `merchantP12`. */
    @JvmOverloads
    public fun v2Refund(request: V2RefundRequest, timeout: Duration? = null): CompletableFuture<V2RefundAccepted> =
        future { pay.v2Refund(request, duration(timeout)) }

    /**
     * Asks over V2 where refunds stand, at most 10 in one reply: ask again with `offset` 10, 20, ... while
     * `totalRefundCount` is larger.
     */
    @JvmOverloads
    public fun queryV2Refund(request: V2RefundQuery, timeout: Duration? = null): CompletableFuture<V2Refunds> =
        future { pay.queryV2Refund(request, duration(timeout)) }

    /**
     * Gives the merchant what an order with `settleInfo.profitSharing` still holds back, when nothing (more) is to be shared.
     * The reply means that it was accepted; `queryProfitSharing` tells when it is done. Repeat only with the same number.
     */
    @JvmOverloads
    public fun unfreezeFunds(request: UnfreezeRequest, timeout: Duration? = null): CompletableFuture<ProfitSharing> =
        future { pay.unfreezeFunds(request, duration(timeout)) }

    /** Asks where a sharing or an unfreezing stands. */
    @JvmOverloads
    public fun queryProfitSharing(request: ProfitSharingQuery, timeout: Duration? = null): CompletableFuture<ProfitSharing> =
        future { pay.queryProfitSharing(request, duration(timeout)) }

    /**
     * Calls any other V3 interface of WeChat Pay: signed, sent directly, and verified. A `GET` is repeated as queries
     * are; anything else is sent once.
     */
    @JvmOverloads
    public fun request(request: ApiRequest, timeout: Duration? = null): CompletableFuture<ApiReply> =
        future { pay.request(request, duration(timeout)) }

    /** QQ's access token: fetched once, shared, replaced in time. Orders take it by themselves. */
    @JvmOverloads
    public fun accessToken(timeout: Duration? = null): CompletableFuture<AccessToken> =
        future { pay.accessToken(duration(timeout)) }

    /** Fetches WeChat Pay's platform certificates now. It is not needed in the ordinary course. */
    @JvmOverloads
    public fun refreshCertificates(timeout: Duration? = null): CompletableFuture<PlatformCertificates> =
        future { pay.refreshCertificates(duration(timeout)) }

    /**
     * Tests keys, serials, clock and, with a `notifyUrl`, the way of notifications, without an order. WeChat Pay forbids
     * load tests: once per check.
     */
    @JvmOverloads
    public fun selfTest(request: SelfTest, timeout: Duration? = null): CompletableFuture<SelfTestReport> =
        future { pay.selfTest(request, duration(timeout)) }

    /**
     * Finds out what became of an order after a time-out, a lost connection, a late or lost notification: `paid`,
     * `not_paid`, `closed` or `unknown`, and why. It believes only verified answers of WeChat Pay.
     */
    @JvmOverloads
    public fun confirmOrder(request: OrderReference, timeout: Duration? = null): CompletableFuture<OrderStatus> =
        future { pay.confirmOrder(request, duration(timeout)) }

    /** Closes the order unless it is paid, and tells what became of it. One that WeChat Pay does not know stays as it is. */
    @JvmOverloads
    public fun closeIfUnpaid(request: OrderReference, timeout: Duration? = null): CompletableFuture<OrderStatus> =
        future { pay.closeIfUnpaid(request, duration(timeout)) }

    /** Tells that QQ refused this access token: it is replaced, unless it has been replaced already. */
    @JvmOverloads
    public fun invalidateAccessToken(request: RefusedAccessToken, timeout: Duration? = null): CompletableFuture<Void?> =
        future { pay.invalidateAccessToken(request, duration(timeout)); null }

    /**
     * Tries the token store of your own that this client was given: whether it keeps what it is given, grants a lease to one at
     * a time, and saves for its holder alone. For your tests: it takes about two seconds, and uses AppIDs that nobody has. The
     * rule that is broken is the detail of `TOKEN_STORE_WRONG`.
     */
    @JvmOverloads
    public fun checkTokenStore(timeout: Duration? = null): CompletableFuture<Void?> =
        future { pay.checkTokenStore(duration(timeout)); null }

    /**
     * Encrypts a text that only WeChat Pay may read; the request that carries it names the key's serial in
     * `Wechatpay-Serial`.
     */
    @JvmOverloads
    public fun encryptSensitive(request: PlainText, timeout: Duration? = null): CompletableFuture<EncryptedText> =
        future { pay.encryptSensitive(request, duration(timeout)) }

    /**
     * Encrypts a text with the keys that are there, and fetches none: for hosts with an HTTP client of their own. Else use
     * `encryptSensitive`.
     */
    public fun encryptSensitiveOffline(request: PlainText): EncryptedText =
        pay.encryptSensitiveOffline(request)

    /** Decrypts a text that WeChat Pay encrypted for the merchant. */
    public fun decryptSensitive(request: CipherText): DecryptedText =
        pay.decryptSensitive(request)

    /**
     * Compares a payment that a query found with your own stored order; call it before you deliver. What differs is an
     * error that names the first such field.
     */
    public fun expectPayment(request: PaymentToExpect): Unit =
        pay.expectPayment(request)

    /** Who the merchant is, and whether the client talks to a sandbox. */
    public fun merchant(): Merchant =
        pay.merchant()

    /**
     * Downloads a trade bill: every payment and refund of a day. The rows are proven only when the end is reached without
     * an error: until then keep them where they can be taken back.
     */
    @JvmOverloads
    public fun tradeBill(request: TradeBillRequest, timeout: Duration? = null): CompletableFuture<BillReader<TradeBillRow, FinishedTradeBillSummary>> =
        future { BillReader(WaitingRows(pay.tradeBill(request, duration(timeout)))) }

    /** Downloads a fund flow bill: every movement on an account of the merchant. Else as `tradeBill`. */
    @JvmOverloads
    public fun fundFlowBill(request: FundFlowBillRequest, timeout: Duration? = null): CompletableFuture<BillReader<FundFlowRow, FinishedFundFlowSummary>> =
        future { BillReader(WaitingRows(pay.fundFlowBill(request, duration(timeout)))) }

    /** Downloads a trade bill over V2. It has no digest: nothing but TLS vouches for it, and the end says so. */
    @JvmOverloads
    public fun v2TradeBill(request: V2TradeBillRequest, timeout: Duration? = null): CompletableFuture<BillReader<TradeBillRow, FinishedTradeBillSummary>> =
        future { BillReader(WaitingRows(pay.v2TradeBill(request, duration(timeout)))) }

    /**
     * Asks what became of your open orders, and closes those that are older than `closeAfter`: for those whose notification was
     * lost. Run it each minute with all that are open. Which are due is decided by their age; each row has one report, as soon as
     * there is one, and a row that fails stops no other. What is paid is told as a notification tells it.
     */
    @JvmOverloads
    public fun confirmOpenOrders(request: OpenOrders, timeout: Duration? = null): ReportReader<OpenOrderReport> =
        pay.waitingReports("confirm_open_orders", request.json(), duration(timeout)) { OpenOrderReport.read(it) }

    /**
     * Asks what became of your open refunds, those of V2 too; else as `confirmOpenOrders`. One that ended abnormally, and whose
     * notification was lost, is money that nobody has.
     */
    @JvmOverloads
    public fun confirmOpenRefunds(request: OpenRefunds, timeout: Duration? = null): ReportReader<OpenRefundReport> =
        pay.waitingReports("confirm_open_refunds", request.json(), duration(timeout)) { OpenRefundReport.read(it) }
}
