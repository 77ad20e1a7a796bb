package com.qqwxpay

import com.qqwxpay.internal.NativeClient
import com.qqwxpay.internal.NativeNotification
import com.qqwxpay.internal.NativeParts
import kotlin.time.Duration
import kotlinx.coroutines.withContext
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/** How calls are made. */
public abstract class Calls internal constructor() {
    internal abstract val native: NativeClient
    internal abstract val thrown: Thrown
    internal abstract val guard: Guard

    internal suspend fun <T> call(operation: String, request: JsonElement?, timeout: Duration?, read: (JsonElement) -> T): T =
        working { read(parse(native.call(operation, text(request), milliseconds(timeout)))) }

    internal fun <T> now(operation: String, request: JsonElement?, read: (JsonElement) -> T): T =
        told(thrown) { read(parse(native.callSync(operation, text(request)))) }

    internal suspend fun <Row, End> bill(
        operation: String,
        request: JsonElement?,
        timeout: Duration?,
        row: (JsonElement) -> Row,
        end: (JsonElement) -> End,
    ): BillRows<Row, End> = working { BillRows(native.bill(operation, text(request), milliseconds(timeout)), row, end) }

    internal fun <T> prepare(operation: String, request: JsonElement?, accessToken: String?, read: (JsonElement) -> T): Prepared<T> =
        preparing { Prepared.of(native.prepare(operation, text(request), accessToken?.let { whole(it, "accessToken") }), read) }

    internal fun <Row, End> prepareBill(
        operation: String,
        request: JsonElement?,
        row: (JsonElement) -> Row,
        end: (JsonElement) -> End,
    ): PreparedBill<Row, End> = preparing { PreparedBill.of(native.prepareBill(operation, text(request)), row, end) }

    private fun <T> preparing(prepare: () -> T): T {
        guard.refuseSigner()
        return guard.preparing { told(thrown, prepare) }
    }

    /**
     * A call over the network. It goes on with [Workers.SHARED], and then where its caller runs; with a caller that runs anywhere
     * (`Dispatchers.Unconfined`) that is there: never on a thread of the native library.
     */
    internal suspend fun <T> working(call: suspend () -> T): T = guard.during {
        withContext(Workers.SHARED.dispatcher) { told(thrown) { call() } }
    }

    private fun text(request: JsonElement?) = request?.let(::sent) ?: "{}"

    internal fun milliseconds(timeout: Duration?): ULong? {
        val whole = timeout?.inWholeMilliseconds ?: return null
        if (whole <= 0) throw QqWxPayException.own("TIME_LIMIT_INVALID", "timeout", "found $timeout")
        return whole.toULong()
    }
}

/**
 * Takes WeChat Pay in a QQ mini program. Make one for the life of the process. Calls suspend; cancelling the coroutine gives a call up:
 * what it has sent may be carried out all the same.
 */
public class QqWxPay private constructor(
    override val native: NativeClient,
    override val thrown: Thrown,
    override val guard: Guard,
) : Operations(), AutoCloseable {
    /**
     * A client with these settings.
     *
     * @throws QqWxPayException [QqWxPayException.Config], [QqWxPayException.Key] or [QqWxPayException.InvalidInput], naming the setting
     */
    public constructor(settings: Settings, parts: ClientParts = ClientParts()) : this(made(settings.json(), null, parts))

    private constructor(made: Made) : this(made.native, made.thrown, made.guard)

    private class Made(val native: NativeClient, val thrown: Thrown, val guard: Guard)

    /**
     * Verifies and reads a notification, at once and without the network, for experts: what it cannot prove (too old, not signed, a V2 refund)
     * it leaves unproven. [Notifications] do everything.
     */
    public fun handleNotification(headers: Map<String, List<String>>, rawBody: ByteArray): HandledNotification =
        told { HandledNotification.of(native.handleNotification(headersJson(headers), rawBody)) }

    /** The same, but it waits for certificates, and proves by a query what is not proven: up to 4 seconds altogether. */
    public suspend fun receiveNotification(
        headers: Map<String, List<String>>,
        rawBody: ByteArray,
        timeout: Duration? = null,
    ): HandledNotification = notification(false, headers, rawBody, timeout)

    /** The same, but every notification is proven by a query. */
    public suspend fun confirmNotification(
        headers: Map<String, List<String>>,
        rawBody: ByteArray,
        timeout: Duration? = null,
    ): HandledNotification = notification(true, headers, rawBody, timeout)

    /**
     * Refuses later calls at once, waits for nothing, and lets go of connections, keys and your own parts when the calls that are under way
     * have ended.
     */
    override fun close() {
        native.shutDown()
        guard.close()
    }

    private suspend fun notification(confirm: Boolean, headers: Map<String, List<String>>, rawBody: ByteArray, timeout: Duration?) =
        HandledNotification.of(received(confirm, headers, rawBody, timeout))

    /** Close it. */
    internal suspend fun received(
        confirm: Boolean,
        headers: Map<String, List<String>>,
        rawBody: ByteArray,
        timeout: Duration? = null,
    ): NativeNotification = working { native.awaitNotification(confirm, headersJson(headers), rawBody, milliseconds(timeout)) }

    public companion object {
        /**
         * Ends the threads of this library, for applications that end before their process does (a web application that is deployed again):
         * close the clients first, then call this, for instance in a `ServletContextListener`. What is still under way is given up. It waits
         * up to 5 s. A client that is made later starts the threads again.
         */
        @JvmStatic
        public fun shutdown(): Unit = Library.leave()

        /** A client with the settings of the environment variables `QQ_WXPAY_…`. */
        @JvmStatic
        @JvmOverloads
        public fun fromEnv(env: Map<String, String> = System.getenv(), parts: ClientParts = ClientParts()): QqWxPay {
            val own = env.filterKeys { it.startsWith("QQ_WXPAY_") }.mapValues { JsonPrimitive(it.value) }
            return QqWxPay(made(null, JsonObject(own), parts))
        }

        /** With a clock that stands still and a nonce that is always the same, for conformance cases. */
        internal fun fixed(settings: JsonObject, now: Long?, nonce: String?): QqWxPay =
            QqWxPay(made(settings, null, ClientParts(), now, nonce))

        private fun made(
            settings: JsonObject?,
            variables: JsonObject?,
            parts: ClientParts,
            now: Long? = null,
            nonce: String? = null,
        ): Made {
            Library.load()
            if (parts.tokenProvider != null && parts.tokenStore != null) {
                throw QqWxPayException.own("TOKEN_SOURCE_GIVEN_TWICE", "tokenProvider", "")
            }
            val thrown = Thrown()
            val guard = Guard()
            // In any case: it takes what belongs into the log.
            val host = Host(parts.tokenProvider, parts.tokenStore, parts.transport, parts.observer, thrown, guard)
            val given = NativeParts(
                camel = true,
                settings = settings?.let(::sent),
                variables = variables?.let(::sent),
                tokenSource = if (parts.tokenProvider != null) "provider" else parts.tokenStore?.let { "store" },
                sends = parts.transport != null,
                observes = parts.observer != null,
                now = now,
                nonce = nonce,
            )
            val native = told(thrown) { NativeClient.create(given, host, parts.signer?.let { BorderSigner(it, thrown, guard) }) }
            host.client = native
            return Made(native, thrown, guard)
        }
    }
}

/** Parts of a client that you bring along. At most one of provider and store. */
public class ClientParts(
    public val tokenProvider: TokenProvider? = null,
    public val tokenStore: TokenStore? = null,
    public val transport: Transport? = null,
    public val observer: Observer? = null,
    public val signer: Signer? = null,
)
