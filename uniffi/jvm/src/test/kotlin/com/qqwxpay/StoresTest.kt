package com.qqwxpay

import com.qqwxpay.World.Companion.order
import java.util.concurrent.CopyOnWriteArrayList
import kotlin.time.Duration.Companion.seconds
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertInstanceOf
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** A token store that does not do its work is told by name, and stops no order that needs none of what it failed at. */
class StoresTest {
    /** In memory, but for what is given. */
    private class Store(
        private val lease: () -> Boolean = { true },
        private val keep: (suspend () -> Boolean)? = null,
    ) : TokenStore {
        @Volatile
        private var token: StoredToken? = null
        val saved = CopyOnWriteArrayList<StoredToken>()

        override suspend fun load(qqAppid: String): StoredToken? = token

        override suspend fun acquireLease(qqAppid: String, owner: String, milliseconds: Long): Boolean = lease()

        override suspend fun save(qqAppid: String, owner: String, token: StoredToken): Boolean {
            saved += token
            return keep?.invoke() ?: true.also { this.token = token }
        }

        override suspend fun releaseLease(qqAppid: String, owner: String) = Unit
    }

    private fun placed(pay: QqWxPay) = runBlocking { assertInstanceOf(Placement.Placed::class.java, pay.placeOrder(order(), 20.seconds)) }

    @Test
    fun aTokenThatIsNotKeptServesTheProcessAndALineSaysSo() {
        val ways = listOf<suspend () -> Boolean>({ false }, { throw IllegalStateException("the disk is full") }, { throw NoClassDefFoundError("a driver") })
        for (keep in ways) {
            World().use { world ->
                LogLines { lines ->
                    val store = Store(keep = keep)
                    world.client(ClientParts(tokenStore = store)).use { pay ->
                        placed(pay)
                        placed(pay)
                        val line = World.until("a line") { lines.find { "TOKEN_STORE_FAILED" in it } }
                        assertTrue("token store" in line && "save" in line, line)
                        assertEquals(1, store.saved.size, "fetched once")
                        assertFalse(lines.any { store.saved.single().accessToken in it })
                    }
                }
            }
        }
    }

    @Test
    fun aTokenIsSavedAlsoWhenItsClientIsClosedMeanwhile() = World().use { world ->
        val (begun, gate, saved) = List(3) { CompletableDeferred<Unit>() }
        val store = Store(keep = {
            begun.complete(Unit)
            gate.await()
            saved.complete(Unit)
        })
        val seconds = 20.seconds
        world.client(ClientParts(tokenStore = store)).use { pay ->
            placed(pay)
            runBlocking { withTimeout(seconds) { begun.await() } }
        }
        gate.complete(Unit)
        runBlocking { withTimeout(seconds) { saved.await() } }
    }

    @Test
    fun aLeaseThatIsNeverFreeIsTold() = World().use { world ->
        world.client(ClientParts(tokenStore = Store(lease = { false }))).use { pay ->
            val late = assertThrows(QqWxPayException::class.java) { runBlocking { pay.placeOrder(order(), 2.seconds) } }
            assertEquals("TIMED_OUT", late.code)
            val told = "${late.message} ${late.reason?.en} ${late.remedy?.en}"
            assertTrue("token store" in told && "acquireLease" in told, told)
            // What needs no token goes on.
            val none = assertThrows(QqWxPayException.Api::class.java) { runBlocking { pay.queryOrder(OrderId.OutTradeNo("KT-none")) } }
            assertEquals("ORDER_NOT_EXIST", none.code)
        }
    }
}
