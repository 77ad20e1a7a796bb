package com.qqwxpay

import com.qqwxpay.World.Companion.number
import com.qqwxpay.World.Companion.order
import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.CountDownLatch
import java.util.concurrent.TimeUnit.SECONDS
import kotlin.time.Duration.Companion.seconds
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.Job
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.joinAll
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout
import org.junit.jupiter.api.AfterAll
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertInstanceOf
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** On which threads code of users runs, and that one which is stuck holds up nobody else. */
class ThreadsTest {
    companion object {
        private const val AT_ONCE = 32
        private val world = World()
        private val pay = world.client()
        private val others = QqWxPayClient.builder().env(world.env).build()

        @JvmStatic
        @AfterAll
        fun close() {
            pay.close()
            others.close()
            world.close()
        }
    }

    /** As Spring runs every `suspend` handler. */
    private val unconfined = CoroutineScope(SupervisorJob() + Dispatchers.Unconfined)

    private fun join(jobs: List<Job>) = runBlocking { withTimeout(60.seconds) { jobs.joinAll() } }

    /** While [count] of [begin] are stuck in what it is given, other calls go on; also those of [same]. */
    private fun stuck(count: Int = 1, same: QqWxPay? = null, begin: (() -> Unit) -> Unit) {
        val end = CountDownLatch(1)
        val inside = CountDownLatch(count)
        try {
            repeat(count) {
                begin {
                    inside.countDown()
                    end.await()
                }
            }
            assertTrue(inside.await(30, SECONDS), "${inside.count} are not stuck")
            Stuck.othersGoOn(others)
            same?.let { Stuck.othersGoOn(QqWxPayClient.over(it)) }
        } finally {
            end.countDown()
        }
    }

    private fun clientWith(parts: ClientParts, act: (QqWxPay) -> Unit) = world.client(parts).use(act)

    /** Calls that nobody waits for. */
    private fun ask(pay: QqWxPay) = unconfined.launch { runCatching { pay.queryOrder(OrderId.OutTradeNo("KT-none"), 2.seconds) } }

    private fun orderWith(pay: QqWxPay) = unconfined.launch { runCatching { pay.placeOrder(order(), 2.seconds) } }

    @Test
    fun codeAfterACallNeverRunsOnAThreadOfTheLibrary() {
        val seen = ConcurrentHashMap.newKeySet<String>()
        val own = Thread.currentThread()
        // A call that was answered before anybody waited for it goes on where it was begun.
        fun name(thread: Thread) = if (thread == own) "own" else thread.name.substringBeforeLast('-')
        fun here() = seen.add("${Library.isNativeThread()} ${name(Thread.currentThread())}")
        join(List(AT_ONCE) {
            unconfined.launch {
                val request = order()
                pay.placeOrder(request)
                here()
                pay.queryOrder(OrderId.OutTradeNo(request.outTradeNo))
                here()
                runCatching { pay.queryOrder(OrderId.OutTradeNo("KT-none")) }
                here()
            }
        })
        assertEquals(setOf("false qq-wxpay-go-on"), seen - "false own")
    }

    @Test
    fun itGoesOnWhereItsCallerRuns() = runBlocking {
        val own = Thread.currentThread()
        pay.placeOrder(order())
        assertEquals(own, Thread.currentThread())
    }

    @Test
    fun handlersThatWaitForAnotherCallAllEnd() = join(List(AT_ONCE) {
        unconfined.launch {
            val request = order()
            assertInstanceOf(Placement.Placed::class.java, pay.placeOrder(request))
            assertEquals("NOTPAY", runBlocking { pay.queryOrder(OrderId.OutTradeNo(request.outTradeNo)) }.tradeState)
        }
    })

    @Test
    fun aStuckContinuation() = stuck(AT_ONCE, pay) { hold ->
        unconfined.launch {
            pay.placeOrder(order())
            hold()
        }
    }

