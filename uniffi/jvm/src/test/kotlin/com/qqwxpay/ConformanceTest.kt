package com.qqwxpay

import com.qqwxpay.internal.NativeClient
import com.qqwxpay.internal.NativeParts
import java.util.Base64
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.jsonObject
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Test

/** The interface of the native library below the classes, with the names on the wire. */
internal class NativeFace(case: Case) : Face {
    private val pay: NativeClient

    init {
        Library.load()
        val (now, nonce) = case["now"].orNull()?.long() to case["nonce"].orNull()?.text()
        val parts = NativeParts(
            camel = false, settings = case["settings"].toString(), variables = null, tokenSource = null, sends = false, observes = false,
            now = now, nonce = nonce,
        )
        pay = NativeClient.create(parts, null, null)
    }

    override fun callSync(operation: String, request: JsonElement) = parse(pay.callSync(operation, request.toString()))

    override fun prepare(operation: String, request: JsonElement, accessToken: String?): Exchange {
        val prepared = pay.prepare(operation, request.toString(), accessToken)
        return exchange(prepared.request()) { parse(prepared.finish(it.status.toUShort(), headersJson(it.headers), it.body)) }
    }

    override fun prepareBill(operation: String, request: JsonElement): Exchange {
        val bill = pay.prepareBill(operation, request.toString())
        return exchange(bill.request()) { answer ->
            bill.begin(answer.status.toUShort(), headersJson(answer.headers))
            val rows = answer.body.toList().chunked(7).flatMap { piece ->
                bill.feed(piece.toByteArray())
                generateSequence { bill.nextRows(ROWS_PER_BATCH) }.flatMap { parse(it) as JsonArray }.toList()
            }
            jsonOf("rows" to JsonArray(rows), "result" to bill.finish()?.let(::parse))
        }
    }

    override fun handle(headers: Map<String, List<String>>, body: ByteArray, expected: JsonElement?): Handled {
        val handled = pay.handleNotification(headersJson(headers), body)
        val record = parse(handled.record()).jsonObject + ("event" to (handled.event()?.let(::parse) ?: JsonNull))
        return Handled(JsonObject(record), { parse(handled.accept(it)) }, { handled.expect(it.toString()) })
    }

    private fun exchange(record: String, finish: (Answer) -> JsonElement): Exchange {
        val request = parse(record)
        val headers = request.field("headers").list { it.field("name").text() to it.field("value").text() }.toMap()
        val body = Base64.getDecoder().decode(request.field("body_base64").text())
        return exchange(request.field("method").text(), request.field("url").text(), headers, body, finish)
    }
}

class ConformanceTest : ConformanceCases("Kotlin") {
    override fun face(case: Case): Face = NativeFace(case)

    @Test
    fun everyKindOfErrorHasAClassAndOccurs() {
        val kinds = Case.all.mapNotNull { it.expect.field("error").orNull()?.field("kind")?.text() }.toSet()
        assertEquals(kinds, QqWxPayException.kinds)
    }
}
