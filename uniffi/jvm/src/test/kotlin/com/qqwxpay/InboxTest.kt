package com.qqwxpay

import java.nio.file.Files
import java.util.concurrent.CopyOnWriteArrayList
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Test

/** Two processes of a shop with one inbox: what one has taken, the other answers without its function. */
class InboxTest {
    @Test
    fun oneHandlesItAndTheOtherAnswersSuccess(): Unit = World().use { world ->
        val folder = Files.createTempDirectory("qq-wxpay-inbox")
        val inbox = mapOf("QQ_WXPAY_INBOX" to "file:$folder")
        Kinds(world).use { kinds ->
            world.client(change = inbox).use { one ->
                world.client(change = inbox).use { two -> check(kinds.all.getValue("direct"), kinds.all.getValue("v2"), one, two) }
            }
        }
        folder.toFile().deleteRecursively()
    }

    private fun check(first: Received, second: Received, one: QqWxPay, two: QqWxPay) = runBlocking {
        val calls = CopyOnWriteArrayList<Boolean>()
        val broken = Notifications(one, paid = { throw IllegalStateException("the database is away") })
        val works = Notifications(two, paid = { calls += it.repeat })
        assertEquals(500, broken.answer(first.headers, first.body).status)
        World.until("it is given back") { runBlocking { works.answer(first.headers, first.body) }.status == 200L }
        assertEquals(listOf(true), calls)
        assertEquals(200, broken.answer(first.headers, first.body).status)

        val handled = one.receiveNotification(second.headers, second.body)
        assertEquals(500, two.receiveNotification(second.headers, second.body).answer?.status, "it is held")
        assertEquals(handled.failure, handled.accept(EventKind.REFUND))
        assertEquals(200, handled.accept(EventKind.PAID).status)
        World.until("it is noted") { runBlocking { two.receiveNotification(second.headers, second.body) }.answer?.status == 200L }
    }

    @Test
    fun theSettingTakesNoMemoryOfOneProcess(): Unit = World().use { world ->
        val error = assertThrows(QqWxPayException::class.java) { world.client(change = mapOf("QQ_WXPAY_INBOX" to "memory")) }
        assertEquals(listOf("STORE_SETTING", "inbox"), listOf(error.code, error.field))
    }
}
