package com.qqwxpay

import com.qqwxpay.internal.NativeClientInterface
import com.qqwxpay.internal.NativeHost
import java.util.Base64
import java.util.concurrent.CompletableFuture
import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.RejectedExecutionException
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.cancel
import kotlinx.coroutines.launch
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.jsonArray

/** QQ's access token as a token store keeps it. */
public data class StoredToken(
    @Transient val accessToken: String,
    /** Unix seconds. */
    val fetchedAt: Long,
    /** Unix seconds from which on it should be replaced. */
    val refreshAt: Long,
    /** Unix seconds. */
    val expiresAt: Long,
) {
    override fun toString(): String = "StoredToken(accessToken=<hidden>, expiresAt=$expiresAt)"

    /** As JSON text with the token itself, for a store: read it with [fromJson]. */
    public fun toJson(): String = json().toString()

    @JvmSynthetic
    internal fun json(): JsonObject = jsonOf(
        "accessToken" to JsonPrimitive(accessToken),
        "fetchedAt" to JsonPrimitive(fetchedAt),
        "refreshAt" to JsonPrimitive(refreshAt),
        "expiresAt" to JsonPrimitive(expiresAt),
    )

    public companion object {
        /**
         * What [toJson] wrote.
         *
         * @throws QqWxPayException.InvalidInput when it is something else
         */
        @JvmStatic
        public fun fromJson(text: String): StoredToken = fromText(text, ::read)

        @JvmSynthetic
        internal fun read(json: JsonElement): StoredToken = StoredToken(
            json.required("accessToken").text(),
            json.required("fetchedAt").long(),
            json.required("refreshAt").long(),
            json.required("expiresAt").long(),
        )
    }
}

/** Supplies the access token, for those who have a central token server. */
public fun interface TokenProvider {
    /** The token. [refused] is one that QQ has just refused: give another one than that. */
    public suspend fun accessToken(refused: String?): String
}

/** Keeps the access token for many processes, for example in Redis. */
public interface TokenStore {
    /** The stored token; `null` when there is none. */
    public suspend fun load(qqAppid: String): StoredToken?

    /** Takes the lease, unless somebody else holds it (Redis: `SET NX PX`). One that is [owner]'s already is granted again. */
    public suspend fun acquireLease(qqAppid: String, owner: String, milliseconds: Long): Boolean

    /** Stores the token if the lease is still [owner]'s, and ends the lease. `false` when it was lost meanwhile. */
    public suspend fun save(qqAppid: String, owner: String, token: StoredToken): Boolean

    /** Ends the lease if it is still [owner]'s, without storing anything. */
    public suspend fun releaseLease(qqAppid: String, owner: String)
}

/** The reply to a request. */
public class HttpReply(public val status: Int, public val headers: Map<String, List<String>>, public val body: ByteArray)

/** Sends requests another way than the library does: unchanged, byte for byte, following no redirect, checking TLS certificates. */
public fun interface Transport {
    /**
     * Sends [request] within so many milliseconds. Throw [java.net.ConnectException] when nothing was sent; whatever else is thrown
     * leaves open whether it arrived.
     */
    public suspend fun send(request: PreparedRequest, milliseconds: Long): HttpReply
}

/** Observes every request and notification. What it throws is dropped and has no effect on any call. */
public fun interface Observer {
    public fun observe(event: ClientEvent)
}

/** Answers the questions of one client. */
internal class HostCallbacks(
    private val provider: TokenProvider?,
    private val store: TokenStore?,
    private val transport: Transport?,
    private val observer: Observer?,
    private val thrown: CallbackErrors,
    private val guard: Guard,
) : NativeHost {
    private val scope = CoroutineScope(SupervisorJob() + guard.inside())
    private val watching by lazy { Workers("qq-wxpay-observer", maximum = 1) }
    lateinit var client: NativeClientInterface

    init {
        guard.atEnd { scope.cancel() }
    }

    /** Never throws: what a function throws is kept, and given to the call that fails because of it. */
    override fun ask(number: UInt, question: String, arguments: String) {
        val isKept = question in LASTING && guard.keep()
        val reply = { answer: Result<JsonElement> ->
            val text = answer.mapCatching(::encode)
            text.exceptionOrNull()?.let { thrown.keep(number, it) }
            client.answer(number, text.getOrNull())
            if (isKept) guard.release()
        }
        try {
            guard.workers.execute {
                // It begins on this thread, and goes on with others of these when it waits without holding one.
                scope.launch(guard.workers.dispatcher, CoroutineStart.UNDISPATCHED) {
                    reply(runCatching { answer(question, parse(arguments).jsonArray) })
                }
            }
        } catch (full: RejectedExecutionException) {
            reply(Result.failure(full))
        }
    }

    /** On a thread of its own; the library's waits for it meanwhile, and counts what does not fit into its queue. */
    override fun observe(event: String) {
        val observed = CompletableFuture<Unit>()
        watching.execute {
            runCatching { deliver(parse(event)) }
            observed.complete(Unit)
        }
        runCatching { Library.await(observed) }
    }

    private fun deliver(event: JsonElement) {
        if (event.field("type").text() == "fault") runCatching { Log.fault(event) }
        observer?.observe(ClientEvent.read(event))
    }

    private suspend fun answer(question: String, given: JsonArray): JsonElement = when (question) {
        "accessToken" -> JsonPrimitive(provider!!.accessToken(given[0].orNull()?.text()))
        "load" -> store!!.load(given[0].text())?.json() ?: JsonNull
        "acquireLease" -> JsonPrimitive(store!!.acquireLease(given[0].text(), given[1].text(), given[2].long()))
        "save" -> JsonPrimitive(store!!.save(given[0].text(), given[1].text(), StoredToken.read(given[2])))
        "releaseLease" -> JsonNull.also { store!!.releaseLease(given[0].text(), given[1].text()) }
        "send" -> send(PreparedRequest.read(given[0]), given[1].long())
        else -> throw IllegalStateException("facade and library are of different versions: $question")
    }

    private suspend fun send(request: PreparedRequest, milliseconds: Long): JsonElement {
        val reply = try {
            transport!!.send(request, milliseconds)
        } catch (_: java.net.ConnectException) {
            return jsonOf("failure" to JsonPrimitive("not_connected"))
        } catch (_: NoReply) {
            return JsonNull
        }
        return jsonOf(
            "status" to JsonPrimitive(reply.status),
            "headers" to headerList(reply.headers),
            "bodyBase64" to JsonPrimitive(Base64.getEncoder().encodeToString(reply.body)),
        )
    }

    private companion object {
        /** A token serves while it is being saved: whoever asked for it may close the client before other processes can have it. */
        val LASTING = setOf("save", "releaseLease")
    }
}

/** A transport gave `null`, as Java may: that is no broken connection. */
internal class NoReply : RuntimeException()

/** What the functions of the host threw, for the calls that fail because of it. */
internal class CallbackErrors {
    private val errors = ConcurrentHashMap<UInt, Throwable>()

    fun keep(number: UInt, error: Throwable) {
        if (errors.size >= KEPT) errors.keys.firstOrNull()?.let(errors::remove)
        errors[number] = error
    }

    fun take(number: UInt): Throwable? = errors.remove(number)

    private companion object {
        /** So many are kept. A call that was given up takes none. */
        const val KEPT = 100
    }
}
