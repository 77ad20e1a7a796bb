package com.qqwxpay.testing

import com.qqwxpay.Acknowledgement
import com.qqwxpay.EventKind
import com.qqwxpay.Notifications
import com.qqwxpay.QqWxPay
import com.qqwxpay.QqWxPayException
import java.time.Instant
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.EnumSource

class KitTest {
    private val pay = QqWxPayTesting.client()
    private val taken = mutableListOf<String>()
    private val notifications = Notifications(
        pay,
        paid = { taken += "paid ${it.outTradeNo} ${it.total}" },
        refund = { taken += "refund ${it.outRefundNo} ${it.status}" },
        notPaid = { taken += "not paid" },
        other = { taken += "other" },
    )

    @AfterEach
    fun close() = pay.close()

    private fun answer(sent: SignedNotification): Acknowledgement = runBlocking { notifications.answer(sent.headers, sent.body) }

    /** What the client makes of each kind; of a refund of V2, which nobody signs, nothing without a query. */
    @ParameterizedTest
    @EnumSource
    fun everyKindIsWhatItSays(kind: NotificationKind) {
        val sent = QqWxPayTesting.signedNotification(kind, TestOrder("T1", 1999).outRefundNo("R1"))
        val expected = when (kind) {
            NotificationKind.PAYMENT, NotificationKind.PARTNER_PAYMENT, NotificationKind.COMBINE_PAYMENT, NotificationKind.V2_PAYMENT -> EventKind.PAID
            NotificationKind.REFUND, NotificationKind.REFUND_ABNORMAL, NotificationKind.REFUND_CLOSED -> EventKind.REFUND
            NotificationKind.V2_REFUND, NotificationKind.V2_REFUND_ABNORMAL, NotificationKind.V2_REFUND_CLOSED -> EventKind.REFUND
            NotificationKind.NOT_PAID, NotificationKind.V2_NOT_PAID -> EventKind.NOT_PAID
            NotificationKind.OTHER -> EventKind.OTHER
            NotificationKind.SECURITY_ECHO -> null
        }
        val handled = pay.handleNotification(sent.headers, sent.body)
        if (expected != EventKind.REFUND || !kind.name.startsWith("V2")) assertEquals(expected, handled.eventKind, "$handled")
        if (expected == null) assertTrue(handled.answer!!.status < 300)
    }

    @Test
    fun theFunctionsOfTheShopAreCalled() {
        assertEquals(200, answer(QqWxPayTesting.signedNotification(order = TestOrder("T1", 1999))).status)
        assertEquals(200, answer(QqWxPayTesting.signedNotification(NotificationKind.REFUND_ABNORMAL, TestOrder("T1", 1999).outRefundNo("R1").refund(5))).status)
        assertEquals(listOf("paid T1 1999", "refund R1 ABNORMAL"), taken)
    }

    @ParameterizedTest
    @EnumSource
    fun whatIsSpoiltIsRefused(spoilt: Spoilt) {
        val sent = QqWxPayTesting.signedNotification(changes = Changes().spoilt(spoilt))
        assertTrue(answer(sent).status >= 400, "$spoilt")
        assertEquals(emptyList<String>(), taken)
    }

    @Test
    fun anHourOldIsStale() {
        val sent = QqWxPayTesting.signedNotification(changes = Changes().time(Instant.now().minusSeconds(3600)))
        assertThrows(QqWxPayException.Stale::class.java) { pay.handleNotification(sent.headers, sent.body).expect(expected()) }
    }

    private fun expected() = com.qqwxpay.Expected(outTradeNo = "TEST-ORDER-1", total = 100)

    @Test
    fun aRepetitionIsTheSameNotification() {
        val sent = QqWxPayTesting.signedNotification(changes = Changes().id("N1"))
        val again = sent.again()
        assertEquals(listOf("N1", "N1"), listOf(sent, again).map { pay.handleNotification(it.headers, it.body).id })
        assertTrue(pay.handleNotification(again.headers, again.body).repeat)
    }

    @Test
    fun anotherTotalIsSigned() {
        val sent = QqWxPayTesting.signedNotification(changes = Changes().field("amount.total", 1).extra("novelty", listOf(mapOf("a" to true))))
        val wrong = assertThrows(QqWxPayException.Mismatch::class.java) { pay.handleNotification(sent.headers, sent.body).expect(expected()) }
        assertTrue(wrong.field!!.endsWith("total"), wrong.message)
    }

    @Test
    fun aMisspeltNameIsToldWithTheNearest() {
        val misspelt = assertThrows(TestingException::class.java) { QqWxPayTesting.signedNotification(changes = Changes().field("amont.total", 1)) }
        assertEquals(listOf("UNKNOWN_NAME", "changes.fields.amont.total", "amount.total"), listOf(misspelt.code, misspelt.field, misspelt.nearest))
        assertTrue("amount.total" in misspelt.english && "amount.total" in misspelt.chinese, misspelt.message)
        val header = assertThrows(TestingException::class.java) { QqWxPayTesting.signedNotification(changes = Changes().header("Wechatpay-Sign", "")) }
        assertEquals("Wechatpay-Serial", header.nearest)
        val noSuch = assertThrows(TestingException::class.java) {
            QqWxPayTesting.signedNotification(NotificationKind.V2_PAYMENT, changes = Changes().spoilt(Spoilt.PROBE))
        }
        assertEquals("NOT_POSSIBLE", noSuch.code)
        assertThrows(IllegalArgumentException::class.java) { Changes().field("amount.total", Any()) }
    }

    @Test
    fun anErrorIsTheVeryException() {
        val made = QqWxPayTesting.error("ORDERPAID")
        assertTrue(made is QqWxPayException.Api && made.remedy != null, "$made")
        val own = QqWxPayTesting.error("SETTINGS_MISSING")
        assertTrue(own is QqWxPayException.Config, "$own")
        val misspelt = assertThrows(QqWxPayException.InvalidInput::class.java) { QqWxPayTesting.error("ORDERPAYD") }
        assertTrue(misspelt.code == "ERROR_CODE_UNKNOWN" && "ORDERPAID" in misspelt.detail, misspelt.message)
        val refused = QqWxPayException.example("NOTENOUGH", operation = "refund", status = 403, requestId = "R-1")
        assertEquals(listOf("wechat_pay", 403L, "R-1"), listOf(refused.origin, refused.status, refused.requestId))
        assertEquals("origin", assertThrows(QqWxPayException.InvalidInput::class.java) { QqWxPayException.example("A", origin = "me") }.field)
        assertEquals("UNKNOWN_OPERATION", assertThrows(QqWxPayException.InvalidInput::class.java) { QqWxPayTesting.error("9030", "pay") }.code)
    }

    @Test
    fun aClientForTheRealAddressesRefusesTheKeys() {
        val real = QqWxPayTesting.settings() - setOf("QQ_WXPAY_QQ_BASE_URL", "QQ_WXPAY_WECHAT_BASE_URL", "QQ_WXPAY_LINK_HOSTS") +
            ("QQ_WXPAY_NOTIFY_URL" to "https://shop.example.com/notify")
        val refused = assertThrows(QqWxPayException::class.java) { QqWxPay.fromEnv(real) }
        assertEquals("TEST_KEYS", refused.code)
    }
}
