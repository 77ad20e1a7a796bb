package com.qqwxpay

import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.jsonObject
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

internal fun fixed(case: Case): QqWxPay = QqWxPay.fixed(case["settings"].jsonObject, case["now"].orNull()?.long(), case["nonce"].orNull()?.text())

/** Kotlin: JSON through the same functions that the classes use. Each reply is read into its class, too. */
internal class KotlinFace(private val pay: QqWxPay) : Face {
    private val same = { json: JsonElement -> json }

    override fun mchid() = pay.merchant().mchid

    override fun exchange(operation: String, given: JsonElement, accessToken: String?): Exchange {
        val prepared = pay.prepare(operation, given, accessToken, same)
        val typed = pay.prepare(operation, given, accessToken, READERS.getValue(operation))
        return Exchange(prepared.request) { answer ->
            val result = prepared.finish(answer.status, answer.headers, answer.body)
            typed.finish(answer.status, answer.headers, answer.body)
            renamed(result)
        }
    }

    override fun bill(operation: String, given: JsonElement): Exchange {
        val bill = pay.prepareBill(operation, given, same, same)
        return Exchange(bill.request) { answer ->
            val pieces = answer.body.toList().chunked(7).map { it.toByteArray() }.asSequence()
            val rows = bill.read(answer.status, answer.headers, pieces).toList()
            jsonOf("rows" to renamed(JsonArray(rows)), "result" to bill.finished?.let(::renamed))
        }
    }

    override fun encrypt(text: String) = pay.now("encrypt_sensitive_offline", jsonOf("text" to JsonPrimitive(text)), same)

    override fun decrypt(ciphertext: String) = pay.now("decrypt_sensitive", jsonOf("ciphertext" to JsonPrimitive(ciphertext)), same)

    override fun notification(headers: Map<String, List<String>>, body: ByteArray, expected: JsonElement?) = told {
        val native = pay.native.handleNotification(headersJson(headers), body)
        HandledNotification.read(native)
        val handled = renamed(parse(native.record()))
        val outcome = handled.field("outcome").jsonObject
        val asExpected = expected?.let {
            try {
                told { native.expect(it.toString()) }
                JsonPrimitive(true)
            } catch (exception: QqWxPayException) {
                // What is wrong with the expectation itself is no difference.
                if (exception is QqWxPayException.InvalidInput) throw exception
                error(exception)
            }
        }
        jsonOf(
            "outcome" to outcome["type"],
            "id" to handled.field("id"),
            "order" to handled.field("order"),
            "refund" to handled.field("refund"),
            "event" to (native.event()?.let { renamed(parse(it)) } ?: JsonNull),
            "acknowledgement" to (handled.field("event_kind").orNull()?.let { renamed(parse(native.accept(it.text()))) } ?: handled.field("answer")),
            // In what is not proven `refund` is a reference.
            "value" to (listOf("payment", "refund", "echo", "event").firstNotNullOfOrNull { outcome[it] }.takeIf { outcome["error"] == null } ?: JsonNull),
            "error" to outcome["error"],
            "state" to outcome["state"],
            "as_expected" to asExpected,
        )
    }
}

class ConformanceTest : ConformanceCases("Kotlin") {
    override fun face(case: Case): Face = KotlinFace(fixed(case))

    @Test
    fun everyKindOfErrorHasAClassAndOccurs() {
        val kinds = Case.all.mapNotNull { it.expect.field("error").orNull()?.field("kind")?.text() }.toSet()
        assertEquals(kinds, QqWxPayException.kinds)
    }

    @Test
    fun everyOperationIsAFunction() {
        val functions = QqWxPay::class.java.methods.map { it.name.substringBefore('-') }.toSet()
        val operations = com.qqwxpay.internal.operations(true)
        assertTrue(operations.size > 50)
        assertEquals(emptyList<String>(), operations.filter { it !in functions })
    }
}
