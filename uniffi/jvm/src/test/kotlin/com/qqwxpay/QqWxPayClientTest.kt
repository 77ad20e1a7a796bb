package com.qqwxpay

import com.qqwxpay.World.Companion.number
import java.time.Duration
import java.util.concurrent.CompletableFuture
import java.util.concurrent.ExecutionException
import java.util.concurrent.TimeUnit
import org.junit.jupiter.api.AfterAll
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertInstanceOf
import org.junit.jupiter.api.Assertions.assertNotNull
import org.junit.jupiter.api.Assertions.assertSame
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** The face for Java: builders and futures. */
class QqWxPayClientTest {
    companion object {
        private val world = World()
        private val pay = QqWxPayClient.builder().env(world.env).build()

        @JvmStatic
        @AfterAll
        fun close() {
            pay.close()
            world.close()
        }
    }

    private fun order(): OrderRequest = OrderRequest.builder()
        .outTradeNo(number())
        .description("Blue mug")
        .amount(OrderAmount.builder().total(1999).build())
        .sceneInfo(SceneInfo.builder().payerClientIp("203.0.113.7").build())
        .build()

    private fun failure(future: CompletableFuture<*>): Throwable =
        assertThrows(ExecutionException::class.java) { future.get(20, TimeUnit.SECONDS) }.cause!!

    @Test
    fun anOrderAndItsBillsAndNotifications() {
        val request = order()
        val placed = assertInstanceOf(Placement.Placed::class.java, pay.placeOrder(request).get())
        world.pay(placed.h5Url)
        val (headers, body) = World.until("the notification") {
            world.received.find { (headers, body) -> pay.handleNotification(headers, body).order?.outTradeNo == request.outTradeNo }
        }
        val handled = pay.receiveNotification(headers, body).get()
        handled.expect(Expected.builder().outTradeNo(request.outTradeNo).total(1999).build())
        assertEquals("SUCCESS", pay.queryOrder(OrderId.OutTradeNo(request.outTradeNo)).get().tradeState)
    }

    @Test
    fun whatIsMissingOrWrongIsNamed() {
        val missing = assertThrows(QqWxPayException.InvalidInput::class.java) { OrderRequest.builder().outTradeNo(number()).build() }
        assertEquals(listOf("FIELD_MISSING", "amount"), listOf(missing.code, missing.field))
        val unknown = assertInstanceOf(QqWxPayException.Api::class.java, failure(pay.queryOrder(OrderId.OutTradeNo("KT-none"))))
        assertEquals("ORDER_NOT_EXIST", unknown.code)
    }

    @Test
    fun timeLimitsAndCancelling() {
        world.fault("query", "time_out", 9)
        val id = OrderId.OutTradeNo("KT-none")
        val late = assertInstanceOf(QqWxPayException.Transport::class.java, failure(pay.queryOrder(id, Duration.ofMillis(300))))
        assertEquals("TIMED_OUT", late.code)
        val given = pay.queryOrder(id)
        assertTrue(given.cancel(true))
        world.clear()
        assertNotNull(pay.placeOrder(order()).get())
    }

    @Test
    fun functionsOfTheHost() {
        World().use { other ->
            val down = IllegalStateException("the token server is down")
            val provider = FutureTokenProvider { CompletableFuture.failedFuture(down) }
            QqWxPayClient.builder().env(other.env).tokenProvider(provider).build().use { client ->
                assertSame(down, failure(client.placeOrder(order())).cause)
            }
            val transport = FutureTransport { _, _ -> CompletableFuture() }
            QqWxPayClient.builder().env(other.env).transport(transport).build().use { client ->
                val silent = failure(client.queryOrder(OrderId.OutTradeNo("KT-none"), Duration.ofMillis(300)))
                assertEquals("TIMED_OUT", (silent as QqWxPayException).code)
            }
        }
    }

    @Test
    fun manyFuturesWithoutManyThreads() {
        QqWxPayClient.builder().env(world.env + ("QQ_WXPAY_CHANNEL" to "direct")).build().use { direct ->
            val before = Thread.activeCount()
            val futures = List(200) { direct.placeOrder(order()) }
            assertTrue(futures.all { it.get() is Placement.Placed })
            assertTrue(Thread.activeCount() - before < 32, "${Thread.activeCount() - before} threads more")
        }
    }
}