    @Test
    fun aStuckTransport() = stuck(AT_ONCE) { hold ->
        val client = world.client(ClientParts(transport = { _, _ -> hold().let { throw IllegalStateException("late") } }))
        ask(client).invokeOnCompletion { client.close() }
    }

    @Test
    fun aStuckTokenProvider() = stuck(AT_ONCE) { hold ->
        val client = world.client(ClientParts(tokenProvider = { hold().let { "late" } }))
        orderWith(client).invokeOnCompletion { client.close() }
    }

    @Test
    fun aStuckStore() = stuck(AT_ONCE) { hold ->
        val client = world.client(ClientParts(tokenStore = StuckStore(hold)))
        orderWith(client).invokeOnCompletion { client.close() }
    }

    private class StuckStore(private val hold: () -> Unit) : TokenStore {
        override suspend fun load(qqAppid: String): StoredToken? = hold().let { null }

        override suspend fun acquireLease(qqAppid: String, owner: String, milliseconds: Long) = true

        override suspend fun save(qqAppid: String, owner: String, token: StoredToken) = true

        override suspend fun releaseLease(qqAppid: String, owner: String) = Unit
    }

    @Test
    fun aStuckSigner() = stuck(AT_ONCE) { hold ->
        val client = world.client(ClientParts(signer = { hold().let { ByteArray(256) } }))
        ask(client).invokeOnCompletion { client.close() }
    }

    @Test
    fun aStuckObserver() = stuck(AT_ONCE) { hold ->
        val client = world.client(ClientParts(observer = { hold() }))
        ask(client).invokeOnCompletion { client.close() }
    }

    /** Of one client: threads are bounded, its calls end at their limit, and another client goes on. */
    @Test
    fun manyOrdersWithATransportThatNeverReturns() {
        val end = CountDownLatch(1)
        val before = Thread.activeCount()
        clientWith(ClientParts(transport = { _, _ -> end.await().let { throw IllegalStateException("late") } })) { client ->
            val jobs = List(200) { unconfined.async { runCatching { client.queryOrder(OrderId.OutTradeNo("KT-none"), 2.seconds) } } }
            try {
                val ended = runBlocking { withTimeout(60.seconds) { jobs.awaitAll() } }
                assertEquals(setOf("TIMED_OUT"), ended.map { (it.exceptionOrNull() as QqWxPayException).code }.toSet())
                Stuck.othersGoOn(others)
                val threads = Thread.activeCount() - before
                assertTrue(threads < 150, "$threads threads more")
            } finally {
                end.countDown()
            }
        }
    }

    @Test
    fun functionsOfTheHostNeverRunOnAThreadOfTheLibrary() {
        val seen = ConcurrentHashMap<String, String>()
        fun here(what: String) = seen.put(what, "${Library.isNativeThread()} ${Thread.currentThread().name.substringBeforeLast('-')}")
        val store = object : TokenStore {
            override suspend fun load(qqAppid: String): StoredToken? = null.also { here("store") }

            override suspend fun acquireLease(qqAppid: String, owner: String, milliseconds: Long) = true

            override suspend fun save(qqAppid: String, owner: String, token: StoredToken) = true

            override suspend fun releaseLease(qqAppid: String, owner: String) = Unit
        }
        val signer = Signer { throw IllegalStateException("no key").also { here("signer") } }
        val transport = Transport { _, _ -> throw IllegalStateException("no network").also { here("transport") } }
        clientWith(ClientParts(tokenStore = store, transport = transport, observer = { here("observer") })) { client ->
            join(listOf(orderWith(client)))
            assertTrue(World.until("an event") { seen["observer"] }.isNotEmpty())
        }
        clientWith(ClientParts(tokenProvider = { "".also { here("provider") } })) { join(listOf(orderWith(it))) }
        clientWith(ClientParts(signer = signer)) { client ->
            join(listOf(ask(client)))
            assertEquals("false qq-wxpay-host", seen["signer"])
            assertThrows(QqWxPayException::class.java) { client.prepare(Operation.QUERY_ORDER, OrderId.OutTradeNo("KT-none")) }
            assertEquals("false ${Thread.currentThread().name.substringBeforeLast('-')}", seen.put("signer", "false qq-wxpay-host"), "where `prepare` is called")
        }
        val expected = listOf("store", "transport", "provider", "signer").associateWith { "false qq-wxpay-host" }
        assertEquals(expected + ("observer" to "false qq-wxpay-observer"), seen)
    }

