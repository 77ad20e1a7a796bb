package com.qqwxpay

import java.time.Duration
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CompletionException
import java.util.concurrent.CompletionStage
import java.util.concurrent.Executor
import java.util.concurrent.Future
import java.util.concurrent.RejectedExecutionException
import kotlin.coroutines.resume
import kotlin.time.toKotlinDuration
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.asCoroutineDispatcher
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
    private val executor: Executor?,
) : FutureOperations(), AutoCloseable {
    private val scope = CoroutineScope(SupervisorJob() + Workers.SHARED.dispatcher)

    /** The same for what calls functions of the shop: they run where what is chained to futures does. */
    @JvmSynthetic
    internal fun <T> whereFuturesComplete(act: suspend () -> T): CompletableFuture<T> =
        CoroutineScope(executor?.asCoroutineDispatcher() ?: Workers.SHARED.dispatcher).future { act() }

    @JvmSynthetic
    override fun <T> future(act: suspend () -> T): CompletableFuture<T> {
        val ended = scope.future(start = CoroutineStart.UNDISPATCHED) { act() }
        return if (executor == null) ended else Completed(ended, executor)
    }

    /** Takes the notifications, one function for each event: the easy way, and the safe one. */
    public fun notifications(): NotificationHandlers.Builder = NotificationHandlers.builder(this)

    /** Verifies and reads a notification, at once and without the network, for experts: what it cannot prove it leaves unproven. */
    public fun handleNotification(headers: Map<String, List<String>>, rawBody: ByteArray): HandledNotification =
        pay.handleNotification(headers, rawBody)

    /** The same, but it waits for certificates, and proves by a query what is not proven: up to 4 seconds altogether. */
    @JvmOverloads
    public fun receiveNotification(
        headers: Map<String, List<String>>,
        rawBody: ByteArray,
        timeout: Duration? = null,
    ): CompletableFuture<HandledNotification> = future { pay.receiveNotification(headers, rawBody, duration(timeout)) }

    /** The same, but every notification is proven by a query. */
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
        private var executor: Executor? = null

        /** Settings in place of environment variables. */
        public fun settings(settings: Settings): Builder = apply { this.settings = settings }

        /** Other variables than those of this process. */
        public fun env(env: Map<String, String>): Builder = apply { this.env = env }

        /** Supplies the access token. */
        public fun tokenProvider(provider: FutureTokenProvider): Builder =
            apply { this.provider = TokenProvider { provider.accessToken(it).awaitUnwrapped() } }

        /** Keeps the access token for many processes. */
        public fun tokenStore(store: FutureTokenStore): Builder = apply { this.store = Stored(store) }

        /** Sends the requests. */
        public fun transport(transport: FutureTransport): Builder =
            apply { this.transport = Transport { request, milliseconds -> reply(transport.send(request, milliseconds)) } }

        /** A future that is `null`, and one of `null`, are found here. */
        @Suppress("UNCHECKED_CAST")
        private suspend fun reply(sent: CompletionStage<HttpReply>?): HttpReply = (sent as CompletionStage<HttpReply?>?)?.awaitUnwrapped() ?: throw NoReply()

        /** Observes every request and notification. */
        public fun observer(observer: Observer): Builder = apply { this.observer = observer }

        /** Signs in the place of the private key. */
        public fun signer(signer: Signer): Builder = apply { this.signer = signer }

        /**
         * Completes the futures, and so runs what is chained to them without an executor of its own (`thenApply`). When left out, threads
         * of the library do, as many as are needed; with an executor of yours nothing is chained while all its threads are busy.
         */
        public fun executor(executor: Executor): Builder = apply { this.executor = executor }

        /** @throws QqWxPayException naming the setting or variable that is wrong */
        public fun build(): QqWxPayClient = QqWxPayClient(QqWxPay.made(settings, env, parts(), null), executor)

        /** One of several merchants, whose connections it shares. */
        @JvmSynthetic
        internal fun build(merchants: Merchants): QqWxPayClient = QqWxPayClient(merchants.made(settings, parts(), env), executor)

        private fun parts() = ClientParts(provider, store, transport, observer, signer)
    }

    private class Stored(private val store: FutureTokenStore) : TokenStore {
        override suspend fun load(qqAppid: String) = store.load(qqAppid).awaitUnwrapped()

        override suspend fun acquireLease(qqAppid: String, owner: String, milliseconds: Long) =
            store.acquireLease(qqAppid, owner, milliseconds).awaitUnwrapped()

        override suspend fun save(qqAppid: String, owner: String, token: StoredToken) = store.save(qqAppid, owner, token).awaitUnwrapped()

        override suspend fun releaseLease(qqAppid: String, owner: String) {
            store.releaseLease(qqAppid, owner).awaitUnwrapped()
        }
    }

    public companion object {
        /** A client with the settings of the environment variables `QQ_WXPAY_…`. */
        @JvmStatic
        public fun fromEnv(): QqWxPayClient = builder().build()

        /**
         * Ends the threads of this library, for applications that end before their process does (a web application that is deployed again):
         * close the clients first, then call this, for instance in a `ServletContextListener`. What is still under way is given up. It waits
         * up to 5 s. A client that is made later starts the threads again.
         */
        @JvmStatic
        public fun shutdown(): Unit = Library.shutdown()

        /** A client with parts of your own. */
        @JvmStatic
        public fun builder(): Builder = Builder()

        /** For conformance cases. */
        @JvmSynthetic
        internal fun over(pay: QqWxPay): QqWxPayClient = QqWxPayClient(pay, null)
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
internal class WaitingRows<Row, End>(private val bill: BillRows<Row, End>) : RowBatches<Row, End> {
    override fun next(): List<Row>? = try {
        waiting { bill.batch() }.also { if (it == null) end() }
    } catch (exception: QqWxPayException) {
        end()
        throw exception
    }

    override fun getFinished(): End? = bill.finished

    /** On an interrupted thread too, which stays one. */
    override fun end() {
        val interrupted = Thread.interrupted()
        try {
            runBlocking { bill.close() }
        } finally {
            if (interrupted) Thread.currentThread().interrupt()
        }
    }
}

/** Ends as [ended] does, on a thread of [executor]; giving it up gives [ended] up. */
private class Completed<T>(ended: CompletableFuture<T>, executor: Executor) : CompletableFuture<T>() {
    init {
        ended.whenComplete { value, thrown ->
            val act = Runnable { if (thrown == null) complete(value) else completeExceptionally(thrown) }
            try {
                executor.execute(act)
            } catch (_: RejectedExecutionException) {
                act.run() // better here than never
            }
        }
        whenComplete { _, _ -> ended.cancel(false) }
    }
}

/** On this thread; one that is interrupted stays so. */
internal fun <T> waiting(act: suspend () -> T): T = try {
    runBlocking { act() }
} catch (interrupted: InterruptedException) {
    Thread.currentThread().interrupt()
    throw QqWxPayException.own("CALL_ABANDONED", null, "the thread was interrupted").initCause(interrupted)
}

internal fun duration(timeout: Duration?): kotlin.time.Duration? = timeout?.toKotlinDuration()

/** Its value, or what it ended with: that very exception, not the copy that coroutines make of one when assertions are on. */
internal suspend fun <T> CompletionStage<T>.awaitUnwrapped(): T {
    val ended = suspendCancellableCoroutine<Result<T>> { waiting ->
        waiting.invokeOnCancellation { (this as? Future<*>)?.cancel(false) }
        whenComplete { value, thrown ->
            val reason = if (thrown is CompletionException) thrown.cause ?: thrown else thrown
            waiting.resume(if (reason == null) Result.success(value) else Result.failure(reason))
        }
    }
    return ended.getOrThrow()
}
