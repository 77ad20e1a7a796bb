package com.qqwxpay.testing

import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonElement

/** A notification as it arrives at the shop. */
public class SignedNotification private constructor(
    /** The headers, as the handlers of the library take them. */
    public val headers: Map<String, List<String>>,
    /** The body, byte for byte as it was signed. */
    public val body: ByteArray,
    /** WeChat Pay's number of it; `null` in V2, which has none. */
    public val id: String?,
) {
    /** The same once more, as WeChat Pay repeats it: the same [id] and content, signed anew and rightly, now. */
    public fun again(): SignedNotification {
        val flat = headers.mapValues { it.value.first() }
        return read(QqWxPayTesting.kit("again", jsonOf("headers" to flat, "body" to body.decodeToString(), "id" to id)))
    }

    override fun toString(): String = "SignedNotification(${body.size} bytes)"

    internal companion object {
        @JvmSynthetic
        internal fun read(text: String): SignedNotification {
            val parts: JsonElement = Json.parseToJsonElement(text)
            val headers = parts.member("headers")!!.texts().mapValues { listOf(it.value) }
            return SignedNotification(headers, parts.textOf("body").encodeToByteArray(), parts.member("id").text())
        }
    }
}
