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
import org.junit.jupiter.api.Assertions.assertTrue
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
        val soon = Instant.now().plusSeconds(3600)
        runBlocking {
            assertInstanceOf(Placement.Placed::class.java, pay.placeOrder(order().copy(timeExpire = Times.moment(soon))))
            val v2 = V2OrderRequest.builder().body("马克杯").outTradeNo(number()).spbillCreateIp("203.0.113.7").totalFee(1999).timeExpire(soon).build()
            assertInstanceOf(Placement.Placed::class.java, pay.placeV2Order(v2))
        }
        assertEquals(Times.moment(zoned), CombineOrderRequest.builder().combineOutTradeNo("KT").sceneInfo(CombineSceneInfo("203.0.113.7")).timeStart(zoned).build().timeStart)
        assertEquals("TIME_FORMAT", refused { OrderRequest.builder().timeExpire(LocalDateTime.now()) }.code)
        assertEquals("timeExpire", refused { runBlocking { pay.placeOrder(order().copy(timeExpire = LocalDateTime.now().toString())) } }.field)
        val day = LocalDate.of(2026, 6, 8)
        val bill = TradeBillRequest.builder().billDate(day).build()
        assertEquals(TradeBillRequest(billDate = "2026-06-08"), bill)
        assertTrue("bill_date=2026-06-08" in pay.prepare(Operation.TRADE_BILL, bill).request.url)
        val v2 = pay.prepareBill(Operation.V2_TRADE_BILL, V2TradeBillRequest.builder().billDate(day).build()).request.body!!.decodeToString()
        assertTrue("<bill_date>20260608</bill_date>" in v2.replace("<![CDATA[", "").replace("]]>", ""), v2)
        assertEquals("billDate", refused { pay.prepare(Operation.TRADE_BILL, TradeBillRequest(billDate = "$day " + Instant.now())) }.field)
    }
}
