package com.qqwxpay

import com.qqwxpay.internal.NativeFailure
import java.io.File
import java.util.Base64
import java.util.SortedMap
import java.util.TreeMap
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertNotNull
import org.junit.jupiter.api.Test

/** The reply to a request. */
internal class Answer(val status: Int, val headers: Map<String, List<String>>, val body: ByteArray)

/** A request, and what is made of the reply. */
internal class Exchange(val request: JsonElement, val finish: (Answer) -> JsonElement)

/** A notification: what is read of it, how an event is accepted, and how it is held against what was expected. */
internal class Handled(val record: JsonObject, val accept: (String) -> JsonElement, val expect: (JsonElement) -> Unit)

/** A way to call the library: Kotlin's or Java's. What it gives has the names on the wire. */
internal interface Face {
    fun callSync(operation: String, request: JsonElement): JsonElement

    fun prepare(operation: String, request: JsonElement, accessToken: String?): Exchange

    /** The reply holds the `rows`, and the `result` at their end. */
    fun prepareBill(operation: String, request: JsonElement): Exchange

    fun handle(headers: Map<String, List<String>>, body: ByteArray, expected: JsonElement?): Handled
}

internal fun exchange(method: String, url: String, headers: Map<String, String>, body: ByteArray, finish: (Answer) -> JsonElement): Exchange {
    val texts = mapOf("method" to method, "url" to url, "body" to body.decodeToString()).mapValues { JsonPrimitive(it.value) }
    return Exchange(JsonObject(texts + ("headers" to JsonObject(headers.mapValues { JsonPrimitive(it.value) }))), finish)
}

/** A refusal as the cases name it. */
internal fun refusal(thrown: Exception): JsonElement = when (thrown) {
    is NativeFailure.Failed -> parse(thrown.error)
    is QqWxPayException -> error(thrown)
    else -> throw thrown
}

/** A case of tests/cases. */
internal class Case(val file: String, val fields: JsonObject) {
    val name = fields.getValue("name").text()
    val operation = fields.getValue("operation").text()
    val expect = fields.getValue("expect")

    val request = this["request"].orNull() ?: JsonObject(emptyMap())

    operator fun get(name: String): JsonElement = fields[name] ?: JsonNull

    companion object {
        private val root = File(System.getProperty("repository"))

        private fun load(name: String) = parse(File(root, "tests/cases/$name").readText()).jsonObject

        val all: List<Case> by lazy {
            val defaults = load("defaults.json")
            val files = File(root, "tests/cases").list()!!.filter { it.endsWith(".json") && it !in setOf("defaults.json", "keys.json") }
            files.sorted().flatMap { file ->
                load(file).getValue("cases").jsonArray.map { case ->
                    val own = case.jsonObject
                    val settings = defaults.getValue("settings").jsonObject + (own["settings"]?.jsonObject ?: emptyMap())
                    val given = JsonObject(settings.filterValues { it !is JsonNull })
                    Case(file.removeSuffix(".json"), JsonObject(defaults + own + ("settings" to given)))
                }
            }
        }

        /** For the table of all languages that `cargo xtask test` prints: operation, passed, failed, skipped. */
        fun write(language: String, rows: String) {
            val folder = File(root, "target/conformance").apply { mkdirs() }
            File(folder, "$language.tsv").writeText(rows)
        }
    }
}

/** Every case of tests/cases in one language: the same cases, the same passes as in Rust. */
abstract class ConformanceCases internal constructor(private val language: String) {
    /** A client with the settings of the case. */
    internal abstract fun face(case: Case): Face

    private fun observe(case: Case): JsonElement = try {
        run(face(case), case)
    } catch (exception: Exception) {
        jsonOf("error" to refusal(exception))
    }

    private fun run(face: Face, case: Case): JsonElement = when (val operation = case.operation) {
        "settings" -> jsonOf("result" to face.callSync("merchant", case.request))
        "handle_notification" -> notification(face.handle(headers(case.fields), body(case.fields), case["expected"].orNull()), case["expected"].orNull())
        "encrypt_sensitive_offline" -> jsonOf("result" to counted(face.callSync(operation, case.request).jsonObject, "ciphertext", "characters"))
        "decrypt_sensitive" -> jsonOf("result" to face.callSync(operation, case.request))
        "trade_bill_file", "fund_flow_bill_file", "v2_trade_bill" -> {
            val bill = face.prepareBill(operation, case.request)
            answer(case)?.let(bill.finish) ?: jsonOf("request" to bill.request)
        }
        else -> {
            val exchange = face.prepare(operation, case.request, case["access_token"].orNull()?.text())
            val isSelfTest = operation == "self_test"
            val result = answer(case)?.let(exchange.finish)
            when {
                result != null -> jsonOf("result" to if (isSelfTest) withVerdict(result.jsonObject) else result)
                else -> jsonOf("request" to if (isSelfTest) withOpenBody(exchange.request.jsonObject) else exchange.request)
            }
        }
    }

