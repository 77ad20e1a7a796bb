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
import org.junit.jupiter.api.Assertions.assertDoesNotThrow
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertNotNull
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** Every case of tests/cases: the same cases, the same passes as in Rust. Each reply is read into its class, too. */
class ConformanceTest {
    private val root = File(System.getProperty("repository"))

    private fun load(name: String) = parse(File(root, "tests/cases/$name").readText()).jsonObject

    private class Case(val file: String, val fields: JsonObject) {
        val name = fields.getValue("name").text()
        val operation = fields.getValue("operation").text()
        val expect = fields.getValue("expect")

        operator fun get(name: String): JsonElement = fields[name] ?: JsonNull
    }

    private fun cases(): List<Case> {
        val defaults = load("defaults.json")
        val files = File(root, "tests/cases").list()!!.filter { it.endsWith(".json") && it !in setOf("defaults.json", "keys.json") }
        return files.sorted().flatMap { file ->
            load(file).getValue("cases").jsonArray.map { case ->
                val own = case.jsonObject
                val settings = defaults.getValue("settings").jsonObject + (own["settings"]?.jsonObject ?: emptyMap())
                val given = JsonObject(settings.filterValues { it !is JsonNull })
                Case(file.removeSuffix(".json"), JsonObject(defaults + own + ("settings" to given)))
            }
        }
    }

    /** [typed]: what comes back is read into its class; else it is compared. */
    private fun observe(case: Case, typed: Boolean): JsonElement = try {
        val client = QqWxPay.fixed(case["settings"].jsonObject, case["now"].orNull()?.long(), case["nonce"].orNull()?.text())
        run(client, case, typed)
    } catch (exception: QqWxPayException) {
        jsonOf("error" to error(exception))
    }

