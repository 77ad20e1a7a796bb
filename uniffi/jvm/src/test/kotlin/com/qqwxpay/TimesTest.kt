package com.qqwxpay

import com.qqwxpay.World.Companion.number
import com.qqwxpay.World.Companion.order
import java.time.Instant
import java.time.LocalDate
import java.time.LocalDateTime
import java.time.OffsetDateTime
import java.time.ZoneId
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertInstanceOf
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Test

/** Moments and days of `java.time`, down to what the sandbox takes. */
class TimesTest {
    private fun refused(act: () -> Unit) = assertThrows(QqWxPayException.InvalidInput::class.java) { act() }

    @Test
    fun momentsAndDaysOfJava() = World().use { world -> world.client().use(::taken) }

    private fun taken(pay: QqWxPay) {
        val zoned = OffsetDateTime.parse("2026-06-08T04:34:00+02:00")
        val moments = listOf(zoned, zoned.toInstant(), zoned.atZoneSameInstant(ZoneId.of("America/New_York")), zoned.plusNanos(123_456_789))
        assertEquals(setOf("2026-06-08T10:34:00+08:00"), moments.map(Times::moment).toSet())
        for (none in listOf(LocalDateTime.now(), LocalDate.now(), Instant.MAX)) {
            assertEquals("TIME_FORMAT", refused { Times.moment(none) }.code)
        }
        val day = LocalDate.of(2026, 6, 8)
        assertEquals(listOf("2026-06-08", "20260608"), listOf(Times.day(day), Times.day(day, v2 = true)))
        val soon = Times.moment(Instant.now().plusSeconds(3600))
        runBlocking {
            assertInstanceOf(Placement.Placed::class.java, pay.placeOrder(order().copy(timeExpire = soon)))
            val v2 = V2OrderRequest(body = "马克杯", outTradeNo = number(), spbillCreateIp = "203.0.113.7", totalFee = 1999, timeExpire = soon)
            assertInstanceOf(Placement.Placed::class.java, pay.placeV2Order(v2))
        }
        assertEquals("timeExpire", refused { runBlocking { pay.placeOrder(order().copy(timeExpire = LocalDateTime.now().toString())) } }.field)
        pay.prepareTradeBill(TradeBillRequest(billDate = Times.day(day)))
        pay.prepareV2TradeBill(V2TradeBillRequest(billDate = Times.day(day, v2 = true)))
    }
}
