package com.qqwxpay

import java.time.Duration
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CompletionException
import kotlin.coroutines.resume
import kotlin.time.toKotlinDuration
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.future.future
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.suspendCancellableCoroutine

/**
 * Takes WeChat Pay in a QQ mini program, for Java: calls give a [CompletableFuture]; cancelling it gives the call up. Make one for the life
 * of the process. A failed future ends with a [QqWxPayException]: the cause of what `join` and `get` throw.
 *
 * Getters marked `@Nullable` give `null` where WeChat Pay said nothing; a builder takes `null` for what may be left out. Outcomes are sealed:
 * ask with `instanceof`, from Java 21 on with `switch`.
 */
public class QqWxPayClient private constructor(
    @get:JvmSynthetic override val pay: QqWxPay,
) : FutureOperations(), AutoCloseable {
    private val scope = CoroutineScope(SupervisorJob() + Dispatchers.Default)

    @JvmSynthetic
    override fun <T> future(act: suspend () -> T): CompletableFuture<T> = scope.future { act() }

    /** Verifies and reads a notification, at once and without the network. Whatever arrives has an outcome and an answer. */
    public fun handleNotification(headers: Map<String, List<String>>, rawBody: ByteArray): HandledNotification =
        pay.handleNotification(headers, rawBody)

    /** The same, but waits up to 3 seconds for a platform certificate that is still to be fetched. */
    @JvmOverloads
    public fun receiveNotification(
        headers: Map<String, List<String>>,
        rawBody: ByteArray,
        timeout: Duration? = null,
    ): CompletableFuture<HandledNotification> = future { pay.receiveNotification(headers, rawBody, duration(timeout)) }

    /** The same, but what it says of a payment is what a query of the order says. */
    @JvmOverloads
    public fun confirmNotification(
        headers: Map<String, List<String>>,
        rawBody: ByteArray,
        timeout: Duration? = null,
    ): CompletableFuture<HandledNotification> = future { pay.confirmNotification(headers, rawBody, duration(timeout)) }

    /** Lets go of connections and keys; later calls are refused. */
    override fun close(): Unit = pay.close()

    /** Parts of a client that you bring along. At most one of provider and store. */
    public class Builder internal constructor() {
        private var settings: Settings? = null
        private var env: Map<String, String> = System.getenv()
        private var provider: TokenProvider? = null
        private var transport: Transport? = null
        private var observer: Observer? = null
        private var signer: Signer? = null
        private var store: TokenStore? = null

        /** Settings in place of environment variables. */
        public fun settings(settings: Settings): Builder = apply { this.settings = settings }

        /** Other variables than those of this process. */
        public fun env(env: Map<String, String>): Builder = apply { this.env = env }

        /** Supplies the access token. */
        public fun tokenProvider(provider: FutureTokenProvider): Builder =
            apply { this.provider = TokenProvider { provider.accessToken(it).itself() } }

        /** Keeps the access token for many processes. */
        public fun tokenStore(store: FutureTokenStore): Builder = apply { this.store = Stored(store) }

        /** Sends the requests. */
        public fun transport(transport: FutureTransport): Builder =
            apply { this.transport = Transport { request, milliseconds -> transport.send(request, milliseconds).itself() } }

        /** Is told of every request and notification. */
        public fun observer(observer: Observer): Builder = apply { this.observer = observer }

        /** Signs in the place of the private key. */
        public fun signer(signer: Signer): Builder = apply { this.signer = signer }

        /** @throws QqWxPayException naming the setting or variable that is wrong */
        public fun build(): QqWxPayClient {
            val parts = ClientParts(provider, store, transport, observer, signer)
            return QqWxPayClient(settings?.let { QqWxPay(it, parts) } ?: QqWxPay.fromEnv(env, parts))
        }
    }

    private class Stored(private val store: FutureTokenStore) : TokenStore {
        override suspend fun load(qqAppid: String) = store.load(qqAppid).itself()

        override suspend fun acquireLease(qqAppid: String, owner: String, milliseconds: Long) =
            store.acquireLease(qqAppid, owner, milliseconds).itself()

        override suspend fun save(qqAppid: String, owner: String, token: StoredToken) = store.save(qqAppid, owner, token).itself()

        override suspend fun releaseLease(qqAppid: String, owner: String) {
            store.releaseLease(qqAppid, owner).itself()
        }
    }

    public companion object {
        /** A client with the settings of the environment variables `QQ_WXPAY_…`. */
        @JvmStatic
        public fun fromEnv(): QqWxPayClient = builder().build()

        /** A client with parts of your own. */
        @JvmStatic
        public fun builder(): Builder = Builder()

        /** For conformance cases. */
        @JvmSynthetic
        internal fun over(pay: QqWxPay): QqWxPayClient = QqWxPayClient(pay)
    }
}

/**
 * Supplies the access token, for those who have a central token server. What it throws, or its future fails with, is the cause of the call's
 * exception.
 */
public fun interface FutureTokenProvider {
    /** The token. [refused], which may be `null`, is one that QQ has just refused: give another one than that. */
    public fun accessToken(refused: String?): CompletableFuture<String>
}

/** Keeps the access token for many processes, for example in Redis. */
public interface FutureTokenStore {
    /** The stored token; `null` when there is none. */
    public fun load(qqAppid: String): CompletableFuture<StoredToken?>

    /** Takes the lease, unless somebody else holds it (Redis: `SET NX PX`). One that is [owner]'s already is granted again. */
    public fun acquireLease(qqAppid: String, owner: String, milliseconds: Long): CompletableFuture<Boolean>

    /** Stores the token if the lease is still [owner]'s, and ends the lease. `false` when it was lost meanwhile. */
    public fun save(qqAppid: String, owner: String, token: StoredToken): CompletableFuture<Boolean>

    /** Ends the lease if it is still [owner]'s, without storing anything. */
    public fun releaseLease(qqAppid: String, owner: String): CompletableFuture<Void?>
}

/** Sends requests another way than the library does: unchanged, byte for byte, following no redirect, checking TLS certificates. */
public fun interface FutureTransport {
    /**
     * Sends [request] within so many milliseconds. Fail with [java.net.ConnectException] when nothing was sent; whatever else it fails with
     * leaves open whether the request arrived.
     */
    public fun send(request: PreparedRequest, milliseconds: Long): CompletableFuture<HttpReply>
}

/** Every reading waits for the network, as Java's iterators do. */
internal class WaitingRows<Row, End>(private val bill: BillRows<Row, End>) : Portions<Row, End> {
    override fun next(): List<Row>? = runBlocking {
        try {
            bill.portion().also { if (it == null) bill.leave() }
        } catch (exception: QqWxPayException) {
            bill.leave()
            throw exception
        }
    }

    override fun getFinished(): End? = bill.finished

    override fun end(): Unit = runBlocking { bill.leave() }
}

internal fun duration(timeout: Duration?): kotlin.time.Duration? = timeout?.toKotlinDuration()

/** Its value, or what it ended with: that very exception, not the copy that coroutines make of one when assertions are on. */
private suspend fun <T> CompletableFuture<T>.itself(): T {
    val ended = suspendCancellableCoroutine<Result<T>> { waiting ->
        waiting.invokeOnCancellation { cancel(false) }
        whenComplete { value, thrown ->
            val reason = if (thrown is CompletionException) thrown.cause ?: thrown else thrown
            waiting.resume(if (reason == null) Result.success(value) else Result.failure(reason))
        }
    }
    return ended.getOrThrow()
}
