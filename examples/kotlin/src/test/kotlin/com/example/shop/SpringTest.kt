package com.example.shop

import com.qqwxpay.OrderId
import com.qqwxpay.Placement
import com.qqwxpay.QqWxPay
import com.qqwxpay.QqWxPayClient
import com.qqwxpay.Stuck
import com.qqwxpay.World
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CountDownLatch
import java.util.concurrent.TimeUnit.SECONDS
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.AfterAll
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.BeforeAll
import org.junit.jupiter.api.Test
import org.springframework.boot.autoconfigure.EnableAutoConfiguration
import org.springframework.boot.builder.SpringApplicationBuilder
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext
import org.springframework.context.ConfigurableApplicationContext
import org.springframework.context.annotation.Configuration
import org.springframework.context.annotation.Import
import org.springframework.web.bind.annotation.PostMapping
import org.springframework.web.bind.annotation.RestController

/** `suspend` handlers of Spring, which runs them anywhere: what they do after a call holds up no other call. */
class SpringTest {
    companion object {
        private const val AT_ONCE = 32
        private val world = World()
        private val pay = QqWxPay.fromEnv(world.env)
        private val http = HttpClient.newHttpClient()
        private val saving = CountDownLatch(AT_ONCE)
        private val saved = CountDownLatch(1)
        private lateinit var context: ConfigurableApplicationContext
        private var port = 0

        @JvmStatic
        @BeforeAll
        fun open() {
            context = SpringApplicationBuilder(Shop::class.java).run("--server.port=0", "--server.address=127.0.0.1", "--spring.main.banner-mode=off")
            port = (context as ServletWebServerApplicationContext).webServer.port
        }

        @JvmStatic
        @AfterAll
        fun close() {
            context.close()
            pay.close()
            world.close()
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(Orders::class)
    open class Shop

    @RestController
    class Orders {
        /** Saves with a database that takes its time. */
        @PostMapping("/slow")
        suspend fun slow(): String {
            val placed = pay.placeOrder(World.order())
            saving.countDown()
            saved.await()
            return if (placed is Placement.Placed) "placed" else "lost"
        }

        /** Waits for another call, as code does that knows nothing of coroutines. */
        @PostMapping("/again")
        suspend fun again(): String {
            val order = World.order()
            pay.placeOrder(order)
            return runBlocking { pay.queryOrder(OrderId.OutTradeNo(order.outTradeNo)) }.tradeState
        }
    }

    private fun post(path: String): List<CompletableFuture<HttpResponse<String>>> = List(AT_ONCE) {
        val request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:$port$path")).POST(HttpRequest.BodyPublishers.noBody()).build()
        http.sendAsync(request, HttpResponse.BodyHandlers.ofString())
    }

    private fun said(replies: List<CompletableFuture<HttpResponse<String>>>) =
        replies.map { reply -> reply.get(60, SECONDS).run { statusCode() to body() } }.toSet()

    @Test
    fun handlersThatSaveHoldUpNoOtherCall() {
        val replies = post("/slow")
        try {
            assertTrue(saving.await(60, SECONDS), "${saving.count} have not placed their order")
            QqWxPayClient.builder().env(world.env).build().use(Stuck::othersGoOn)
        } finally {
            saved.countDown()
        }
        assertEquals(setOf(200 to "placed"), said(replies))
    }

    @Test
    fun handlersThatWaitForAnotherCallAllEnd() {
        assertEquals(setOf(200 to "NOTPAY"), said(post("/again")))
    }
}