    private fun error(exception: QqWxPayException) = jsonOf(
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

    private fun renamed(json: JsonElement): JsonElement = when (json) {
        is JsonObject -> JsonObject(json.entries.associate { (name, item) -> snake(name) to renamed(item) })
        is JsonArray -> JsonArray(json.map(::renamed))
        else -> json
    }

    private fun renamedError(json: JsonElement?): JsonElement? =
        json?.let { JsonObject(renamed(it).jsonObject.mapValues { (name, item) -> if (name == "field" && item !is JsonNull) JsonPrimitive(wire(item.text())) else item }) }

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

    private fun run(pay: QqWxPay, case: Case, typed: Boolean): JsonElement {
        val same = { json: JsonElement -> json }
        return when (val operation = case.operation) {
            "settings" -> jsonOf("result" to jsonOf("mchid" to pay.now("merchant", null, same).field("mchid")))
            "handle_notification" -> notification(pay, case, typed)
            "encrypt_sensitive" -> {
                val encrypted = pay.now("encrypt_sensitive_offline", jsonOf("text" to case["request"]), same)
                val characters = JsonPrimitive(encrypted.field("ciphertext").text().length)
                jsonOf("result" to jsonOf("serial" to encrypted.field("serial"), "characters" to characters))
            }
            "decrypt_sensitive" -> jsonOf("result" to pay.now("decrypt_sensitive", jsonOf("ciphertext" to case["request"]), same).field("text"))
            "bill_file" -> {
                val fund = (case["request"] as? JsonObject)?.get("kind") == JsonPrimitive("fund_flow")
                bill(pay.prepareBill(if (fund) "prepare_fund_flow_bill_file" else "prepare_trade_bill_file", given(case), same, same), case)
            }
            "v2_trade_bill" -> bill(pay.prepareBill("prepare_v2_trade_bill", given(case), same, same), case)
            "self_test" -> selfTest(pay.prepare("prepare_self_test", given(case), null, same), case)
            else -> {
                val name = when (operation) {
                    "place_order", "place_partner_order", "place_combine_order", "place_v2_order" -> operation.replace("place", "prepare")
                    else -> "prepare_$operation"
                }
                val read = if (typed) READERS.getValue(name) else same
                exchange(pay.prepare(name, given(case), case["access_token"].orNull()?.text(), read), case)
            }
        }
    }

    private fun request(request: PreparedRequest) = jsonOf(
        "method" to JsonPrimitive(request.method),
        "url" to JsonPrimitive(request.url),
        "headers" to JsonObject(request.headers.mapValues { JsonPrimitive(it.value) }),
        "body" to JsonPrimitive((request.body ?: ByteArray(0)).decodeToString()),
    )

    private fun <T> finish(prepared: Prepared<T>, case: Case): T {
        val reply = case["reply"]
        return prepared.finish(reply.field("status").long().toInt(), headers(reply.field("headers")), body(reply))
    }

    private fun headers(headers: JsonElement) = headers.orNull()?.dictionary { listOf(it.text()) } ?: emptyMap()

    private fun body(reply: JsonElement): ByteArray =
        reply.field("body_base64").orNull()?.let { Base64.getDecoder().decode(it.text()) }
            ?: (reply.field("body").orNull()?.text() ?: "").encodeToByteArray()

    private fun exchange(prepared: Prepared<*>, case: Case): JsonElement {
        if (case["reply"] is JsonNull) return jsonOf("request" to request(prepared.request))
        val result = finish(prepared, case)
        return jsonOf("result" to ((result as? JsonElement)?.let(::renamed) ?: JsonNull))
    }

    private fun selfTest(prepared: Prepared<JsonElement>, case: Case): JsonElement {
        if (case["reply"] is JsonNull) {
            val sent = request(prepared.request)
            val body = parse(sent.getValue("body").text()).jsonObject
            val length = body["encrypted_echo_message"]?.let { mapOf("encrypted_echo_message" to JsonPrimitive(it.text().length)) }
            return jsonOf("request" to JsonObject(sent + ("body" to JsonObject(body + (length ?: emptyMap())))))
        }
        val report = finish(prepared, case).jsonObject.let { report ->
            JsonObject(renamed(report).jsonObject.mapValues { (name, item) ->
                val error = (report.entries.first { snake(it.key) == name }.value as? JsonObject)?.get("error")?.orNull()
                if (error == null) item else JsonObject(item.jsonObject + ("error" to renamedError(error)!!))
            })
        }
        val state = { name: String -> report.getValue(name).field("state").orNull()?.text() }
        val holds = listOf("signature", "verification", "clock").all { state(it) == "holds" }
        val fails = listOf("encryption", "callback").any { state(it) == "fails" }
        return jsonOf("result" to JsonObject(report + ("passed" to JsonPrimitive(holds && !fails))))
    }

    private fun bill(prepared: PreparedBill<JsonElement, JsonElement>, case: Case): JsonElement {
        val reply = case["reply"].orNull() ?: return jsonOf("request" to request(prepared.request))
        val pieces = body(reply).toList().chunked(7).map { it.toByteArray() }.asSequence()
        val rows = prepared.read(reply.field("status").long().toInt(), headers(reply.field("headers")), pieces).toList()
        return jsonOf("rows" to renamed(JsonArray(rows)), "result" to prepared.finished?.let(::renamed))
    }

    private fun notification(pay: QqWxPay, case: Case, typed: Boolean): JsonElement {
        val bytes = (case["body"].orNull()?.text() ?: "").encodeToByteArray()
        val native = told { pay.native.handleNotification(headersJson(headers(case["headers"])), bytes) }
        if (typed) HandledNotification(native)
        val handled = parse(native.record())
        val outcome = handled.field("outcome").jsonObject
        val value = listOf("payment", "refund", "echo", "event").firstNotNullOfOrNull { outcome[it] } ?: JsonNull
        val expected = case["expected"].orNull()?.let {
            try {
                told { native.expect(it.toString()) }
                JsonPrimitive(true)
            } catch (exception: QqWxPayException) {
                // What is wrong with the expectation itself is no difference.
                if (exception is QqWxPayException.InvalidInput) throw exception
                error(exception)
            }
        }
        return jsonOf(
            "outcome" to outcome["type"],
            "id" to handled.field("id"),
            "order" to renamed(handled.field("order")),
            "acknowledgement" to renamed(handled.field("acknowledgement")),
            "value" to renamed(value),
            "error" to renamedError(outcome["error"]),
            "state" to outcome["state"],
            "as_expected" to expected,
        )
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
        for (case in cases()) {
            val found = difference(case.expect, observe(case, typed = false), "")
            (if (found == null) passed else failed).merge(case.operation, 1, Int::plus)
            if (found != null) failures += "${case.file} / ${case.name}$found"
            // And into the classes of this language.
            assertDoesNotThrow({ observe(case, typed = true) }, case.name)
        }
        // For the table of all languages that `cargo xtask test` prints: operation, passed, failed, skipped.
        val rows = (passed.keys + failed.keys).joinToString("") { "$it\t${passed[it] ?: 0}\t${failed[it] ?: 0}\t0\n" }
        val folder = File(root, "target/conformance").apply { mkdirs() }
        File(folder, "Kotlin.tsv").writeText(rows)
        assertEquals(emptyList<String>(), failures.take(20), "${failures.size} failures")
    }

    @Test
    fun aCaseThatExpectsSomethingElseFails() {
        val case = cases().first { it.name == "direct payment" }
        val observed = observe(case, typed = false)
        for ((path, wrong) in listOf("outcome" to "refused", "id" to "EV-2")) {
            val expect = JsonObject(case.expect.jsonObject + (path to JsonPrimitive(wrong)))
            assertNotNull(difference(expect, observed, ""), path)
        }
    }

    @Test
    fun everyKindOfErrorHasAClassAndOccurs() {
        val kinds = cases().mapNotNull { it.expect.field("error").orNull()?.field("kind")?.text() }.toSet()
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
