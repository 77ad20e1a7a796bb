package com.qqwxpay

import java.util.concurrent.CopyOnWriteArrayList
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.AfterAll
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** What somebody must look at is in the log of the process, whether or not there is an observer; nothing secret is. */
class FaultsTest {
    companion object {
        private val world = World()
        private val kinds = Kinds(world)

        @JvmStatic
        @AfterAll
        fun close() {
            kinds.close()
            world.close()
        }
    }

    @Test
    fun aWrongKeyIsInTheLog() = LogLines { lines ->
        val wrong = "wrong0wrong0wrong0wrong0wrong0wr"
        val reported = CopyOnWriteArrayList<String>()
        world.client(change = mapOf("QQ_WXPAY_API_V3_KEY" to wrong)).use { pay ->
            val notifications = Notifications(pay, paid = { }, onError = { reported += it.code })
            val (headers, body) = kinds.all.getValue("direct")
            assertEquals(500, runBlocking { notifications.answer(headers, body) }.status)
            assertEquals(listOf("DECRYPT_FAILED"), reported)
            val line = World.until("a line") { lines.find { "DECRYPT_FAILED" in it } }
            assertFalse(wrong in line)
        }
    }

    /** Only where nothing else ever arrives it may be the shop's own fault. */
    @Test
    fun aForgeryIsNot() = LogLines { lines ->
        world.client().use { pay ->
            val reported = CopyOnWriteArrayList<String>()
            val notifications = Notifications(pay, paid = { }, onError = { reported += it.code })
            val (headers, body) = kinds.all.getValue("direct")
            assertEquals(200, runBlocking { notifications.answer(headers, body) }.status)
            val forged = headers.mapValues { (name, values) -> if (name.equals("Wechatpay-Nonce", true)) listOf("forged") else values }
            repeat(5) { assertEquals(401, runBlocking { notifications.answer(forged, body) }.status) }
            assertTrue(lines.isEmpty() && reported.isEmpty(), "$lines $reported")
        }
    }
}
