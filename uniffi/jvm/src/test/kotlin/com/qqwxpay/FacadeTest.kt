package com.qqwxpay

import com.qqwxpay.World.Companion.number
import com.qqwxpay.World.Companion.order
import com.qqwxpay.World.Companion.until
import java.net.ConnectException
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse
import java.util.concurrent.CopyOnWriteArrayList
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.delay
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout
import kotlinx.serialization.json.jsonArray
import org.junit.jupiter.api.AfterAll
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertInstanceOf
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertSame
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** What users of the package rely on, against the sandbox. */
class FacadeTest {
    companion object {
        private val world = World()
        private val pay = world.client()

        @JvmStatic
        @AfterAll
        fun close() {
            pay.close()
            world.close()
        }
    }

    private inline fun <reified E : QqWxPayException> failure(crossinline act: suspend () -> Unit): E =
        assertThrows(E::class.java) { runBlocking { act() } }

    private suspend fun placed(client: QqWxPay = pay, request: OrderRequest = order()) =
        assertInstanceOf(Placement.Placed::class.java, client.placeOrder(request))

    @Test
    fun aPaymentFromTheOrderToTheRefund() = runBlocking {
        val request = order()
        val placed = placed(request = request)
        assertEquals(placed.h5Url, placed.requestPayment?.url)
        val id = OrderId.OutTradeNo(request.outTradeNo)
        assertEquals("NOTPAY", pay.queryOrder(id).tradeState)
        world.pay(placed.h5Url)
        val handled = until("the notification") {
            world.received.map { (headers, body) -> pay.handleNotification(headers, body) }.find { it.order?.outTradeNo == request.outTradeNo }
        }
        val payment = assertInstanceOf(Outcome.Payment::class.java, handled.outcome).payment
        assertEquals(1999, payment.amount?.total)
        handled.expect(Expected(outTradeNo = request.outTradeNo, total = 1999))
        val differs = failure<QqWxPayException.Mismatch> { handled.expect(Expected(outTradeNo = request.outTradeNo, total = 2000)) }
        assertEquals("amount.total", differs.field)
        assertFalse(payment.payer!!.openid!! in handled.toString(), "the payer is not shown")
        val status = pay.confirmOrder(OrderReference(OrderFamily.DIRECT, request.outTradeNo))
        assertEquals(PaymentState.PAID, status.state)
        pay.expectPayment(PaymentToExpect(found = status.found!!, expected = Expected(outTradeNo = request.outTradeNo, total = 1999)))
        val refund = RefundRequest(
            outTradeNo = request.outTradeNo,
            outRefundNo = "R${request.outTradeNo}",
            amount = RefundRequestAmount(refund = 500, total = 1999),
        )
        assertEquals("PROCESSING", pay.refund(refund).status)
    }

    @Test
    fun mistakesAreToldByNameBeforeAnythingIsSent() = runBlocking {
        val before = world.control("GET", "/sandbox/statistics")
        val short = failure<QqWxPayException.InvalidInput> { pay.placeOrder(order("T1")) }
        assertEquals(listOf("ORDER_NUMBER_LENGTH", "outTradeNo", "never"), listOf(short.code, short.field, short.retry))
        assertTrue(short.remedy!!.zh.isNotEmpty())
        val ip = order().copy(sceneInfo = SceneInfo(payerClientIp = "10.0.0.1"))
        assertEquals("sceneInfo.payerClientIp", failure<QqWxPayException.InvalidInput> { pay.placeOrder(ip) }.field)
        assertEquals("timeout", failure<QqWxPayException.InvalidInput> { pay.placeOrder(order(), 0.seconds) }.field)
        assertEquals(before, world.control("GET", "/sandbox/statistics"))
    }

    @Test
    fun refusalsLostRepliesAndTimeLimits() = runBlocking {
        val missing = failure<QqWxPayException.Api> { pay.queryOrder(OrderId.OutTradeNo("KT-none")) }
        assertEquals(listOf("ORDER_NOT_EXIST", 404L), listOf(missing.code, missing.status))
        world.fault("proxy", "drop_after", 9)
        val request = order()
        val lost = assertInstanceOf(Placement.ToConfirm::class.java, pay.placeOrder(request))
        world.clear()
        assertEquals("confirm_first", lost.error.retry)
        assertEquals(PaymentState.NOT_PAID, pay.confirmOrder(lost.order).state)
        placed(request = request)
        world.fault("query", "time_out", 9)
        val late = failure<QqWxPayException.Transport> { pay.queryOrder(OrderId.OutTradeNo("KT-none"), 300.milliseconds) }
        assertEquals("TIMED_OUT", late.code)
        val call = async { pay.queryOrder(OrderId.OutTradeNo("KT-none")) }
        delay(200)
        withTimeout(1000) { call.cancelAndJoin() }
        assertThrows(CancellationException::class.java) { runBlocking { call.await() } }
        world.clear()
        placed()
        Unit
    }

