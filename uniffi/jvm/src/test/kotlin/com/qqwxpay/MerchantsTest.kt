package com.qqwxpay

import java.nio.file.Files
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.AfterAll
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertInstanceOf
import org.junit.jupiter.api.Assertions.assertNotNull
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertSame
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.TestInstance

/** Several merchants in one process, with one notification address: two, and three of which two are mini programs of one merchant. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MerchantsTest {
    private val folder = Files.createTempDirectory("keys")
    private val worlds = LinkedHashMap<String, World>()

    init {
        for ((name, mchid, wechatAppid, qqAppid) in NAMES) {
            val keep = folder.resolve("$mchid.json").toString()
            val numbers = listOf("--mchid", mchid, "--wechat-appid", wechatAppid, "--qq-appid", qqAppid, "--keep", keep)
            worlds[name] = World(worlds.values.firstOrNull()?.address, numbers)
        }
    }

    private var merchants = all()

    @AfterEach
    fun renewed() {
        merchants.close()
        merchants = all()
    }

    @AfterAll
    fun end() {
        merchants.close()
        worlds.values.forEach(World::close)
        folder.toFile().deleteRecursively()
    }

    private inline fun <reified E : QqWxPayException> failure(crossinline act: suspend () -> Any?): E =
        assertThrows(E::class.java) { runBlocking { act() } }

    private fun all() = Merchants().also { own -> worlds.keys.forEach { own.add(it, settings(it)) } }

    private fun settings(name: String, change: Map<String, String> = emptyMap()): Map<String, String> = worlds.getValue(name).env + change

    private fun received(number: String): Received = World.until("the notification of $number") {
        worlds.values.first().received.firstOrNull { (headers, body) ->
            val handled = merchants.handleNotification(headers, body)
            number in listOf(handled.order?.outTradeNo, handled.refund?.outRefundNo)
        }
    }

    private fun paid(name: String): Received = runBlocking {
        val placed = assertInstanceOf(Placement.Placed::class.java, merchants[name]!!.placeOrder(World.order()))
        worlds.getValue(name).pay(placed.h5Url)
        received(placed.outTradeNo)
    }

    @Test
    fun eachNotificationIsItsMerchants(): Unit = runBlocking {
        for (name in worlds.keys) {
            val (headers, body) = paid(name)
            val handled = merchants.receiveNotification(headers, body)
            assertEquals(listOf(name, emptyList<String>(), EventKind.PAID), listOf(handled.merchant, handled.otherMerchants, handled.eventKind))
            val owner = merchants.owner(headers, body)
            assertSame(merchants[name], owner.pay)
            assertEquals(name to emptyList<String>(), owner.name to owner.others)
            assertEquals(name, merchants.confirmNotification(headers, body).merchant)
            val stranger = merchants[if (name == "pots") "mugs" else "pots"]!!
            assertInstanceOf(Outcome.Refused::class.java, stranger.handleNotification(headers, body).outcome)
            val number = handled.order!!.outTradeNo
            val amount = RefundRequestAmount(refund = 1, total = 1999)
            owner.pay.refund(RefundRequest(outTradeNo = number, outRefundNo = "R$number", amount = amount))
            worlds.getValue(name).advance(10)
            val (refundHeaders, refundBody) = received("R$number")
            val refund = merchants.receiveNotification(refundHeaders, refundBody)
            // A refund names no AppID: of one merchant's two mini programs the first has it, and the other is named.
            assertEquals(if (name == "pots") "pots" to emptyList<String>() else "mugs" to listOf("cups"), refund.merchant to refund.otherMerchants)
        }
    }

    @Test
    fun functionsAreToldTheMerchantInKotlinAndInJava(): Unit = runBlocking {
        val found = mutableListOf<Pair<String?, String>>()
        val (headers, body) = paid("pots")
        val taking = Notifications(merchants, paid = { found += it.notification.merchant to it.outTradeNo })
        assertEquals(200, taking.answer(headers, body).status)
        assertEquals("pots", found.single().first)
        assertTrue(taking.answer(headers, body + 32).status >= 400)
        MerchantClients().use { java ->
            worlds.keys.forEach { java.add(it, QqWxPayClient.builder().env(settings(it))) }
            val handlers = java.notifications().paid(Taker<PaidEvent> { found += it.notification.merchant to it.outTradeNo }).build()
            assertEquals(200, handlers.receive(headers, body).join().status)
            assertEquals(200, handlers.answer(headers, body).status)
            assertEquals(List(3) { "pots" }, found.map { it.first })
            assertEquals("pots", java.owner(headers, body))
            assertEquals("pots", java.receiveNotification(headers, body).join().merchant)
            val twice = failure<QqWxPayException.Config> { java.add("pots", QqWxPayClient.builder().env(settings("pots"))) }
            assertEquals("MERCHANT_GIVEN_TWICE", twice.code)
            java.replace("pots", QqWxPayClient.builder().env(settings("pots")))
            assertTrue(java.remove("pots") && java.get("pots").isEmpty && java.get("mugs").isPresent)
            assertNull(java.handleNotification(headers, body).merchant)
        }
    }

    @Test
    fun whatIsForNoneOfThemIsRefusedWithItsRemedy(): Unit = runBlocking {
        val (headers, body) = paid("pots")
        Merchants().use { few ->
            few.add("mugs", settings("mugs"))
            val handled = few.receiveNotification(headers, body)
            assertNull(handled.merchant)
            assertEquals("MERCHANT_NOT_REGISTERED", assertInstanceOf(Outcome.Refused::class.java, handled.outcome).error.code)
            assertTrue(handled.answer!!.status >= 400)
            assertNotNull(handled.fault?.remedy)
            assertEquals("MERCHANT_NOT_REGISTERED", failure<QqWxPayException.Mismatch> { few.owner(headers, body) }.code)
        }
    }

    @Test
    fun keysAreReplacedWhileCallsGoOn(): Unit = runBlocking {
        Merchants().use { own ->
            val first = own.add("pots", settings("pots"))
            val second = own.replace("pots", settings("pots", mapOf("QQ_WXPAY_API_V3_KEY_PREVIOUS" to "x".repeat(32))))
            assertSame(second, own["pots"])
            fun ask(pay: QqWxPay) =
                failure<QqWxPayException> { pay.queryOrder(OrderId.OutTradeNo("KT-none")) }.code
            assertEquals("CLIENT_CLOSED" to "ORDER_NOT_EXIST", ask(first) to ask(second))
            assertEquals(listOf("pots"), own.names)
            assertTrue(own.remove("pots"))
            assertFalse(own.remove("pots"))
            assertEquals("CLIENT_CLOSED", ask(second))
        }
    }

    @Test
    fun mistakesAreNamedAndChangeNothing() {
        val other = mapOf("QQ_WXPAY_MCHID" to "1900000099")
        val table: List<Triple<() -> Any?, String, String>> = listOf(
            Triple({ merchants.add("pots", settings("pots", other)) }, "MERCHANT_GIVEN_TWICE", "name"),
            Triple({ merchants.add("twin", settings("pots")) }, "MERCHANT_GIVEN_TWICE", "mchid"),
            Triple({ merchants.add("", settings("pots")) }, "FIELD_MISSING", "name"),
            Triple({ merchants.replace("new", settings("pots", other)) }, "MERCHANT_UNKNOWN", "name"),
            Triple({ merchants.replace("pots", settings("mugs")) }, "MERCHANT_GIVEN_TWICE", "mchid"),
            Triple({ merchants.add("same", merchants["pots"]!!) }, "MERCHANT_GIVEN_TWICE", "mchid"),
        )
        for ((act, code, field) in table) {
            val error = failure<QqWxPayException> { act() }
            assertEquals(code to field, error.code to error.field)
        }
        merchants.add("second", settings("pots", mapOf("QQ_WXPAY_QQ_APPID" to "1110000099")))
        assertTrue(merchants.remove("second"))
        assertEquals(worlds.keys.toList(), merchants.names)
        assertNotNull(paid("pots"), "the client that was given twice still works")
    }

    private data class Named(val name: String, val mchid: String, val wechatAppid: String, val qqAppid: String)

    private companion object {
        val NAMES = listOf(
            Named("mugs", "1900000011", "wx00000000000000aa", "1110000011"),
            Named("cups", "1900000011", "wx00000000000000bb", "1110000012"),
            Named("pots", "1900000012", "wx00000000000000cc", "1110000013"),
        )
    }
}
