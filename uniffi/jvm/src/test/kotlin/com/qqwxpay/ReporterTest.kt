package com.qqwxpay

import com.qqwxpay.World.Companion.number
import com.qqwxpay.World.Companion.order
import io.sentry.IScope
import io.sentry.NoOpTransportFactory
import io.sentry.Sentry
import io.sentry.SentryOptions
import java.io.StringWriter
import java.util.concurrent.CopyOnWriteArrayList
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.AfterAll
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.BeforeAll
import org.junit.jupiter.api.Test

/** What a reporter of crashes sends about an exception, and about objects that a shop attaches to it, holds nothing secret. */
class ReporterTest {
    companion object {
        private const val ADDRESS = "203.0.113.7"
        private val world = World()
        private val kinds = Kinds(world)
        private val pay = world.client()
        private val events = CopyOnWriteArrayList<String>()
        private val private = mutableMapOf("the payer's address" to ADDRESS, "a link" to "/cgi-bin/mmpayweb-bin")

        /** Its transport sends nothing; what it would send is kept. */
        @JvmStatic
        @BeforeAll
        fun begin() {
            Sentry.init { options: SentryOptions ->
                options.dsn = "http://key@127.0.0.1:9/1"
                options.setTransportFactory(NoOpTransportFactory.getInstance())
                options.isEnableUncaughtExceptionHandler = false
                options.isEnableShutdownHook = false
                options.isEnableDeduplication = false
                options.setBeforeSend { event, _ ->
                    events += StringWriter().also { options.serializer.serialize(event, it) }.toString()
                    null
                }
            }
            for (name in listOf("API_V3_KEY", "API_V2_KEY", "QQ_APP_SECRET")) world.env["QQ_WXPAY_$name"]?.let { private[name] = it }
            private["the private key"] = world.env.getValue("QQ_WXPAY_MERCHANT_PRIVATE_KEY").filter(Char::isLetterOrDigit).takeLast(60).take(20)
            private["the access token"] = runBlocking { pay.accessToken() }.accessToken
        }

        @JvmStatic
        @AfterAll
        fun close() {
            Sentry.close()
            pay.close()
            kinds.close()
            world.close()
        }
    }

    /** The event that is sent of this, with these objects attached. */
    private fun reported(thrown: Throwable, vararg attached: Any): String {
        events.clear()
        Sentry.captureException(thrown) { scope: IScope ->
            attached.forEachIndexed { index, value ->
                scope.setContexts("context $index", value)
                scope.setExtra("extra $index", value.toString())
            }
            scope.setContexts("all", attached)
        }
        return events.single().also { event ->
            for ((what, value) in private) assertTrue(value !in event, "$what is in the event: ${event.substringAfter(value).take(80)}")
        }
    }

    @Test
    fun aWrongSettingAndTheSettings() {
        val settings = Settings(
            mchid = world.env.getValue("QQ_WXPAY_MCHID"),
            apiV3Key = world.env.getValue("QQ_WXPAY_API_V3_KEY"),
            qqAppSecret = world.env["QQ_WXPAY_QQ_APP_SECRET"],
            merchantPrivateKey = world.env["QQ_WXPAY_MERCHANT_PRIVATE_KEY"],
            referer = "no address",
        )
        val thrown = assertThrows(QqWxPayException::class.java) { QqWxPay.fromEnv(world.env + ("QQ_WXPAY_REFERER" to "no address")) }
        val event = reported(thrown, settings)
        assertTrue(thrown.code in event && settings.mchid!! in event, event)
    }

    @Test
    fun aRefusedOrderAndItsObjects() {
        val refused = order().copy(description = "")
        val thrown = assertThrows(QqWxPayException::class.java) { runBlocking { pay.placeOrder(refused) } }
        val placed = runBlocking { pay.placeOrder(order(number())) } as Placement.Placed
        private["the link"] = placed.h5Url
        val event = reported(thrown, refused, placed, placed.requestPayment ?: "", pay, runBlocking { pay.accessToken() })
        assertTrue(thrown.code in event && refused.outTradeNo in event && placed.outTradeNo in event, event)
        val sent = runBlocking { pay.prepare(Operation.PLACE_ORDER, order(), pay.accessToken().accessToken) }
        reported(thrown, sent, sent.request, StoredToken(pay.let { runBlocking { it.accessToken() } }.accessToken, 0, 0, 0))
    }

    @Test
    fun aRefusedNotificationAndAGenuineOne() {
        val (headers, body) = kinds.all.getValue("direct")
        val genuine = pay.handleNotification(headers, body)
        private["the payer"] = Regex("\"openid\":\\s*\"([^\"]+)\"").find(genuine.raw!!)!!.groupValues[1]
        val forged = headers.mapValues { (name, values) -> if (name.equals("Wechatpay-Nonce", true)) listOf("forged") else values }
        val handled = pay.handleNotification(forged, body)
        val refused = (handled.outcome as Outcome.Refused).error
        val event = reported(refused, handled, genuine, genuine.outcome, genuine.event!!)
        assertTrue(refused.code in event, event)
        assertEquals(1, events.size)
    }

    @Test
    fun whateverComesBackHidesWhatIsMarked() {
        assertTrue(Sample.all.size > 60 && Sample.all.any { Sample.MARKER in it.json.toString() })
        private["what is hidden"] = Sample.MARKER
        for (sample in Sample.all) {
            assertFalse(Sample.MARKER in "${sample.value} ${listOf(sample.value)} ${mapOf("of" to sample.value)}", sample.type)
            reported(IllegalStateException(sample.type), sample.value)
        }
    }
}