    @Test
    fun whatForeignFunctionsThrowComesBackAsItself() = runBlocking {
        val down = IllegalStateException("the token server is down")
        val client = world.client(ClientParts(tokenProvider = { throw down }))
        assertSame(down, failure<QqWxPayException> { client.placeOrder(order()) }.cause)
        client.close()
        val silent = world.client(ClientParts(tokenProvider = { awaitCancellation() }))
        assertEquals("TIMED_OUT", failure<QqWxPayException.Transport> { silent.placeOrder(order(), 300.milliseconds) }.code)
        silent.close()
        val twice = failure<QqWxPayException.Config> {
            world.client(ClientParts(tokenProvider = { "" }, tokenStore = Store()))
        }
        assertEquals("TOKEN_SOURCE_GIVEN_TWICE", twice.code)
    }

    private class Store : TokenStore {
        var token: StoredToken? = null
        private var owner: String? = null

        override suspend fun load(qqAppid: String) = token

        override suspend fun acquireLease(qqAppid: String, owner: String, milliseconds: Long): Boolean {
            if (this.owner != null && this.owner != owner) return false
            this.owner = owner
            return true
        }

        override suspend fun save(qqAppid: String, owner: String, token: StoredToken): Boolean {
            if (this.owner != owner) return false
            this.token = token
            this.owner = null
            return true
        }

        override suspend fun releaseLease(qqAppid: String, owner: String) {
            if (this.owner == owner) this.owner = null
        }
    }

    @Test
    fun aTokenStoreIsTried() = runBlocking {
        World().use { other ->
            val wrong = runCatching { other.client(ClientParts(tokenStore = Store())).checkTokenStore() }.exceptionOrNull() as QqWxPayException
            assertEquals("TOKEN_STORE_WRONG" to "each AppID has a token of its own", wrong.code to wrong.detail)
        }
    }

    @Test
    fun aTokenStoreIsShared() = runBlocking {
        World().use { other ->
            val store = Store()
            val (first, second) = List(2) { other.client(ClientParts(tokenStore = store)) }
            assertEquals(first.accessToken(), second.accessToken())
            assertEquals(1, other.control("GET", "/sandbox/statistics").field("token_requests").long())
            assertFalse(store.token!!.accessToken in store.token.toString() + first.accessToken())
        }
    }

    @Test
    fun aTransportOfYourOwn() = runBlocking {
        val http = HttpClient.newHttpClient()
        val sent = CopyOnWriteArrayList<String>()
        val transport = Transport { request, milliseconds ->
            sent += request.method
            val body = request.body?.let(HttpRequest.BodyPublishers::ofByteArray) ?: HttpRequest.BodyPublishers.noBody()
            val builder = HttpRequest.newBuilder(URI.create(request.url)).method(request.method, body)
            builder.timeout(java.time.Duration.ofMillis(milliseconds))
            request.headers.filterKeys { !it.equals("Host", true) && !it.equals("Content-Length", true) }.forEach(builder::header)
            val reply = http.send(builder.build(), HttpResponse.BodyHandlers.ofByteArray())
            HttpReply(reply.statusCode(), reply.headers().map(), reply.body())
        }
        World().use { other ->
            other.client(ClientParts(transport = transport)).use { client ->
                placed(client)
                assertEquals(listOf("GET", "POST"), sent)
            }
            val broken = IllegalStateException("my proxy is down")
            other.client(ClientParts(transport = { _, _ -> throw broken })).use { client ->
                assertSame(broken, failure<QqWxPayException.Transport> { client.queryOrder(OrderId.OutTradeNo("KT-none")) }.cause)
            }
            other.client(ClientParts(transport = { _, _ -> throw ConnectException() })).use { client ->
                assertEquals("NOT_CONNECTED", failure<QqWxPayException.Transport> { client.queryOrder(OrderId.OutTradeNo("KT-none")) }.code)
            }
            other.client(ClientParts(transport = { _, _ -> awaitCancellation() })).use { client ->
                assertEquals("TIMED_OUT", failure<QqWxPayException.Transport> { client.queryOrder(OrderId.OutTradeNo("KT-none"), 300.milliseconds) }.code)
            }
        }
    }

