package com.qqwxpay

import com.qqwxpay.JavaCalls.Inexpressible
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.booleanOrNull
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.longOrNull
import org.junit.jupiter.api.AfterAll
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** A JSON value as Java has it. */
private fun java(json: JsonElement): Any? = when (json) {
    is JsonNull -> null
    is JsonPrimitive -> if (json.isString) json.content else json.booleanOrNull ?: json.longOrNull ?: json.content.toDouble()
    is JsonArray -> json.map(::java)
    is JsonObject -> json.mapValues { java(it.value) }
}

private fun json(value: Any?): JsonElement = when (value) {
    null -> JsonNull
    is String -> JsonPrimitive(value)
    is Long -> JsonPrimitive(value)
    is Boolean -> JsonPrimitive(value)
    is QqWxPayException -> error(value)
    is List<*> -> JsonArray(value.map(::json))
    is Map<*, *> -> JsonObject(value.entries.associate { (name, item) -> name as String to json(item) })
    else -> throw AssertionError("Java gave a ${value.javaClass}")
}

/** Java: its builders, methods and getters. What does not compile in Java goes the way of Kotlin, and must be refused there. */
internal class JavaFace(private val pay: QqWxPay, private val inexpressible: (String) -> Unit) : Face {
    private val calls = JavaCalls(QqWxPayClient.over(pay))
    private val kotlin = KotlinFace(pay)

    private fun <T> javaOr(other: () -> T, act: () -> T): T = try {
        act()
    } catch (exception: Inexpressible) {
        inexpressible(exception.message!!)
        other()
    }

    private fun fields(given: JsonElement) = java(given) as? Map<*, *> ?: throw Inexpressible("no object")

    @Suppress("UNCHECKED_CAST")
    private fun given(json: JsonElement) = fields(json) as Map<String, Any?>

    override fun mchid(): String = calls.mchid()

    override fun exchange(operation: String, given: JsonElement, accessToken: String?) = javaOr({ kotlin.exchange(operation, given, accessToken) }) {
        val prepared = calls.prepare(operation, given(given), accessToken)
        Exchange(prepared.request) { json(JavaCalls.plain(prepared.finish(it.status, it.headers, it.body))) }
    }

    override fun bill(operation: String, given: JsonElement) = javaOr({ kotlin.bill(operation, given) }) {
        val bill = calls.prepareBill(operation, given(given))
        Exchange(bill.request) { json(JavaCalls.read(bill, it.status, it.headers, it.body)) }
    }

    override fun encrypt(text: String) = json(calls.encryptSensitive(text))

    override fun decrypt(ciphertext: String) = json(calls.decryptSensitive(ciphertext))

    override fun notification(headers: Map<String, List<String>>, body: ByteArray, expected: JsonElement?) =
        javaOr({ kotlin.notification(headers, body, expected) }) {
            if (expected != null && holdsNull(expected)) throw Inexpressible("a value that is null and not left out")
            json(calls.notification(headers, body, expected?.let(::given))).jsonObject
        }

    /** A builder refuses `null`, or takes it for what is left out. */
    private fun holdsNull(given: JsonElement): Boolean = when (given) {
        is JsonObject -> given.values.any(::holdsNull)
        is JsonArray -> given.any(::holdsNull)
        else -> given is JsonNull
    }
}

class JavaConformanceTest : ConformanceCases("Java") {
    override fun face(case: Case): Face {
        val refused = { what: String ->
            inexpressible += case.name
            assertTrue(case.expect.field("error").orNull() != null, "${case.name}: Java cannot say $what, but the case is no mistake")
        }
        val given = case["settings"]
        val settings = try {
            (JavaCalls.value(Settings::class.java, java(given), "") as Settings).json()
        } catch (exception: Inexpressible) {
            refused(exception.message!!)
            given.jsonObject
        }
        return JavaFace(QqWxPay.fixed(settings, case["now"].orNull()?.long(), case["nonce"].orNull()?.text()), refused)
    }

    @Test
    fun everyOperationIsAMethod() {
        val methods = QqWxPayClient::class.java.methods.map { it.name }.toSet()
        assertEquals(emptyList<String>(), com.qqwxpay.internal.operations(true).filter { it !in methods })
    }

    companion object {
        private val inexpressible = sortedSetOf<String>()

        @JvmStatic
        @AfterAll
        fun fewCasesCannotBeSaidInJava() {
            assertTrue(inexpressible.size < Case.all.size / 10, "$inexpressible")
            println("cases that do not compile in Java: ${inexpressible.size} of ${Case.all.size}")
        }
    }
}
