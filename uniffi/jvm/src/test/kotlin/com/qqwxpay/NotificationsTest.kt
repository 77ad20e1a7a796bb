package com.qqwxpay

import java.io.ByteArrayInputStream
import java.io.InputStream
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CopyOnWriteArrayList
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.AfterAll
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** One function for each event: success is answered only for what one of them took. */
class NotificationsTest {
    companion object {
        private val world = World()
        private val kinds = Kinds(world)
        private val pay = world.client()

        @JvmStatic
        @AfterAll
        fun close() {
            pay.close()
            kinds.close()
            world.close()
        }
    }

    private fun Notifications.status(kind: String): Long =
        kinds.all.getValue(kind).let { runBlocking { answer(it.headers, it.body) } }.status

    private fun of(paid: suspend (PaidEvent) -> Any?) = Notifications(pay, paid = paid)

    @Test
    fun everyKindOfOrderIsPaidInOneShape() {
        val seen = CopyOnWriteArrayList<PaidEvent>()
        val notifications = of { paid ->
            paid.expect(paid.outTradeNo, 1999)
            assertThrows(QqWxPayException.Mismatch::class.java) { paid.expect(paid.outTradeNo, 2000) }
            assertThrows(QqWxPayException.Mismatch::class.java) { paid.expect("another", 1999) }
            assertThrows(QqWxPayException.InvalidInput::class.java) { paid.expect("", 1999) }
            seen += paid
        }
        for (kind in Kinds.PAID) assertEquals(200, notifications.status(kind), kind)
        assertEquals(listOf("DIRECT", "PARTNER", "COMBINE", "V2"), seen.map { it.family.name })
        assertEquals(listOf(1, 1, 2, 1), seen.map { it.orders.size })
        assertTrue(seen.all { it.total == 1999L && it.total == it.orders.sumOf { part -> part.total } })
        // A duplicate goes to the same function, marked as a repeat.
        assertEquals(200, notifications.status("direct"))
        assertTrue(seen.last().repeat)
        assertEquals(seen.first().outTradeNo, seen.last().outTradeNo)
    }

    @Test
    fun refundsOfBothProtocols() {
        val seen = CopyOnWriteArrayList<RefundEvent>()
        val notifications = Notifications(pay, refund = { seen += it })
        for (kind in Kinds.REFUNDED) assertEquals(200, notifications.status(kind), kind)
        assertEquals(listOf(RefundEnd.SUCCESS, RefundEnd.ABNORMAL, RefundEnd.CLOSED, RefundEnd.SUCCESS), seen.map { it.status })
        assertEquals(listOf(500L, 500L, 500L, 1999L), seen.map { it.refund })
    }

    @Test
    fun whatNobodyTakesIsNoSuccess() {
        val told = CopyOnWriteArrayList<String>()
        val refunds = Notifications(pay, refund = { }, onError = { told += it.code; throw IllegalStateException("harms nothing") })
        for (kind in Kinds.PAID) assertEquals(500, refunds.status(kind), kind)
        assertEquals(setOf("EVENT_NOT_TAKEN"), told.toSet())
        for (kind in Kinds.REFUNDED) assertEquals(500, of { }.status(kind), kind)
        assertEquals(401, of { throw AssertionError("nobody is asked about a probe") }.status("probe"))
        val ignoring = Notifications(pay, paid = { }, ignore = setOf(EventKind.REFUND))
        for (kind in Kinds.REFUNDED) assertEquals(200, ignoring.status(kind), kind)
    }

    @Test
    fun whatAFunctionGives() {
        class ResponseEntity
        class Saved(val rows: Int)
        val done = listOf(null, Unit, true, 1, 0, 1000L, Saved(1), listOf(Saved(1)), CompletableFuture.completedFuture("".length), CompletableDeferred(7))
        for (value in done) assertEquals(200, of { value }.status("direct"), "$value")
        val failed = listOf(
            false, 200, 500, 404L, "SUCCESS", "", ResponseEntity(), 500 to "no", listOf(500, "no"), arrayOf(500), IllegalStateException(),
            CompletableFuture.completedFuture(false), CompletableFuture.failedFuture<Unit>(IllegalStateException()), CompletableDeferred("FAIL"),
            sequenceOf(1), { 1 }, Result.failure<Unit>(IllegalStateException()),
        )
        for (value in failed) assertEquals(500, of { value }.status("direct"), "${value.javaClass}")
        val own = Acknowledgement(body = "busy", contentType = "text/plain", status = 503)
        assertEquals(503, of { own }.status("direct"), "an answer of its own counts as itself")
    }

    @Test
    fun aFunctionThatThrowsIsTold() {
        for (thrown in listOf(IllegalStateException("database"), StackOverflowError(), NoClassDefFoundError("x"), AssertionError())) {
            val told = CopyOnWriteArrayList<QqWxPayException>()
            val notifications = Notifications(pay, paid = { throw thrown }, onError = { told += it })
            assertEquals(500, notifications.status("direct"), "$thrown")
            assertEquals(listOf("HANDLER_FAILED"), told.map { it.code })
            assertEquals(thrown.javaClass, told.single().cause?.javaClass)
            assertFalse("database" in told.single().message!!, "what the shop's own code says stays in the cause")
        }
    }

    @Test
    fun mistakesAreToldWhenItIsMade() {
        assertEquals("NO_EVENT_TAKEN", assertThrows(QqWxPayException.InvalidInput::class.java) { Notifications(pay) }.code)
        val both = assertThrows(QqWxPayException.InvalidInput::class.java) { Notifications(pay, paid = { }, ignore = setOf(EventKind.PAID)) }
        assertEquals(listOf("EVENT_BOTH_TAKEN_AND_IGNORED", "ignore"), listOf(both.code, both.field))
    }

    @Test
    fun noMoreIsReadThanANotificationCanHave() {
        val endless = object : InputStream() {
            var read = 0L

            override fun read(): Int = 'a'.code.also { read++ }
        }
        val answer = runBlocking { of { }.answer(emptyMap(), endless) }
        assertTrue(answer.status >= 400)
        assertEquals(Notifications.maximumBytes + 1, endless.read)
        val (headers, body) = kinds.all.getValue("direct")
        assertEquals(200, runBlocking { of { }.answer(headers, ByteArrayInputStream(body)) }.status)
    }

    /** Anybody can send these, as fast as the network takes them. */
    @Test
    fun forgedNotificationsHoldNoMemory() {
        val (headers, body) = kinds.all.getValue("direct")
        val forged = headers.mapValues { (name, values) -> if (name.equals("Wechatpay-Nonce", true)) listOf("forged") else values }
        fun flood(count: Int) = List(8) { Thread { repeat(count) { pay.handleNotification(forged, body) } }.apply { start() } }.forEach(Thread::join)
        fun held(): Long {
            System.gc()
            return Runtime.getRuntime().run { totalMemory() - freeMemory() } / 1_000_000
        }
        flood(50)
        val before = held()
        flood(1_000)
        // What other tests have left is collected beside it, and takes its time.
        val grown = generateSequence { Thread.sleep(100); held() - before }.take(20).first { it < 30 }
        println("8,000 forged notifications: $grown MB more held")
    }
}
