package com.qqwxpay

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

/** A request of a face, and what it makes of the reply. */
internal class Exchange(val request: PreparedRequest, val finish: (Answer) -> JsonElement)

/** A way to call the library: Kotlin's or Java's. What it gives has the names on the wire. */
internal interface Face {
    fun mchid(): String

    fun exchange(operation: String, given: JsonElement, accessToken: String?): Exchange

    /** The reply holds the `rows`, and the `result` at their end. */
    fun bill(operation: String, given: JsonElement): Exchange

    fun encrypt(text: String): JsonElement

    fun decrypt(ciphertext: String): JsonElement

    fun notification(headers: Map<String, List<String>>, body: ByteArray, expected: JsonElement?): JsonObject
}

/** An error as the cases name it. */
internal fun error(exception: QqWxPayException) = jsonOf(
    "kind" to JsonPrimitive(exception.kind),
    "code" to JsonPrimitive(exception.code),
    "field" to (exception.field?.let { JsonPrimitive(wire(it)) } ?: JsonNull),
    "retry" to JsonPrimitive(exception.retry),
)

/** Names of variables and headers are no fields. */
private fun wire(field: String) = if (Regex("[a-z][A-Za-z0-9_.\\[\\]]*").matches(field)) snake(field) else field

/** The name as on the wire; columns that no model knows keep the names of the bill. */
private fun snake(name: String) =
    if (name.all { it in ' '..'~' }) name.replace(Regex("[A-Z]")) { "_" + it.value.lowercase() } else name

internal fun renamed(json: JsonElement): JsonElement = when (json) {
    is JsonObject -> {
        val isError = json.keys.containsAll(setOf("kind", "code", "retry", "origin"))
        JsonObject(json.entries.associate { (name, item) ->
            snake(name) to if (isError && name == "field" && item !is JsonNull) JsonPrimitive(wire(item.text())) else renamed(item)
        })
    }
    is JsonArray -> JsonArray(json.map(::renamed))
    else -> json
}

/** A case of tests/cases. */
internal class Case(val file: String, val fields: JsonObject) {
    val name = fields.getValue("name").text()
    val operation = fields.getValue("operation").text()
    val expect = fields.getValue("expect")

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
    } catch (exception: QqWxPayException) {
        jsonOf("error" to error(exception))
    }

    private fun given(case: Case): JsonElement {
        val request = case["request"]
        val number = request
        val sub = case["sub_mchid"].orNull()
        fun of(vararg fields: Pair<String, JsonElement?>) = jsonOf(*fields)
        fun with(vararg fields: Pair<String, JsonElement?>) = JsonObject(request.jsonObject + jsonOf(*fields))
        return when (case.operation) {
            "query_partner_order" -> with("sub_mchid" to sub)
            "query_combine_order" -> of("combine_out_trade_no" to number)
            "close_order" -> of("out_trade_no" to number)
            "close_partner_order" -> of("sub_mchid" to sub, "out_trade_no" to number)
            "close_v2_order" -> of("sub_mch_id" to sub, "out_trade_no" to number)
            "query_refund" -> of("sub_mchid" to sub, "out_refund_no" to number)
            "query_v2_refund" -> with("sub_mch_id" to sub, "offset" to case["offset"].orNull())
            "bill_file" -> JsonObject(request.jsonObject - "kind")
            else -> request.orNull() ?: JsonObject(emptyMap())
        }
    }

    private fun run(face: Face, case: Case): JsonElement = when (val operation = case.operation) {
        "settings" -> jsonOf("result" to jsonOf("mchid" to JsonPrimitive(face.mchid())))
        "handle_notification" -> {
            val body = (case["body"].orNull()?.text() ?: "").encodeToByteArray()
            face.notification(headers(case["headers"]), body, case["expected"].orNull())
        }
        "encrypt_sensitive" -> {
            val encrypted = face.encrypt(case["request"].text())
            val characters = JsonPrimitive(encrypted.field("ciphertext").text().length)
            jsonOf("result" to jsonOf("serial" to encrypted.field("serial"), "characters" to characters))
        }
        "decrypt_sensitive" -> jsonOf("result" to face.decrypt(case["request"].text()).field("text"))
        "bill_file" -> {
            val fund = (case["request"] as? JsonObject)?.get("kind") == JsonPrimitive("fund_flow")
            bill(face.bill(if (fund) "fund_flow_bill_file" else "trade_bill_file", given(case)), case)
        }
        "v2_trade_bill" -> bill(face.bill("v2_trade_bill", given(case)), case)
        "self_test" -> selfTest(face.exchange("self_test", given(case), null), case)
        else -> {
            val exchange = face.exchange(operation, given(case), case["access_token"].orNull()?.text())
            val answer = answer(case)
            if (answer == null) jsonOf("request" to request(exchange.request)) else jsonOf("result" to exchange.finish(answer))
        }
    }

    private fun request(request: PreparedRequest) = jsonOf(
        "method" to JsonPrimitive(request.method),
        "url" to JsonPrimitive(request.url),
        "headers" to JsonObject(request.headers.mapValues { JsonPrimitive(it.value) }),
        "body" to JsonPrimitive((request.body ?: ByteArray(0)).decodeToString()),
    )

    private fun headers(headers: JsonElement) = headers.orNull()?.dictionary { listOf(it.text()) } ?: emptyMap()

    private fun answer(case: Case): Answer? = case["reply"].orNull()?.let { reply ->
        val body = reply.field("body_base64").orNull()?.let { Base64.getDecoder().decode(it.text()) }
            ?: (reply.field("body").orNull()?.text() ?: "").encodeToByteArray()
        Answer(reply.field("status").long().toInt(), headers(reply.field("headers")), body)
    }

    private fun selfTest(exchange: Exchange, case: Case): JsonElement {
        val answer = answer(case)
        if (answer == null) {
            val sent = request(exchange.request)
            val body = parse(sent.getValue("body").text()).jsonObject
            val length = body["encrypted_echo_message"]?.let { mapOf("encrypted_echo_message" to JsonPrimitive(it.text().length)) }
            return jsonOf("request" to JsonObject(sent + ("body" to JsonObject(body + (length ?: emptyMap())))))
        }
        val report = exchange.finish(answer).jsonObject
        val state = { name: String -> report.getValue(name).field("state").orNull()?.text() }
        val holds = listOf("signature", "verification", "clock").all { state(it) == "holds" }
        val fails = listOf("encryption", "callback").any { state(it) == "fails" }
        return jsonOf("result" to JsonObject(report + ("passed" to JsonPrimitive(holds && !fails))))
    }

    private fun bill(exchange: Exchange, case: Case): JsonElement =
        answer(case)?.let(exchange.finish) ?: jsonOf("request" to request(exchange.request))

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
