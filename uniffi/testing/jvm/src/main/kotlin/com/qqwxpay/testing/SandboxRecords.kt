package com.qqwxpay.testing

import kotlinx.serialization.json.JsonElement

/** An order as the sandbox has it. */
public class SandboxOrder private constructor(
    /** `direct`, `partner`, `combine` or `v2`. */
    public val kind: String,
    /** The number that the shop gave it. */
    public val outTradeNo: String,
    /** What it says. */
    public val description: String,
    /** The amount in fen. */
    public val total: Long,
    /** `NOTPAY`, `SUCCESS`, `REFUND`, `CLOSED`, `PAYERROR`, ... */
    public val tradeState: String,
    /** Where its notification goes. */
    public val notificationGoesTo: String,
) {
    override fun toString(): String = "SandboxOrder($kind $outTradeNo, $total, $tradeState)"

    internal companion object {
        @JvmSynthetic
        internal fun read(order: JsonElement) = SandboxOrder(
            order.textOf("kind"),
            order.textOf("out_trade_no"),
            order.textOf("description"),
            order.numberOf("total"),
            order.textOf("trade_state"),
            order.textOf("notification_goes_to"),
        )
    }
}

/** A refund as the sandbox has it. */
public class SandboxRefund private constructor(
    /** The number that the shop gave it. */
    public val outRefundNo: String,
    /** The order that it belongs to. */
    public val outTradeNo: String,
    /** The amount in fen. */
    public val refund: Long,
    /** `PROCESSING`, `SUCCESS`, `ABNORMAL` or `CLOSED`. */
    public val status: String,
) {
    override fun toString(): String = "SandboxRefund($outRefundNo of $outTradeNo, $refund, $status)"

    internal companion object {
        @JvmSynthetic
        internal fun read(refund: JsonElement) =
            SandboxRefund(refund.textOf("out_refund_no"), refund.textOf("out_trade_no"), refund.numberOf("refund"), refund.textOf("status"))
    }
}

/** One thing that happened in a sandbox. */
public class SandboxEvent private constructor(
    /** When, in Unix seconds of the sandbox's clock. */
    public val at: Long,
    /** What kind of thing, such as `order.created`. */
    public val kind: String,
    /** What exactly, in one line without secrets. */
    public val summary: String,
) {
    override fun toString(): String = "$kind: $summary"

    internal companion object {
        @JvmSynthetic
        internal fun read(event: JsonElement) = SandboxEvent(event.numberOf("at"), event.textOf("kind"), event.textOf("summary"))
    }
}

/** The merchant's answer to a notification. */
public class Delivery private constructor(
    /** Whether the merchant acknowledged it. */
    public val acknowledged: Boolean,
    /** What the merchant answered instead. */
    public val answer: String?,
    /** How often it was sent. */
    public val tries: Long,
) {
    override fun toString(): String = "Delivery(${if (acknowledged) "acknowledged" else "refused: $answer"}, $tries tries)"

    internal companion object {
        @JvmSynthetic
        internal fun read(delivery: JsonElement) =
            Delivery(delivery.textOf("outcome") == "acknowledged", delivery.member("answer").text(), delivery.numberOf("tries"))
    }
}

/** What `qq.requestWxPayment` comes to. */
public class ClientOutcome private constructor(
    /** The `errMsg` that the mini program gets. */
    public val errMsg: String,
    /** What the payer read on the cashier page, when nothing could be paid. */
    public val shown: String?,
) {
    override fun toString(): String = "ClientOutcome($errMsg)"

    internal companion object {
        @JvmSynthetic
        internal fun read(outcome: JsonElement) = ClientOutcome(outcome.textOf("errMsg"), outcome.member("shown").text())
    }
}
