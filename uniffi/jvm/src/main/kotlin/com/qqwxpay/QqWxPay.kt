package com.qqwxpay

import com.qqwxpay.internal.NativeClient
import com.qqwxpay.internal.NativeParts
import kotlin.time.Duration
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/** How calls are made. */
public abstract class Calls internal constructor() {
    internal abstract val native: NativeClient
    internal abstract val thrown: Thrown

    internal suspend fun <T> call(operation: String, request: JsonElement?, timeout: Duration?, read: (JsonElement) -> T): T =
        told(thrown) { read(parse(native.call(operation, text(request), milliseconds(timeout)))) }

    internal fun <T> now(operation: String, request: JsonElement?, read: (JsonElement) -> T): T =
        told(thrown) { read(parse(native.now(operation, text(request)))) }

    internal suspend fun <Row, End> bill(
        operation: String,
        request: JsonElement?,
        timeout: Duration?,
        row: (JsonElement) -> Row,
        end: (JsonElement) -> End,
    ): BillRows<Row, End> =
        told(thrown) { BillRows(native.bill(operation, text(request), milliseconds(timeout)), row, end) }

    internal fun <T> prepare(operation: String, request: JsonElement?, accessToken: String?, read: (JsonElement) -> T): Prepared<T> =
        told(thrown) { Prepared.of(native.prepare(operation, text(request), accessToken), read) }

    internal fun <Row, End> prepareBill(
        operation: String,
        request: JsonElement?,
        row: (JsonElement) -> Row,
        end: (JsonElement) -> End,
    ): PreparedBill<Row, End> = told(thrown) { PreparedBill.of(native.prepareBill(operation, text(request)), row, end) }

    private fun text(request: JsonElement?) = request?.toString() ?: "{}"

    internal fun milliseconds(timeout: Duration?): ULong? {
        val whole = timeout?.inWholeMilliseconds ?: return null
        if (whole <= 0) throw QqWxPayException.own("WRONG_TYPE", "timeout", "expected more than 0 ms")
        return whole.toULong()
    }
}

/**
 * Takes WeChat Pay in a QQ mini program. Make one for the life of the process. Calls suspend; cancelling the coroutine gives a call up:
 * what it has sent may be carried out all the same.
 */
public class QqWxPay private constructor(
    override val native: NativeClient,
    private val host: Host?,
    override val thrown: Thrown,
) : Operations(), AutoCloseable {
    /**
     * A client with these settings.
     *
     * @throws QqWxPayException [QqWxPayException.Config], [QqWxPayException.Key] or [QqWxPayException.InvalidInput], naming the setting
     */
    public constructor(settings: Settings, parts: ClientParts = ClientParts()) : this(made(settings.json(), null, parts))

    private constructor(made: Made) : this(made.native, made.host, made.thrown)

    private class Made(val native: NativeClient, val host: Host?, val thrown: Thrown)

    /** Verifies and reads a notification, at once and without the network. Whatever arrives has an outcome and an answer. */
    public fun handleNotification(headers: Map<String, List<String>>, rawBody: ByteArray): HandledNotification =
        told { HandledNotification.of(native.handleNotification(headersJson(headers), rawBody)) }

    /** The same, but waits up to 3 seconds for a platform certificate that is still to be fetched. */
    public suspend fun receiveNotification(
        headers: Map<String, List<String>>,
        rawBody: ByteArray,
        timeout: Duration? = null,
    ): HandledNotification = notification(false, headers, rawBody, timeout)

    /** The same, but what it says of a payment is what a query of the order says. */
    public suspend fun confirmNotification(
        headers: Map<String, List<String>>,
        rawBody: ByteArray,
        timeout: Duration? = null,
    ): HandledNotification = notification(true, headers, rawBody, timeout)

    /** Lets go of connections and keys; later calls are refused. */
    override fun close() {
        native.shutDown()
        host?.close()
    }

    private suspend fun notification(confirm: Boolean, headers: Map<String, List<String>>, rawBody: ByteArray, timeout: Duration?) =
        told(thrown) {
            HandledNotification.of(native.awaitNotification(confirm, headersJson(headers), rawBody, milliseconds(timeout)))
        }

    public companion object {
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
            val asks = listOf(parts.tokenProvider, parts.tokenStore, parts.transport, parts.observer).any { it != null }
            val thrown = Thrown()
            val host = if (asks) Host(parts.tokenProvider, parts.tokenStore, parts.transport, parts.observer, thrown) else null
            val given = NativeParts(
                camel = true,
                settings = settings?.toString(),
                variables = variables?.toString(),
                tokenSource = if (parts.tokenProvider != null) "provider" else parts.tokenStore?.let { "store" },
                sends = parts.transport != null,
                observes = parts.observer != null,
                now = now,
                nonce = nonce,
            )
            val native = told(thrown) { NativeClient.create(given, host, parts.signer?.let { BorderSigner(it, thrown) }) }
            host?.client = native
            return Made(native, host, thrown)
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
