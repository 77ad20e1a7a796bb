package com.qqwxpay

import com.qqwxpay.World.Companion.order
import java.io.ByteArrayInputStream
import java.io.ByteArrayOutputStream
import java.io.ObjectInputStream
import java.io.ObjectOutputStream
import java.net.HttpURLConnection
import java.net.URI
import java.time.Duration
import kotlin.time.Duration.Companion.days
import kotlin.time.Duration.Companion.seconds
import kotlin.time.toKotlinDuration
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.AfterAll
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertInstanceOf
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** Values that programs have by mistake or by the ways of Java, and what becomes of them. */
class OddValuesTest {
    companion object {
        private val world = World()
        private val kinds = Kinds(world)
        private val pay = world.client()

        /** The first half of an emoji. */
        private const val HALF = "\uD83D"

        @JvmStatic
        @AfterAll
        fun close() {
            pay.close()
            kinds.close()
            world.close()
        }
    }

    private inline fun <reified E : QqWxPayException> failure(crossinline act: suspend () -> Unit): E =
        assertThrows(E::class.java) { runBlocking { act() } }

    @Test
    fun textsThatWereCutInsideACharacterAreRefusedByTheirField() {
        fun refused(field: String, act: suspend () -> Unit) {
            val told = failure<QqWxPayException.InvalidInput> { act() }
            assertEquals(listOf("WRONG_TYPE", field, "half of a surrogate pair"), listOf(told.code, told.field, told.detail))
        }
        val cut = order().copy(description = "蓝色马克杯$HALF")
        refused("description") { pay.placeOrder(cut) }
        refused("description") { pay.prepare(Operation.PLACE_ORDER, cut) }
        refused("description") { pay.placeOrder(cut.copy(description = "\uDE00 mug")) }
        refused("order.sceneInfo.storeInfo.name") {
            val scene = SceneInfo(payerClientIp = "203.0.113.7", storeInfo = StoreInfo(id = "1", name = HALF))
            pay.placePartnerOrder(PartnerOrderRequest(order().copy(sceneInfo = scene), "1900000109"))
        }
        refused("limitPay[1]") { pay.placeOrder(order().copy(limitPay = listOf("no_credit", HALF))) }
        refused("outTradeNo") { pay.queryOrder(OrderId.OutTradeNo(HALF)) }
        refused("billDate") { pay.tradeBill(TradeBillRequest(billDate = HALF)) }
        refused("billDate") { pay.prepare(Operation.TRADE_BILL, TradeBillRequest(billDate = HALF)) }
        refused("accessToken") { pay.prepare(Operation.PLACE_ORDER, order(), HALF) }
        refused("ciphertext") { pay.decryptSensitive(CipherText(ciphertext = HALF)) }
        refused("mchid") { QqWxPay(Settings(mchid = HALF)) }
        refused("QQ_WXPAY_REFERER") { world.client(change = mapOf("QQ_WXPAY_REFERER" to HALF)) }
        val received = kinds.all.getValue("direct")
        val odd = received.headers + ("X-Odd" to listOf(HALF))
        refused("headers.X-Odd") { pay.handleNotification(odd, received.body) }
        refused("headers.X-Odd") { pay.receiveNotification(odd, received.body) }
        refused("headers.X-Odd") { pay.prepare(Operation.QUERY_ORDER, OrderId.OutTradeNo("KT-none")).finish(200, odd, received.body) }
        refused("outTradeNo") { pay.handleNotification(received.headers, received.body).expect(Expected(outTradeNo = HALF, total = 1999)) }
        val emoji = failure<QqWxPayException.InvalidInput> { pay.placeOrder(cut.copy(description = "a whole emoji 😀")) }
        assertEquals("TEXT_CHARACTERS", emoji.code)
    }

    @Test
    fun aTokenThatWasCutIsToldAsTheProvidersMistake() {
        world.client(ClientParts(tokenProvider = { "token$HALF" })).use { client ->
            val told = failure<QqWxPayException> { client.placeOrder(order(), 20.seconds) }
            assertEquals("TOKEN_STORE_FAILED", told.code)
            assertEquals("half of a surrogate pair", assertInstanceOf(QqWxPayException.InvalidInput::class.java, told.cause).detail)
        }
    }

    @Test
    fun timeLimitsOfNoLength() {
        for (limit in listOf(Duration.ZERO, Duration.ofSeconds(-1), Duration.ofNanos(1))) {
            val told = failure<QqWxPayException.InvalidInput> { pay.queryOrder(OrderId.OutTradeNo("KT-none"), limit.toKotlinDuration()) }
            assertEquals("TIME_LIMIT_INVALID" to "timeout", told.code to told.field)
        }
        for (limit in listOf(kotlin.time.Duration.INFINITE, 1.days * 400_000)) {
            assertEquals("ORDER_NOT_EXIST", failure<QqWxPayException.Api> { pay.queryOrder(OrderId.OutTradeNo("KT-none"), limit) }.code)
        }
    }

