package com.qqwxpay.testing

import com.qqwxpay.OrderAmount
import com.qqwxpay.OrderRequest
import com.qqwxpay.Placement
import com.qqwxpay.QqWxPay
import com.qqwxpay.QqWxPayException
import com.qqwxpay.RefundRequestAmount
import com.qqwxpay.RefundEnd
import com.qqwxpay.RefundRequest
import com.qqwxpay.SceneInfo
import com.qqwxpay.testing.junit.QqWxPayTest
import com.sun.net.httpserver.HttpServer
import java.net.InetSocketAddress
import java.time.Duration
import java.util.concurrent.CompletableFuture
import java.util.concurrent.atomic.AtomicInteger
import kotlinx.coroutines.runBlocking
import kotlinx.serialization.json.JsonPrimitive
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

@QqWxPayTest(timeScale = 1000.0)
class SandboxTest(private val sandbox: Sandbox) {
    private val status = AtomicInteger(204)
    private val merchant = HttpServer.create(InetSocketAddress("127.0.0.1", 0), 0).apply {
        createContext("/notify") { exchange ->
            exchange.requestBody.readAllBytes()
            exchange.sendResponseHeaders(status.get(), -1)
            exchange.close()
        }
        start()
    }
    private val pay = sandbox.client(notifyUrl = "http://127.0.0.1:${merchant.address.port}/notify")

    @AfterEach
    fun end() {
        sandbox.clearFaults()
        sandbox.resetSwitches()
        pay.close()
        merchant.stop(0)
    }

    private fun placed(number: String, client: QqWxPay = pay): String = runBlocking {
        val order = OrderRequest(
            outTradeNo = number,
            description = "蓝色马克杯",
            amount = OrderAmount(total = 1999),
            sceneInfo = SceneInfo(payerClientIp = "203.0.113.7"),
        )
        (client.placeOrder(order) as Placement.Placed).h5Url
    }

    private fun state(number: String) = sandbox.orders().single { it.outTradeNo == number }.tradeState

    @Test
    fun aPaymentIsDelivered() {
        sandbox.pay(placed("KOTLIN-S1"))
        assertTrue(sandbox.waitForDelivery("KOTLIN-S1").acknowledged)
        sandbox.deliverAgain("KOTLIN-S1")
        assertEquals("SUCCESS", state("KOTLIN-S1"))
        status.set(500)
        val refused = assertThrows(TestingException::class.java) { sandbox.deliverAgain("KOTLIN-S1") }
        assertEquals("SANDBOX_REFUSED", refused.code)
        assertTrue(sandbox.events().any { it.kind == "order.created" && "KOTLIN-S1" in it.summary }, "${sandbox.events()}")
        assertTrue(sandbox.statistics().getValue("notifications_sent") >= 3)
    }

    @Test
    fun aRefundComesToItsEnd() {
        sandbox.pay(placed("KOTLIN-S2"))
        runBlocking { pay.refund(RefundRequest(outTradeNo = "KOTLIN-S2", outRefundNo = "KOTLIN-S2-R", amount = RefundRequestAmount(refund = 500, total = 1999))) }
        sandbox.settleRefund("KOTLIN-S2-R", RefundEnd.ABNORMAL)
        assertEquals("ABNORMAL", sandbox.refunds().single { it.outRefundNo == "KOTLIN-S2-R" }.status)
        val number = sandbox.refundInConsole("KOTLIN-S2", 100)
        assertEquals(100, sandbox.refunds().single { it.outRefundNo == number }.refund)
        sandbox.settleRefund("KOTLIN-S2-R", RefundEnd.CLOSED)
        assertThrows(TestingException::class.java) { sandbox.settleRefund("KOTLIN-S2-R", RefundEnd.SUCCESS) }
    }

