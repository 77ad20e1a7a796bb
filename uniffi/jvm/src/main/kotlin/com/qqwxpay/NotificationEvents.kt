package com.qqwxpay

/**
 * An order that is paid, of whichever family: what a notification says, proven, or what `confirmOpenOrders` found. Compare it with your own
 * order before you deliver.
 */
public class PaidEvent private constructor(
    private val paid: Paid,
    private val told: HandledNotification?,
    private val compare: (Expected) -> Unit,
) {
    internal constructor(paid: Paid, told: HandledNotification) : this(paid, told, told::expect)

    /** The event of a report, for the function that takes those of notifications, too. */
    public constructor(report: OpenOrderReport.Paid) : this(report.paid, null, { comparePayment(report.found.json(), it) })

    /**
     * The notification itself, with all that it said.
     *
     * @throws IllegalStateException when no notification told it, but `confirmOpenOrders`
     */
    public val notification: HandledNotification get() = checkNotNull(told) { "no notification told this event" }

    /** How the order was placed. */
    public val family: OrderFamily get() = paid.family

    /** The number to look your order up with (of a combine order its `combineOutTradeNo`). */
    public val outTradeNo: String get() = paid.outTradeNo

    /** What was to be paid, in fen (of a combine order the sum of its parts). */
    public val total: Long get() = paid.total

    /** The order, or the parts of a combine order. */
    public val orders: List<PaidOrder> get() = paid.orders

    /** Whether it was refunded since, in part or whole. */
    public val refunded: Boolean get() = paid.refunded

    /**
     * Whether this process has already verified a delivery with the same number. The earlier one may have failed in your own code: do the
     * work again, idempotently.
     */
    public val repeat: Boolean get() = paid.repeat

    /** WeChat Pay's number of the notification (V3). */
    public val id: String? get() = paid.id

    /**
     * Throws unless your own order has this number and this total, in fen (of a combine order the sum of its parts), and is paid and not
     * refunded.
     *
     * @throws QqWxPayException.Mismatch naming the first field that differs
     */
    public fun expect(outTradeNo: String, total: Long): Unit = expect(Expected(outTradeNo = outTradeNo, total = total))

    /**
     * The same, with more to compare.
     *
     * @throws QqWxPayException.Mismatch naming the first field that differs
     */
    public fun expect(expected: Expected): Unit = compare(expected)

    override fun toString(): String = "PaidEvent(family=$family, outTradeNo=$outTradeNo, total=$total, refunded=$refunded, repeat=$repeat, id=$id)"
}

/** A refund that has ended, whoever asked for it: proven by a signature or by a query. */
public class RefundEvent internal constructor(private val refunded: RefundEnded, private val told: HandledNotification?) {
    /** The event of a report, for the function that takes those of notifications, too. */
    public constructor(report: OpenRefundReport.Ended) : this(report.refund, null)

    /**
     * The notification itself, with all that it said.
     *
     * @throws IllegalStateException when no notification told it, but `confirmOpenRefunds`
     */
    public val notification: HandledNotification get() = checkNotNull(told) { "no notification told this event" }

    /** Which protocol it came over. */
    public val version: MessageVersion get() = refunded.version

    /** The merchant's number of the refund. */
    public val outRefundNo: String get() = refunded.outRefundNo

    /** WeChat Pay's number of the refund. */
    public val refundId: String get() = refunded.refundId

    /** The merchant's number of the order. */
    public val outTradeNo: String get() = refunded.outTradeNo

    /** WeChat Pay's number of the payment. */
    public val transactionId: String get() = refunded.transactionId

    /** How it ended. */
    public val status: RefundEnd get() = refunded.status

    /** This refund, in fen. */
    public val refund: Long get() = refunded.refund

    /** The order's amount, in fen; V2 may leave it out. */
    public val total: Long? get() = refunded.total

    /** The sub merchant's number, in partner use. */
    public val subMchid: String? get() = refunded.subMchid

    /** When the money went back: RFC 3339, in V2 `yyyy-MM-dd HH:mm:ss` in Beijing time; only on success. */
    public val successTime: String? get() = refunded.successTime

    /** Whether this process has already verified a delivery with the same number: do the work again, idempotently. */
    public val repeat: Boolean get() = refunded.repeat

    /** WeChat Pay's number of the notification (V3). */
    public val id: String? get() = refunded.id

    override fun toString(): String =
        "RefundEvent(version=$version, outRefundNo=$outRefundNo, outTradeNo=$outTradeNo, status=$status, refund=$refund, repeat=$repeat, id=$id)"
}

/** An order of which WeChat Pay says that it is not paid. */
public class NotPaidEvent internal constructor(
    private val open: NotPaid,
    /** The notification itself, with all that it said. */
    public val notification: HandledNotification,
) {
    /** The order. */
    public val order: OrderReference get() = open.order

    /** Its state, or the first state of a part that is not paid. */
    public val state: TradeState get() = open.state

    /** Whether this process has already verified a delivery with the same number. */
    public val repeat: Boolean get() = open.repeat

    /** WeChat Pay's number of the notification (V3). */
    public val id: String? get() = open.id

    override fun toString(): String = "NotPaidEvent(order=$order, state=$state, repeat=$repeat, id=$id)"
}

/** A verified event of another product of WeChat Pay. */
public class UnknownEvent internal constructor(
    /** Which. */
    public val event: OtherEvent,
    /** The notification itself, with all that it said. */
    public val notification: HandledNotification,
) {
    override fun toString(): String = "UnknownEvent(event=$event)"
}