    @Test
    fun aRequestSentWithAnotherClient() = runBlocking {
        World().use { other -> // in which nobody else fetches tokens
            val client = other.client()
            val token = client.accessToken().accessToken
            val prepared = client.prepare(Operation.PLACE_ORDER, order(), accessToken = token)
            assertFalse(token in prepared.request.toString())
            val builder = HttpRequest.newBuilder(URI.create(prepared.request.url))
            builder.POST(HttpRequest.BodyPublishers.ofByteArray(prepared.request.body!!))
            prepared.request.headers.filterKeys { !it.equals("Host", true) }.forEach(builder::header)
            val reply = HttpClient.newHttpClient().send(builder.build(), HttpResponse.BodyHandlers.ofByteArray())
            assertTrue(prepared.finish(reply.statusCode(), reply.headers().map(), reply.body()).verified)
            val changed = failure<QqWxPayException.Signature> { prepared.finish(reply.statusCode(), reply.headers().map(), reply.body() + 32) }
            assertEquals("SIGNATURE_WRONG", changed.code)
        }
    }

    @Test
    fun anObserverIsToldAndHarmsNothing() = World().use { world ->
        val events = CopyOnWriteArrayList<ClientEvent>()
        world.client(ClientParts(observer = { events += it; throw IllegalStateException("my metrics are down") })).use { client ->
            runBlocking { placed(client) }
            client.handleNotification(emptyMap(), "{}".encodeToByteArray())
        }
        until("the last event") { events.any { it is ClientEvent.Notification } }
        assertEquals("SANDBOX_CLIENT", assertInstanceOf(ClientEvent.Fault::class.java, events[0]).code)
        val certificates = events.filterIsInstance<ClientEvent.Certificate>().associate { it.whose to (it.daysLeft?.let { days -> days > 1800 }) }
        assertEquals(mapOf(CertificateOwner.MERCHANT to true, CertificateOwner.PLATFORM to true, CertificateOwner.PLATFORM_KEY to null), certificates)
        assertEquals(listOf(TokenOrigin.FETCHED to 0L), events.filterIsInstance<ClientEvent.Token>().map { it.origin to it.leaseWaitMs })
        val ordered = events.filterIsInstance<ClientEvent.Attempt>()[1]
        val call = events.filterIsInstance<ClientEvent.Call>()[1]
        assertEquals(listOf(ordered.call, "place_order", 1L, null), listOf(call.call, call.operation, call.attempts, call.code))
        assertEquals(listOf("place_order", Upstream.QQ, 200L, null), listOf(ordered.operation, ordered.upstream, ordered.status, ordered.code))
        assertEquals("refused", events.filterIsInstance<ClientEvent.Notification>().single().outcome)
    }

    @Test
    fun manyAtOnceWithoutManyThreads() = runBlocking {
        val direct = world.client(change = mapOf("QQ_WXPAY_CHANNEL" to "direct"))
        val before = Thread.activeCount()
        val outcomes = (1..200).map { async { direct.placeOrder(order()) } }.awaitAll()
        assertTrue(outcomes.all { it is Placement.Placed })
        assertTrue(Thread.activeCount() - before < 32, "${Thread.activeCount() - before} threads more")
        direct.close()
    }

    @Test
    fun clientsComeAndGo() {
        fun resident() = ProcessHandle.current().pid().let { java.io.File("/proc/$it/statm").readText().split(" ")[1].toLong() * 4096 / 1e6 }
        val settings = world.env
        val held = List(5) {
            repeat(150) { QqWxPay.fromEnv(settings).close() }
            System.gc()
            resident()
        }
        // What the system keeps at hand grows now and then; what clients leave behind grows every time.
        val grown = held.zipWithNext { before, after -> after - before }
        assertTrue(grown.min() < 10, "grown by $grown MB")
    }

    @Test
    fun aClosedClientRefusesAndWrongSettingsAreNamed() {
        val closed = world.client().apply { close() }
        assertEquals("CLIENT_CLOSED", failure<QqWxPayException> { closed.queryOrder(OrderId.OutTradeNo("KT-none")) }.code)
        assertEquals("apiV3Key", failure<QqWxPayException.Config> { world.client(change = mapOf("QQ_WXPAY_API_V3_KEY" to "short")) }.field)
        assertNull(failure<QqWxPayException> { QqWxPay(Settings(mchid = "1")) }.cause)
        val secret = "0123456789abcdef0123456789abcdef"
        assertFalse(secret in Settings(apiV3Key = secret, qqAppSecret = secret, merchantPrivateKey = secret).toString())
    }
}
