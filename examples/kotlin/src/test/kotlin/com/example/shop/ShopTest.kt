package com.example.shop

import com.qqwxpay.Hostile
import com.qqwxpay.OrderAmount
import com.qqwxpay.QqWxPay
import com.qqwxpay.Received
import com.qqwxpay.World
import io.ktor.server.engine.embeddedServer
import io.ktor.server.netty.Netty
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse
import kotlinx.coroutines.runBlocking
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import org.junit.jupiter.api.AfterAll
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertNotEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** The shop against the sandbox: order, pay, notified, paid; and what must not make an order paid. */
class ShopTest {
    companion object {
        /** Notifications arrive at the test, which hands them to the shop: unchanged, altered, twice. */
        private val world = World()
        private val http = HttpClient.newHttpClient()
        private val pay = QqWxPay.fromEnv(world.env)
        private val shop = Shop(pay, standInPayer = "203.0.113.7")
        private val server = embeddedServer(Netty, port = 0, host = "127.0.0.1") { shop.install(this) }.start()
        private val address = "http://127.0.0.1:${runBlocking { server.engine.resolvedConnectors().first().port }}"

        @JvmStatic
        @AfterAll
        fun close() {
            server.stop(200, 2000)
            pay.close()
            world.close()
        }
    }

    private class Reply(val status: Int, val body: JsonObject) {
        fun text(name: String) = body.getValue(name).jsonPrimitive.content
    }

    private fun call(method: String, path: String, content: String? = null): Reply {
        val body = content?.let(HttpRequest.BodyPublishers::ofString) ?: HttpRequest.BodyPublishers.noBody()
        val request = HttpRequest.newBuilder(URI.create(address + path)).method(method, body).build()
        val reply = http.send(request, HttpResponse.BodyHandlers.ofString())
        return Reply(reply.statusCode(), Json.parseToJsonElement(reply.body()).jsonObject)
    }

    private fun ordered(product: String = "blue-mug"): Reply =
        call("POST", "/orders", """{"product":"$product"}""").also { assertEquals(201, it.status, it.body.toString()) }

    /** The notification of the order, once it is paid. */
    private fun paid(order: Reply): Received {
        val before = world.received.size
        world.pay(order.body.getValue("request_payment").jsonObject.getValue("url").jsonPrimitive.content)
        return World.until("the notification") { world.received.getOrNull(before) }
    }

    private fun notification(received: Received, body: ByteArray): HttpRequest {
        val builder = HttpRequest.newBuilder(URI.create("$address/notify")).POST(HttpRequest.BodyPublishers.ofByteArray(body))
        val kept = received.headers.filterKeys { it.startsWith("wechatpay-", true) || it.equals("Content-Type", true) }
        kept.forEach { (name, values) -> values.forEach { builder.header(name, it) } }
        return builder.build()
    }

    private fun deliver(received: Received, body: ByteArray = received.body): Int =
        http.send(notification(received, body), HttpResponse.BodyHandlers.discarding()).statusCode()

    private fun state(order: Reply) = shop.store.find(order.text("out_trade_no"))!!.state

    private fun deliveries(order: Reply) = shop.delivered.count { it == order.text("out_trade_no") }

    /** Memory is that of this process, in which the server runs. */
    @Test
    fun hostileTrafficIsOutlived() {
        val hostile = Hostile(URI.create(address).port, "/notify")
        val order = ordered()
        val received = paid(order)
        var large: List<Pair<Long, Int?>> = emptyList()
        val grown = hostile.grown {
            val answers = hostile.nonsense()
            assertTrue(answers.values.none { it != null && it < 400 }, "$answers")
            large = listOf(true, false).map { hostile.large(Hostile.LARGE, it) }
        }
        println("Ktor: bodies of ${Hostile.LARGE / 1_000_000} MB (sent, answer) $large, heap at its highest $grown MB above")
        assertTrue(large.none { (_, status) -> status != null && status < 400 }, "$large")
        assertTrue(grown < 128, "$grown MB")
        assertEquals(State.OPEN, state(order))
        assertEquals(200, deliver(received))
        assertEquals(State.PAID, state(order))
    }

    @Test
    fun anOrderIsPaidByItsNotificationAndDeliveredOnce() {
        val order = ordered()
        assertEquals("https://pay.example.com", order.body.getValue("request_payment").jsonObject.getValue("referer").jsonPrimitive.content)
        assertEquals(listOf("1999", "OPEN"), listOf(order.text("total"), state(order).name))
        val received = paid(order)
        val atOnce = List(8) { http.sendAsync(notification(received, received.body), HttpResponse.BodyHandlers.discarding()) }
        assertTrue(atOnce.all { it.join().statusCode() == 200 })
        assertEquals(200, deliver(received))
        assertEquals(State.PAID, state(order))
        assertEquals("paid", call("GET", "/orders/${order.text("out_trade_no")}").text("state"))
        assertEquals(409, call("POST", "/orders/${order.text("out_trade_no")}/link").status)
        assertEquals(1, deliveries(order))
    }