    /** What asks its own client would wait for itself. */
    @Test
    fun partsThatCallTheirOwnClientAreRefusedAtOnce() {
        lateinit var own: QqWxPay
        val codes = ConcurrentHashMap<String, String>()
        fun told(what: String, thrown: Throwable?): Nothing {
            codes[what] = (thrown as? QqWxPayException)?.code ?: "$thrown"
            throw IllegalStateException("as it should")
        }
        val id = OrderId.OutTradeNo("KT-none")
        val parts = mapOf<String, ClientParts>(
            "provider" to ClientParts(tokenProvider = { told("provider", runCatching { own.accessToken() }.exceptionOrNull()) }),
            "transport" to ClientParts(transport = { _, _ -> told("transport", runCatching { own.queryOrder(id) }.exceptionOrNull()) }),
            "transport elsewhere" to ClientParts(
                transport = { _, _ ->
                    val thrown = runCatching { kotlinx.coroutines.withContext(Dispatchers.IO) { own.queryOrder(id) } }.exceptionOrNull()
                    told("transport elsewhere", thrown)
                },
            ),
            "signer" to ClientParts(signer = { told("signer", runCatching { runBlocking { own.queryOrder(id) } }.exceptionOrNull()) }),
            "signer prepares" to ClientParts(signer = { told("signer prepares", runCatching { own.prepare(Operation.QUERY_ORDER, id) }.exceptionOrNull()) }),
            "java" to ClientParts(
                transport = { _, _ ->
                    val failed = runCatching { QqWxPayClient.over(own).queryOrder(id).join() }.exceptionOrNull()
                    told("java", failed?.cause)
                },
            ),
        )
        for ((_, part) in parts) {
            clientWith(part) { client ->
                own = client
                join(listOf(unconfined.launch { runCatching { client.placeOrder(order(), 5.seconds) } }, ask(client)))
            }
        }
        assertEquals(parts.keys.associateWith { "CLIENT_REENTERED" }, codes)
    }

    @Test
    fun aPartMayAskAnotherClient() = World().use { fresh -> // in which nobody else fetches tokens
        fresh.client().use { central ->
            fresh.client(ClientParts(tokenProvider = { central.accessToken().accessToken })).use { client ->
                runBlocking { assertInstanceOf(Placement.Placed::class.java, client.placeOrder(order(number()))) }
            }
        }
        Unit
    }

    /** What is under way when the client is closed ends first. */
    @Test
    fun aCallThatIsUnderWayEndsAfterClose() = World().use { fresh ->
        val inside = CountDownLatch(1)
        val go = CountDownLatch(1)
        val central = fresh.client()
        val provider = TokenProvider {
            inside.countDown()
            go.await()
            central.accessToken().accessToken
        }
        val closing = fresh.client(ClientParts(tokenProvider = provider))
        val placed = unconfined.async { closing.placeOrder(order(), 20.seconds) }
        assertTrue(inside.await(20, SECONDS))
        closing.close()
        val refused = assertThrows(QqWxPayException::class.java) { runBlocking { closing.accessToken() } }
        assertEquals("CLIENT_CLOSED", refused.code)
        go.countDown()
        assertInstanceOf(Placement.Placed::class.java, runBlocking { withTimeout(30.seconds) { placed.await() } })
        central.close()
    }
}
