package com.qqwxpay

import com.qqwxpay.internal.NativeNotification

/** A handled notification: what it is, and what to answer. */
public class HandledNotification private constructor(private val native: NativeNotification) {
    private val record = parse(native.record())

    /** What it turned out to be. */
    public val outcome: Outcome = Outcome.read(record.field("outcome"))

    /** The order that it speaks of, verified or not. */
    public val order: OrderReference? = record.field("order").orNull()?.let { OrderReference.read(it) }

    /** WeChat Pay's number of the notification (V3); a repeated delivery carries the same. */
    public val id: String? = record.field("id").orNull()?.text()

    /** Whether this process has already verified a delivery with the same number. It is information only: handle it again. */
    public val repeat: Boolean = record.field("repeat").boolean()

    /** What to answer once your own work is done. */
    public val acknowledgement: Acknowledgement = Acknowledgement.read(record.field("acknowledgement"))

    /** What to answer when your own work failed: the notification comes again. */
    public val failure: Acknowledgement = Acknowledgement.read(record.field("failure"))

    /** The message in full, decrypted: JSON in V3, XML in V2; `null` unless it is verified. It holds the payer's identity. */
    public val raw: String? get() = native.raw()

    /**
     * Throws unless the notification says that your own order is paid as expected. Call it before you deliver.
     *
     * @throws QqWxPayException.Mismatch naming the first field that differs
     * @throws QqWxPayException the reason, for whatever is not verified
     */
    public fun expect(expected: Expected) {
        told { native.expect(expected.json().toString()) }
    }

    override fun toString(): String = "HandledNotification(outcome=$outcome, order=$order, id=$id, repeat=$repeat)"

    internal companion object {
        @JvmSynthetic
        internal fun of(native: NativeNotification) = HandledNotification(native)
    }
}