    @Test
    fun aTamperedNotificationIsRefused() {
        val order = ordered()
        val received = paid(order)
        val text = received.body.decodeToString()
        val place = text.indexOf("ciphertext") + 20
        val tampered = text.replaceRange(place, place + 1, if (text[place] == 'A') "B" else "A")
        assertNotEquals(text, tampered)
        val forged = """{"id":"EV-1","event_type":"TRANSACTION.SUCCESS","resource":{"out_trade_no":"${order.text("out_trade_no")}"}}"""
        for (body in listOf(tampered, forged)) assertEquals(401, deliver(received, body.encodeToByteArray()))
        assertTrue(deliver(Received(emptyMap(), ByteArray(0))) >= 400)
        assertEquals(State.OPEN, state(order))
        assertEquals(200, deliver(received))
        assertEquals(State.PAID, state(order))
    }

    @Test
    fun aBodyThatAParserWroteAgainNeverGetsThrough() {
        val order = ordered("tea")
        val received = paid(order)
        val tree = Json.parseToJsonElement(received.body.decodeToString()).jsonObject
        val pretty = Json { prettyPrint = true }.encodeToString(JsonObject.serializer(), tree)
        val reordered = JsonObject(tree.entries.reversed().associate { it.toPair() }).toString()
        for (again in listOf(pretty, reordered)) {
            assertNotEquals(received.body.decodeToString(), again)
            assertEquals(tree, Json.parseToJsonElement(again))
            assertEquals(401, deliver(received, again.encodeToByteArray()))
        }
        assertEquals(listOf(State.OPEN, 0), listOf(state(order), deliveries(order)))
    }

    @Test
    fun anOrderWhoseNotificationIsLostIsPaidByAsking() {
        val order = ordered("tea")
        val path = "/orders/${order.text("out_trade_no")}"
        assertEquals("open", call("GET", path).text("state"))
        paid(order) // it never reaches the shop
        assertEquals("paid", call("GET", path).text("state"))
        assertEquals(1, deliveries(order))
    }

    @Test
    fun aLostReplyIsTheSameOrderAgain() {
        world.fault("proxy", "drop_after", 9)
        val lost = call("POST", "/orders", """{"product":"blue-mug"}""")
        world.clear()
        assertEquals(listOf("503", "confirm_first"), listOf("${lost.status}", lost.text("retry")))
        val again = call("POST", "/orders/${lost.text("out_trade_no")}/link")
        assertEquals(listOf("200", lost.text("out_trade_no")), listOf("${again.status}", again.text("out_trade_no")))
    }

    @Test
    fun mistakesHaveTheirCode() {
        world.switches("""{"merchant_bound":false}""")
        val refused = call("POST", "/orders", """{"product":"blue-mug"}""")
        world.switches("""{"merchant_bound":true}""")
        assertEquals(listOf("500", "9030"), listOf("${refused.status}", refused.text("error")))
        for (wrong in listOf("""{"product":"nothing"}""", "{", "[]", "")) assertEquals(404, call("POST", "/orders", wrong).status, wrong)
        assertEquals(404, call("GET", "/orders/T0").status)
    }

    @Test
    fun aPaymentOfAnotherAmountIsForAPerson() {
        val order = ordered()
        val own = shop.store.find(order.text("out_trade_no"))!!
        shop.store.keep(own.copy(request = own.request.copy(amount = OrderAmount(total = 5000))))
        assertEquals(200, deliver(paid(order)))
        assertEquals(listOf(State.REVIEW, 0), listOf(state(order), deliveries(order)))
    }

    @Test
    fun aPaymentOfAnOrderThatTheShopDoesNotHaveComesAgain() {
        val order = ordered("tea")
        val received = paid(order)
        val stranger = Shop(pay)
        val other = embeddedServer(Netty, port = 0, host = "127.0.0.1") { stranger.install(this) }.start()
        val port = runBlocking { other.engine.resolvedConnectors().first().port }
        val request = notification(received, received.body)
        val there = HttpRequest.newBuilder(request, { _, _ -> true }).uri(URI.create("http://127.0.0.1:$port/notify")).build()
        assertTrue(http.send(there, HttpResponse.BodyHandlers.discarding()).statusCode() >= 500)
        assertEquals(emptyList<String>(), stranger.delivered)
        other.stop(200, 2000)
        assertEquals(200, deliver(received))
    }
}
