package com.qqwxpay

import com.qqwxpay.World.Companion.order
import com.fasterxml.jackson.databind.ObjectMapper
import kotlinx.coroutines.runBlocking
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import org.junit.jupiter.api.AfterAll
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertInstanceOf
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import tools.jackson.databind.json.JsonMapper

/** What a controller sends that gives an object of the library: with the Jackson of Spring Boot 3, and with that of Spring Boot 4. */
class JacksonTest {
    companion object {
        private val world = World()
        private val pay = world.client()

        @JvmStatic
        @AfterAll
        fun close() {
            pay.close()
            world.close()
        }
    }

    private fun written(value: Any): List<String> = listOf(ObjectMapper().writeValueAsString(value), JsonMapper().writeValueAsString(value))

    @Test
    fun anOrderThatIsPlaced() {
        val placed = assertInstanceOf(Placement.Placed::class.java, runBlocking { pay.placeOrder(order()) })
        for (json in written(placed)) {
            assertEquals(placed.requestPayment!!.url, parse(json).field("requestPayment").field("url").text(), "what the mini program needs")
            assertEquals(placed.outTradeNo, parse(json).field("outTradeNo").text())
        }
    }

    @Test
    fun anOrderOfWhichNobodyKnows() {
        world.fault("proxy", "drop_after", 9)
        val thrown = IllegalStateException("10.1.2.3 says: own secret")
        val lost = try {
            assertInstanceOf(Placement.ToConfirm::class.java, runBlocking { pay.placeOrder(order()) })
        } finally {
            world.clear()
        }
        lost.error.initCause(thrown)
        assertTrue(lost.error.stackTrace.isNotEmpty(), "it is there for a log")
        for (json in written(lost)) {
            val error = parse(json).field("error")
            assertEquals(lost.order.outTradeNo, parse(json).field("order").field("outTradeNo").text())
            assertEquals(listOf(lost.error.code, lost.error.retry), listOf("code", "retry").map { error.field(it).text() })
            assertEquals(lost.error.remedy!!.en, error.field("remedy").field("en").text())
            assertEquals(emptySet<String>(), error.jsonObject.keys intersect setOf("stackTrace", "cause"))
            assertFalse("own secret" in json || "com.qqwxpay" in json, json)
        }
    }

    @Test
    fun aNotificationKeepsTheMessage() = World().use { other ->
        Kinds(other).use { kinds ->
            val received = kinds.all.getValue("direct")
            val handled = QqWxPay.fromEnv(other.env).use { it.handleNotification(received.headers, received.body) }
            assertTrue("transaction_id" in handled.raw!!, "it is there for the shop")
            for (json in written(handled)) {
                assertFalse("transaction_id" in json, json)
                assertEquals(handled.id, parse(json).field("id").text())
            }
        }
    }

    @Test
    fun whateverComesBackIsWrittenInFull() {
        // What has no field at all is an error to Jackson 2.
        for (sample in Sample.all.filter { it.value != Outcome.Probe }) {
            for (json in written(sample.value)) assertWritten(sample.json, parse(json), sample.type)
        }
    }

    /** Enums go by the names of their constants; the branch of a sealed type has no tag. */
    private fun assertWritten(expected: JsonElement, written: JsonElement, path: String): Unit = when {
        path.endsWith(".error") -> assertEquals(expected.field("code"), written.field("code"), path)
        expected is JsonObject -> {
            val left = expected.keys - written.jsonObject.keys
            assertTrue(left.isEmpty() || left.single() in setOf("type", "family", "outcome", "result"), "$path lacks $left")
            written.jsonObject.forEach { (name, item) -> assertWritten(expected.getValue(name), item, "$path.$name") }
        }
        expected is JsonArray -> {
            assertEquals(expected.size, written.jsonArray.size, path)
            expected.zip(written.jsonArray).forEach { (one, other) -> assertWritten(one, other, path) }
        }
        else -> assertTrue(expected == written || expected.text().replace('-', '_').equals(written.text(), ignoreCase = true), "$path: $written")
    }
}
