package com.qqwxpay

import com.qqwxpay.internal.NativeNotification
import com.qqwxpay.internal.maximumNotificationBytes
import java.io.InputStream
import java.util.function.BiConsumer
import java.util.function.Consumer
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.ensureActive
import kotlinx.coroutines.withContext

/**
 * Takes the notifications of WeChat Pay: one function for each event, and the right answer to send. It belongs to no framework: give it the
 * headers and the body as they arrived, and send the [Acknowledgement] that comes back.
 *
 * Success is answered only when the function for the event came to its end, or the event is named in [ignore]. A function that throws, gives
 * `false` or gives what looks like an answer (a status, a response, a text, an error) did not: WeChat Pay sends the notification again, and
 * the log says why. What is not signed, or too old, is proven by a query first; that takes up to 4 s altogether.
 *
 * @param paid an order is paid: compare number and total with your own ([PaidEvent.expect]), then deliver; idempotently, for it may come again
 * @param refund a refund has ended: with success, abnormally, or closed without money going back
 * @param notPaid an order is not paid, says WeChat Pay
 * @param other an event of another product
 * @param ignore events that your shop does not need: they are answered with success
 * @param confirm whether every notification is proven by a query
 * @param onError is called with each failure, which is logged too; what it throws has no effect
 * @throws QqWxPayException.InvalidInput `NO_EVENT_TAKEN` when there is no function at all, `EVENT_BOTH_TAKEN_AND_IGNORED` when there is one for an event that is ignored
 */
public class Notifications private constructor(
    private val receive: suspend (Boolean, Map<String, List<String>>, ByteArray) -> Addressed,
    private val paid: (suspend (PaidEvent) -> Any?)?,
    private val refund: (suspend (RefundEvent) -> Any?)?,
    private val notPaid: (suspend (NotPaidEvent) -> Any?)?,
    private val other: (suspend (UnknownEvent) -> Any?)?,
    private val ignore: Set<EventKind>,
    private val confirm: Boolean,
    private val onError: ((QqWxPayException) -> Unit)?,
) {
    public constructor(
        pay: QqWxPay,
        paid: (suspend (PaidEvent) -> Any?)? = null,
        refund: (suspend (RefundEvent) -> Any?)? = null,
        notPaid: (suspend (NotPaidEvent) -> Any?)? = null,
        other: (suspend (UnknownEvent) -> Any?)? = null,
        ignore: Set<EventKind> = emptySet(),
        confirm: Boolean = false,
        onError: ((QqWxPayException) -> Unit)? = null,
    ) : this({ always, headers, body -> Addressed(pay.received(always, headers, body)) }, paid, refund, notPaid, other, ignore, confirm, onError)

    /** The same for several merchants with one address: [HandledNotification.merchant] of an event's notification says for which of them it is. */
    public constructor(
        merchants: Merchants,
        paid: (suspend (PaidEvent) -> Any?)? = null,
        refund: (suspend (RefundEvent) -> Any?)? = null,
        notPaid: (suspend (NotPaidEvent) -> Any?)? = null,
        other: (suspend (UnknownEvent) -> Any?)? = null,
        ignore: Set<EventKind> = emptySet(),
        confirm: Boolean = false,
        onError: ((QqWxPayException) -> Unit)? = null,
    ) : this(merchants::addressed, paid, refund, notPaid, other, ignore, confirm, onError)

    init {
        val taken = buildSet {
            if (paid != null) add(EventKind.PAID)
            if (refund != null) add(EventKind.REFUND)
            if (notPaid != null) add(EventKind.NOT_PAID)
            if (other != null) add(EventKind.OTHER)
        }
        if (taken.isEmpty()) throw QqWxPayException.own("NO_EVENT_TAKEN", "paid", "no function is given")
        (taken intersect ignore).firstOrNull()?.let { throw QqWxPayException.own("EVENT_BOTH_TAKEN_AND_IGNORED", "ignore", "`${it.name}` has a function") }
    }

    /**
     * Handles a notification and gives the answer to send: status, content type and body, exactly. [body] is the body as it arrived, of which you
     * need read no more than [maximumBytes] and one byte; JSON that was parsed and written again has another signature.
     */
    public suspend fun answer(headers: Map<String, List<String>>, body: ByteArray): Acknowledgement =
        receive(confirm, headers, body).let { found ->
            found.native.use { native -> answer(HandledNotification.read(native).of(found.merchant, found.others), native) }
        }

    /** The same with a stream, of which no more is read than a notification can have. */
    public suspend fun answer(headers: Map<String, List<String>>, body: InputStream): Acknowledgement =
        answer(headers, withContext(Workers.SHARED.dispatcher) { read(body) })

    private suspend fun answer(handled: HandledNotification, native: NativeNotification): Acknowledgement {
        handled.fault?.let(::report) // the library has put it into the log
        handled.answer?.let { return it }
        val event = handled.event ?: return handled.failure
        val act = function(event, handled)
            ?: return settled(native, if (handled.eventKind in ignore) "ignored" else "not_taken", "", null)
        val judged = try {
            HandlerResult.of(act())
        } catch (thrown: Throwable) {
            currentCoroutineContext().ensureActive() // whoever waits for the answer has left
            return settled(native, "failed", thrown.javaClass.simpleName, thrown)
        }
        return judged.answer ?: settled(native, judged.result, judged.detail.orEmpty(), null)
    }

    private fun function(event: ShopEvent, handled: HandledNotification): (suspend () -> Any?)? = when (event) {
        is ShopEvent.Paid -> paid?.let { act -> { act(PaidEvent(event.paid, handled)) } }
        is ShopEvent.Refund -> refund?.let { act -> { act(RefundEvent(event.refund, handled)) } }
        is ShopEvent.NotPaid -> notPaid?.let { act -> { act(NotPaidEvent(event.notPaid, handled)) } }
        is ShopEvent.Other -> other?.let { act -> { act(UnknownEvent(event.other, handled)) } }
    }

    private fun settled(native: NativeNotification, result: String, detail: String, thrown: Throwable?): Acknowledgement {
        val record = parse(translateErrors { native.settle(result, detail) })
        record.field("error").orNull()?.let { json ->
            val error = QqWxPayException.read(json)
            if (thrown != null) error.initCause(thrown)
            if (record.field("log").boolean()) runCatching { Log.failed(error.message.orEmpty(), thrown) }
            report(error)
        }
        return Acknowledgement.read(record.field("acknowledgement"))
    }

    private fun report(error: QqWxPayException) {
        try {
            onError?.invoke(error)
        } catch (thrown: Throwable) {
            runCatching { Log.failed("the function for errors of notifications failed itself", thrown) }
        }
    }

    public companion object {
        /** The largest notification that is read, in bytes: read no more than one byte beyond it, and hand over what was read. */
        @JvmStatic
        public val maximumBytes: Long by lazy {
            Library.load()
            maximumNotificationBytes().toLong()
        }

        /** Headers that are no map, such as Spring's from version 7 on: `headers(given::forEach)`. */
        @JvmStatic
        public fun headers(given: Consumer<BiConsumer<String, List<String>>>): Map<String, List<String>> =
            buildMap<String, List<String>> { given.accept { name, values -> merge(name, values) { some, more -> some + more } } }

        /** What a body has, up to one byte more than a notification can have. The rest is left where it is. */
        @JvmStatic
        public fun read(body: InputStream): ByteArray = body.readNBytes(Math.toIntExact(maximumBytes + 1))
    }
}
