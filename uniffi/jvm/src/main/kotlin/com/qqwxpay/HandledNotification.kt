package com.qqwxpay

import com.qqwxpay.internal.NativeNotification
import com.qqwxpay.internal.expectPayment
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonPrimitive

/**
 * A handled notification: what it is, and what to answer. [Notifications] handle it for you, with one function for each event.
 */
public class HandledNotification private constructor(
    @Transient private val record: JsonElement,
    /** Of one that asks something of the shop. With an inbox the event is given back when it is collected, or after 60 seconds. */
    @Transient private val native: NativeNotification?,
    /** What it asks of your shop, in one shape for all families of orders; `null` when that is nothing. */
    public val event: ShopEvent?,
    /** The message in full, decrypted: JSON in V3, XML in V2; `null` unless it is verified. It holds the payer's identity. */
    @Transient @get:java.beans.Transient public val raw: String?,
) {
    /** What it turned out to be. */
    public val outcome: Outcome = Outcome.read(record.field("outcome"))

    /** Which event it is for your shop; `null` when nothing is asked of you. */
    public val eventKind: EventKind? = record.field("eventKind").orNull()?.let { EventKind.read(it.text()) }

    /** The order that it speaks of, proven or not. */
    public val order: OrderReference? = record.field("order").orNull()?.let { OrderReference.read(it) }

    /** The refund that it speaks of, proven or not. */
    public val refund: RefundReference? = record.field("refund").orNull()?.let { RefundReference.read(it) }

    /** WeChat Pay's number of the notification (V3); a repeated delivery carries the same. */
    public val id: String? = record.field("id").orNull()?.text()

    /** Whether it may have been handled before: by this process, or as far as the inbox knows. It is information only: handle it again. */
    public val repeat: Boolean = record.field("repeat").boolean()

    /** The ready answer of a notification that asks nothing of you; `null` when an event is to be taken. */
    public val answer: Acknowledgement? = record.field("answer").orNull()?.let { Acknowledgement.read(it) }

    /**
     * Why it was refused, when something is wrong in your own settings and it is due to be reported: such faults are reported at a bounded rate.
     * It is in the log already.
     */
    public val fault: QqWxPayException? = record.field("fault").orNull()?.let { QqWxPayException.read(it) }

    /** Of several [Merchants] the name of the one that it is for; `null` when it is for none, or there is one client alone. */
    public var merchant: String? = null
        private set

    /** Others of the same merchant number that it may be for just as well: see [Merchants]. */
    public var otherMerchants: List<String> = emptyList()
        private set

    @JvmSynthetic
    internal fun of(merchant: String?, others: List<String>): HandledNotification = apply {
        this.merchant = merchant
        otherMerchants = others
    }

    /** What to answer when your own work failed: the notification comes again. */
    public val failure: Acknowledgement = Acknowledgement.read(record.field("failure"))

    /**
     * Throws unless the notification says that your own order is paid as expected. Call it before you deliver.
     *
     * @throws QqWxPayException.Mismatch naming the first field that differs
     * @throws QqWxPayException the reason, for whatever is not verified
     */
    public fun expect(expected: Expected) {
        val family = when (val outcome = outcome) {
            is Outcome.Payment -> "direct"
            is Outcome.PartnerPayment -> "partner"
            is Outcome.CombinePayment -> "combine"
            is Outcome.V2Payment -> "v2"
            is Outcome.NotPaid -> throw QqWxPayException.own("ORDER_NOT_PAID", "tradeState", "")
            is Outcome.Refund, is Outcome.V2Refund, is Outcome.SecurityEcho, is Outcome.Other ->
                throw QqWxPayException.own("NOT_A_PAYMENT", null, "")
            is Outcome.Probe -> throw QqWxPayException.own("SIGNATURE_PROBE", null, "")
            is Outcome.Stale -> throw outcome.error
            is Outcome.Unsigned -> throw outcome.error
            is Outcome.Refused -> throw outcome.error
        }
        val found = jsonOf("family" to JsonPrimitive(family), "order" to record.field("outcome").field("payment"))
        comparePayment(found, expected)
    }

    /** What to answer once your own work for this event is done: success if the notification is this event, else [failure]. */
    public fun accept(event: EventKind): Acknowledgement {
        val native = native?.takeIf { event == eventKind } ?: return failure
        val accepted = try {
            translateErrors { native.accept(event.name.lowercase()) }
        } catch (_: IllegalStateException) {
            return failure // [Notifications] have answered it
        }
        return Acknowledgement.read(parse(accepted))
    }

    override fun toString(): String = "HandledNotification(outcome=$outcome, order=$order, id=$id, repeat=$repeat)"

    internal companion object {
        @JvmSynthetic
        internal fun of(native: NativeNotification): HandledNotification {
            val handled = read(native)
            if (handled.native == null) native.close()
            return handled
        }

        /** The same of one that the caller closes. */
        @JvmSynthetic
        internal fun read(native: NativeNotification): HandledNotification {
            val (record, event, raw) = native.read()
            val asked = event?.let { ShopEvent.read(parse(it)) }
            return HandledNotification(parse(record), native.takeIf { asked != null }, asked, raw)
        }
    }
}

/** Throws unless the payment that a query found is that of the own order. */
internal fun comparePayment(found: JsonElement, expected: Expected): Unit =
    translateErrors { expectPayment(found.toString(), encode(expected.json()), true) }