    @Test
    fun aTransportThatGivesNothing() {
        for (nothing in listOf(JavaOrders.NO_FUTURE, JavaOrders.FUTURE_OF_NOTHING)) {
            QqWxPayClient.builder().env(world.env).transport(nothing).build().use { client ->
                val told = JavaOrders.failure(client.queryOrder(OrderId.OutTradeNo("KT-none"), Duration.ofSeconds(30)))
                assertInstanceOf(QqWxPayException.Transport::class.java, told)
                assertEquals("TRANSPORT_GAVE_NO_REPLY", told.code)
            }
        }
    }

    private fun again(thrown: Throwable): Throwable {
        val bytes = ByteArrayOutputStream()
        ObjectOutputStream(bytes).use { it.writeObject(thrown) }
        return ObjectInputStream(ByteArrayInputStream(bytes.toByteArray())).use { it.readObject() as Throwable }
    }

    @Test
    fun anExceptionStaysWholeThroughSerialisation() {
        val told = failure<QqWxPayException.Api> { pay.queryOrder(OrderId.OutTradeNo("KT-none")) }
        told.initCause(IllegalStateException("beside"))
        val read = assertInstanceOf(QqWxPayException.Api::class.java, again(told))
        val parts = { one: QqWxPayException ->
            listOf(one.code, one.kind, one.origin, one.field, one.detail, one.status, one.requestId, one.retry, one.reason, one.remedy, one.message, one.cause?.message)
        }
        assertEquals(parts(told), parts(read))
        assertEquals(listOf("ORDER_NOT_EXIST", 404L), listOf(read.code, read.status))
        assertFalse(parts(again(failure<QqWxPayException> { pay.closeOrder(CloseOrderRequest("KT-none")) }) as QqWxPayException) == parts(told))
    }

    @Test
    fun aHeaderWithoutANameHarmsNoOther() {
        val received = kinds.all.getValue("direct")
        val odd = HashMap<String?, List<String?>?>(received.headers).apply {
            put(null, listOf("HTTP/1.1 200 OK"))
            put("X-Nothing", null)
            put("X-Nothings", listOf(null))
        }
        @Suppress("UNCHECKED_CAST")
        val handled = pay.handleNotification(odd as Map<String, List<String>>, received.body)
        assertInstanceOf(Outcome.Payment::class.java, handled.outcome)
        odd.keys.removeIf { "Wechatpay-Signature".equals(it, ignoreCase = true) }
        assertInstanceOf(Outcome.Refused::class.java, pay.handleNotification(odd, received.body).outcome)
    }

    @Test
    fun aReplyThatJavasOwnConnectionFetchedIsRead() {
        val request = order()
        runBlocking { pay.placeOrder(request) }
        val prepared = pay.prepare(Operation.QUERY_ORDER, OrderId.OutTradeNo(request.outTradeNo))
        val connection = URI(prepared.request.url).toURL().openConnection() as HttpURLConnection
        prepared.request.headers.forEach(connection::setRequestProperty)
        val body = connection.inputStream.use { it.readAllBytes() }
        assertTrue(null in connection.headerFields.keys, "the status line stands among them")
        assertEquals("NOTPAY", prepared.finish(connection.responseCode, connection.headerFields, body).tradeState)
    }

    @Test
    fun headersThatAreNoMap() {
        val received = kinds.all.getValue("direct")
        val spring = HashMap(received.headers)
        assertInstanceOf(Outcome.Payment::class.java, pay.handleNotification(Notifications.headers(spring::forEach), received.body).outcome)
        val twice = Notifications.headers { add -> repeat(2) { add.accept("A", listOf("$it")) } }
        assertEquals(mapOf("A" to listOf("0", "1")), twice)
    }

    @Test
    fun aStatusIsNotTruncated() {
        val prepared = pay.prepare(Operation.QUERY_ORDER, OrderId.OutTradeNo("KT-none"))
        for (status in listOf(65736, 0, -1, 99, 1000)) {
            val told = failure<QqWxPayException.InvalidInput> { prepared.finish(status, emptyMap(), ByteArray(0)) }
            assertEquals("status", told.field, "$status")
            val bill = pay.prepareBill(Operation.V2_TRADE_BILL, V2TradeBillRequest(billDate = "20260608"))
            assertEquals("status", failure<QqWxPayException.InvalidInput> { bill.rows(status, emptyMap(), ByteArrayInputStream(ByteArray(0))).toList() }.field)
        }
        assertEquals(503L, failure<QqWxPayException> { prepared.finish(503, emptyMap(), ByteArray(0)) }.status)
    }
}
