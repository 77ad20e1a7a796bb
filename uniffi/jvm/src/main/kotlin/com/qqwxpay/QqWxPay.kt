package com.qqwxpay

import com.qqwxpay.internal.NativeClient
import com.qqwxpay.internal.NativeMerchants
import com.qqwxpay.internal.NativeNotification
import com.qqwxpay.internal.NativeParts
import kotlin.time.Duration
import kotlinx.coroutines.withContext
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/** How calls are made. */
public abstract class Calls internal constructor() : Preparations() {
    override val calls: Calls get() = this
    internal abstract val native: NativeClient
    internal abstract val thrown: CallbackErrors
    internal abstract val guard: Guard

    internal suspend fun <T> call(operation: String, request: JsonElement?, timeout: Duration?, read: (JsonElement) -> T): T =
        onWorkers { read(parse(native.call(operation, requestJson(request), milliseconds(timeout)))) }

    internal fun <T> callSync(operation: String, request: JsonElement?, read: (JsonElement) -> T): T =
        translateErrors(thrown) { read(parse(native.callSync(operation, requestJson(request)))) }

    internal suspend fun <Row, End> bill(
        operation: String,
        request: JsonElement?,
        timeout: Duration?,
        row: (JsonElement) -> Row,
        end: (JsonElement) -> End,
    ): BillRows<Row, End> = onWorkers { BillRows(native.bill(operation, requestJson(request), milliseconds(timeout)), row, end) }

    /** A run that has begun; nothing is asked before its first reports are waited for. */
    internal fun <Report> begun(operation: String, request: JsonElement, timeout: Duration?, read: (JsonElement) -> Report): ReportRun<Report> =
        guard.during { ReportRun(translateErrors(thrown) { native.reports(operation, requestJson(request), milliseconds(timeout)) }, this, read) }

    internal fun <T> preparing(prepare: (NativeClient) -> T): T {
        guard.refuseSigner()
        return guard.preparing { translateErrors(thrown) { prepare(native) } }
    }

    /**
     * A call over the network. It goes on with [Workers.SHARED], and then where its caller runs; with a caller that runs anywhere
     * (`Dispatchers.Unconfined`) that is there: never on a thread of the native library.
     */
    internal suspend fun <T> onWorkers(call: suspend () -> T): T = guard.during {
        withContext(Workers.SHARED.dispatcher) { translateErrors(thrown) { call() } }
    }

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
    override val thrown: CallbackErrors,
    override val guard: Guard,
) : Operations(), AutoCloseable {
    /**
     * A client with these settings.
     *
     * @throws QqWxPayException [QqWxPayException.Config], [QqWxPayException.Key] or [QqWxPayException.InvalidInput], naming the setting
     */
    public constructor(settings: Settings, parts: ClientParts = ClientParts()) : this(create(settings.json(), null, parts))

    private constructor(made: NativeSide) : this(made.native, made.thrown, made.guard)

    private class NativeSide(val native: NativeClient, val thrown: CallbackErrors, val guard: Guard)

    /**
     * Verifies and reads a notification, at once and without the network, for experts: what it cannot prove (too old, not signed, a V2 refund)
     * it leaves unproven. [Notifications] do everything.
     */
    public fun handleNotification(headers: Map<String, List<String>>, rawBody: ByteArray): HandledNotification =
        translateErrors { HandledNotification.of(native.handleNotification(headersJson(headers), rawBody)) }

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
    ): NativeNotification = onWorkers { native.awaitNotification(confirm, headersJson(headers), rawBody, milliseconds(timeout)) }

    public companion object {
        /**
         * Ends the threads of this library, for applications that end before their process does (a web application that is deployed again):
         * close the clients first, then call this, for instance in a `ServletContextListener`. What is still under way is given up. It waits
         * up to 5 s. A client that is made later starts the threads again.
         */
        @JvmStatic
        public fun shutdown(): Unit = Library.shutdown()

        /** A client with the settings of the environment variables `QQ_WXPAY_…`. */
        @JvmStatic
        @JvmOverloads
        public fun fromEnv(env: Map<String, String> = System.getenv(), parts: ClientParts = ClientParts()): QqWxPay {
            return made(null, env, parts, null)
        }

        /** A client with these settings, else with those of the environment; one of several merchants shares their connections. */
        @JvmSynthetic
        internal fun made(settings: Settings?, env: Map<String, String>, parts: ClientParts, merchants: NativeMerchants?): QqWxPay {
            val own = env.filterKeys { it.startsWith("QQ_WXPAY_") }.mapValues { JsonPrimitive(it.value) }
            return QqWxPay(create(settings?.json(), JsonObject(own).takeIf { settings == null }, parts, merchants = merchants))
        }

        /** With a clock that stands still and a nonce that is always the same, for conformance cases. */
        internal fun fixed(settings: JsonObject, now: Long?, nonce: String?): QqWxPay =
            QqWxPay(create(settings, null, ClientParts(), now, nonce))

        private fun create(
            settings: JsonObject?,
            variables: JsonObject?,
            parts: ClientParts,
            now: Long? = null,
            nonce: String? = null,
            merchants: NativeMerchants? = null,
        ): NativeSide {
            Library.load()
            if (parts.tokenProvider != null && parts.tokenStore != null) {
                throw QqWxPayException.own("TOKEN_SOURCE_GIVEN_TWICE", "tokenProvider", "")
            }
            val thrown = CallbackErrors()
            val guard = Guard()
            // In any case: it takes what belongs into the log.
            val host = HostCallbacks(parts.tokenProvider, parts.tokenStore, parts.transport, parts.observer, thrown, guard)
            val given = NativeParts(
                camel = true,
                settings = settings?.let(::encode),
                variables = variables?.let(::encode),
                tokenSource = if (parts.tokenProvider != null) "provider" else parts.tokenStore?.let { "store" },
                sends = parts.transport != null,
                observes = parts.observer != null,
                now = now,
                nonce = nonce,
            )
            val signer = parts.signer?.let { NativeSignerAdapter(it, thrown, guard) }
            val native = translateErrors(thrown) { NativeClient.create(given, host, signer, merchants) }
            host.client = native
            return NativeSide(native, thrown, guard)
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