    @Test
    fun ordersThatAreNotPaid() {
        placed("KOTLIN-S3")
        placed("KOTLIN-S4")
        sandbox.failPayment("KOTLIN-S3")
        sandbox.closeOrder("KOTLIN-S4")
        assertEquals(listOf("PAYERROR", "CLOSED"), listOf("KOTLIN-S3", "KOTLIN-S4").map(::state))
        val none = assertThrows(TestingException::class.java) { sandbox.closeOrder("KS-none") }
        assertTrue("no unpaid order" in none.english, none.message)
    }

    @Test
    fun faultsSwitchesAndTheClock() {
        sandbox.addFault(FaultEndpoint.PROXY, SandboxFault.refuse("9030"), 1)
        assertEquals("9030", assertThrows(QqWxPayException.Api::class.java) { placed("KOTLIN-S5") }.code)
        sandbox.changeSwitch("merchant_bound", false)
        assertEquals(JsonPrimitive(false), sandbox.switches().getValue("merchant_bound"))
        assertThrows(QqWxPayException::class.java) { placed("KOTLIN-S6") }
        sandbox.resetSwitches()
        val link = placed("KOTLIN-S7")
        sandbox.advanceClock(Duration.ofHours(1))
        assertThrows(TestingException::class.java) { sandbox.pay(link) }
        sandbox.advanceClock(Duration.ofHours(-1))
        val misspelt = assertThrows(TestingException::class.java) { sandbox.changeSwitch("merchant_bond", false) }
        assertTrue("merchant_bond" in misspelt.english, misspelt.message)
    }

    /** The sandbox knows each fault that this kit knows. */
    @Test
    fun everyFault() {
        val kinds = SandboxFault.Companion::class.java.declaringClass.fields.filter { it.type == SandboxFault::class.java }.map { it.get(null) as SandboxFault }
        assertEquals(20, kinds.size)
        for (kind in kinds + SandboxFault.cutReply(17) + SandboxFault.cutRequest(17)) sandbox.addFault(FaultEndpoint.ECHO, kind)
        for (endpoint in FaultEndpoint.values()) sandbox.addFault(endpoint, SandboxFault.STATUS_500)
        val wrong = assertThrows(TestingException::class.java) { sandbox.addFault(FaultEndpoint.ANY, SandboxFault.refuse("a code with spaces")) }
        assertTrue("code" in wrong.english, wrong.message)
    }

    @Test
    fun heldDeliveries() {
        sandbox.changeSwitch("deliver", "hold")
        sandbox.pay(placed("KOTLIN-S8"))
        assertThrows(TestingException::class.java) { sandbox.waitForDelivery("KOTLIN-S8", Duration.ofMillis(50)) }
        assertEquals(1, sandbox.releaseDeliveries())
        assertTrue(sandbox.waitForDelivery("KOTLIN-S8").acknowledged)
    }

    @Test
    fun stoppedTwiceAndSteeredAfterwards() {
        val other = Sandbox.start()
        assertFalse(other.baseUrl == sandbox.baseUrl)
        val waiting = CompletableFuture.supplyAsync { runCatching { other.waitForDelivery("nothing", Duration.ofMinutes(1)) } }
        other.control("statistics")
        other.close()
        assertEquals("SANDBOX_STOPPED", (waiting.join().exceptionOrNull() as TestingException).code)
        other.close()
        assertEquals("SANDBOX_STOPPED", assertThrows(TestingException::class.java) { other.events() }.code)
    }

    @Test
    fun anActionThatDoesNotExist() {
        val wrong = assertThrows(TestingException::class.java) { sandbox.control("pey") }
        assertTrue("pay" in wrong.english, wrong.message)
    }

    @Test
    fun aPortThatIsTaken() {
        val taken = sandbox.baseUrl.substringAfterLast(':').toInt()
        assertEquals("SANDBOX_NOT_STARTED", assertThrows(TestingException::class.java) { Sandbox.start(SandboxOptions().port(taken)) }.code)
        assertEquals("WRONG_VALUE", assertThrows(TestingException::class.java) { Sandbox.start(SandboxOptions().port(70000)) }.code)
    }
}