    private fun answer(case: Case) = case["reply"].orNull()?.let { Answer(it.field("status").long().toInt(), headers(it), body(it)) }

    private fun headers(of: JsonElement) = of.field("headers").orNull()?.dictionary { listOf(it.text()) } ?: emptyMap()

    private fun body(of: JsonElement): ByteArray = of.field("body_base64").orNull()?.let { Base64.getDecoder().decode(it.text()) }
        ?: (of.field("body").orNull()?.text() ?: "").encodeToByteArray()

    /** Encryption is random: of an encrypted text only the length is observed. */
    private fun counted(all: JsonObject, text: String, characters: String) =
        JsonObject(all + (all[text]?.let { mapOf(characters to JsonPrimitive(it.text().length)) } ?: emptyMap()))

    private fun withOpenBody(sent: JsonObject): JsonElement {
        val secret = "encrypted_echo_message"
        return JsonObject(sent + ("body" to counted(parse(sent.getValue("body").text()).jsonObject, secret, secret)))
    }

    /** The report, and what is to be made of it. */
    private fun withVerdict(report: JsonObject): JsonElement {
        val state = { name: String -> report.field(name).field("state").orNull()?.text() }
        val holds = listOf("signature", "verification", "clock").all { state(it) == "holds" }
        val fails = listOf("encryption", "callback").any { state(it) == "fails" }
        return JsonObject(report + ("passed" to JsonPrimitive(holds && !fails)))
    }

    private fun notification(handled: Handled, expected: JsonElement?): JsonElement {
        val outcome = handled.record.field("outcome").jsonObject
        val value = listOf("payment", "refund", "echo", "event").firstNotNullOfOrNull { outcome[it] }
        val found = jsonOf(
            "outcome" to outcome["type"],
            "acknowledgement" to (handled.record.field("event_kind").orNull()?.let { handled.accept(it.text()) } ?: handled.record["answer"]),
            // In what is not proven `refund` is a reference.
            "value" to (value?.takeIf { outcome["error"] == null } ?: JsonNull),
            "error" to outcome["error"],
            "state" to outcome["state"],
            "as_expected" to expected?.let { compared(handled, it) },
        )
        return JsonObject(handled.record + found)
    }

    private fun compared(handled: Handled, expected: JsonElement): JsonElement = try {
        handled.expect(expected)
        JsonPrimitive(true)
    } catch (exception: Exception) {
        // What is wrong with the expectation itself is no difference.
        refusal(exception).takeIf { it.field("kind").text() != "invalid_input" } ?: throw exception
    }

    /** The first place where [observed] lacks what [expected] demands; more than demanded is fine. */
    private fun difference(expected: JsonElement, observed: JsonElement, path: String): String? = when {
        expected is JsonArray && observed is JsonArray && expected.size == observed.size ->
            expected.indices.firstNotNullOfOrNull { difference(expected[it], observed[it], "$path[$it]") }
        expected is JsonObject && observed is JsonObject ->
            expected.entries.firstNotNullOfOrNull { (name, item) -> difference(item, observed[name] ?: JsonNull, "$path.$name") }
        expected == observed -> null
        else -> "$path: expected $expected, observed $observed"
    }

    @Test
    fun everyCasePasses() {
        val passed: SortedMap<String, Int> = TreeMap()
        val failed: SortedMap<String, Int> = TreeMap()
        val failures = mutableListOf<String>()
        for (case in Case.all) {
            val found = difference(case.expect, observe(case), "")
            (if (found == null) passed else failed).merge(case.operation, 1, Int::plus)
            if (found != null) failures += "${case.file} / ${case.name}$found"
        }
        Case.write(language, (passed.keys + failed.keys).joinToString("") { "$it\t${passed[it] ?: 0}\t${failed[it] ?: 0}\t0\n" })
        assertEquals(emptyList<String>(), failures.take(20), "${failures.size} failures")
    }

    @Test
    fun aCaseThatExpectsSomethingElseFails() {
        val case = Case.all.first { it.name == "direct payment" }
        val observed = observe(case)
        for ((path, wrong) in listOf("outcome" to "refused", "id" to "EV-2")) {
            val expect = JsonObject(case.expect.jsonObject + (path to JsonPrimitive(wrong)))
            assertNotNull(difference(expect, observed, ""), path)
        }
    }
}
