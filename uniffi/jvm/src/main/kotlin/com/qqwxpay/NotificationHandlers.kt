package com.qqwxpay

import java.io.InputStream
import java.util.concurrent.CompletableFuture

/** Takes an event and ends when the work is done; what it throws is a failure. */
public fun interface Taker<E> {
    @Throws(Exception::class)
    public fun take(event: E)
}

/**
 * The same for functions that give something: `false` is a failure, a future is waited for, and what looks like an answer (a status, a
 * response, a text, an error) is refused by name. Whatever else it gives, it is done.
 */
public fun interface Giver<E> {
    @Throws(Exception::class)
    public fun take(event: E): Any?
}

/**
 * Takes the notifications of WeChat Pay, for Java: one function for each event, and the right answer to send. See [Notifications].
 * Made by [QqWxPayClient.notifications].
 */
public class NotificationHandlers private constructor(
    private val completing: (suspend () -> Acknowledgement) -> CompletableFuture<Acknowledgement>,
    private val notifications: Notifications,
) {
    /** Handles a notification on this thread, waiting up to 4 s for proofs, and gives the answer to send. */
    public fun answer(headers: Map<String, List<String>>, body: ByteArray): Acknowledgement =
        waiting { notifications.answer(headers, body) }

    /** The same with a stream, of which no more is read than a notification can have. */
    public fun answer(headers: Map<String, List<String>>, body: InputStream): Acknowledgement = answer(headers, Notifications.read(body))

    /** Handles a notification; its function runs where futures of this client are completed. */
    public fun receive(headers: Map<String, List<String>>, body: ByteArray): CompletableFuture<Acknowledgement> =
        completing { notifications.answer(headers, body) }

    /** One function for each event that the shop needs. */
    public class Builder internal constructor(private val pay: QqWxPayClient?, private val merchants: MerchantClients?) {
        private var paid: (suspend (PaidEvent) -> Any?)? = null
        private var refund: (suspend (RefundEvent) -> Any?)? = null
        private var notPaid: (suspend (NotPaidEvent) -> Any?)? = null
        private var other: (suspend (UnknownEvent) -> Any?)? = null
        private val ignore = mutableSetOf<EventKind>()
        private var confirm = false
        private var onError: ((QqWxPayException) -> Unit)? = null

        /** An order is paid: compare number and total with your own, then deliver; idempotently, for it may come again. */
        public fun paid(function: Taker<PaidEvent>): Builder = apply { paid = { function.take(it) } }

        /** The same for a function that gives something, such as a future; write `(PaidEvent paid) -> …` or a method reference. */
        public fun paid(function: Giver<PaidEvent>): Builder = apply { paid = { function.take(it) } }

        /** A refund has ended: with success, abnormally, or closed without money going back. */
        public fun refund(function: Taker<RefundEvent>): Builder = apply { refund = { function.take(it) } }

        /** The same for a function that gives something. */
        public fun refund(function: Giver<RefundEvent>): Builder = apply { refund = { function.take(it) } }

        /** An order is not paid, says WeChat Pay. */
        public fun notPaid(function: Taker<NotPaidEvent>): Builder = apply { notPaid = { function.take(it) } }

        /** The same for a function that gives something. */
        public fun notPaid(function: Giver<NotPaidEvent>): Builder = apply { notPaid = { function.take(it) } }

        /** An event of another product. */
        public fun other(function: Taker<UnknownEvent>): Builder = apply { other = { function.take(it) } }

        /** The same for a function that gives something. */
        public fun other(function: Giver<UnknownEvent>): Builder = apply { other = { function.take(it) } }

        /** Events that your shop does not need: they are answered with success. */
        public fun ignore(vararg events: EventKind): Builder = apply { ignore += events }

        /** Whether every notification is proven by a query. */
        public fun confirm(confirm: Boolean): Builder = apply { this.confirm = confirm }

        /** Called with each failure, which is logged too; what it throws has no effect. */
        public fun onError(observer: java.util.function.Consumer<QqWxPayException>): Builder = apply { onError = { observer.accept(it) } }

        /** @throws QqWxPayException.InvalidInput `NO_EVENT_TAKEN` when there is no function at all, `EVENT_BOTH_TAKEN_AND_IGNORED` when there is one for an event that is ignored */
        public fun build(): NotificationHandlers {
            val ignored = ignore.toSet()
            if (merchants != null) {
                val notifications = Notifications(merchants.merchants, paid, refund, notPaid, other, ignored, confirm, onError)
                return NotificationHandlers({ merchants.whereFuturesComplete(it) }, notifications)
            }
            val notifications = Notifications(pay!!.pay, paid, refund, notPaid, other, ignored, confirm, onError)
            return NotificationHandlers({ pay.whereFuturesComplete(it) }, notifications)
        }
    }

    internal companion object {
        @JvmSynthetic
        internal fun builder(pay: QqWxPayClient) = Builder(pay, null)

        @JvmSynthetic
        internal fun builder(merchants: MerchantClients) = Builder(null, merchants)
    }
}
