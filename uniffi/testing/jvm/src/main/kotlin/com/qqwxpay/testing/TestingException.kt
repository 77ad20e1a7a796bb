package com.qqwxpay.testing

import kotlinx.serialization.json.Json
import kotlinx.serialization.json.jsonObject

/** The test kit, or a sandbox, does not do what a test asks for. */
public class TestingException private constructor(
    /** `UNKNOWN_NAME`, `WRONG_VALUE`, `NOT_POSSIBLE`, `NOT_JSON`; of sandboxes `SANDBOX_NOT_STARTED`, `SANDBOX_REFUSED`, `SANDBOX_STOPPED`. */
    public val code: String,
    /** What has to change, as a path: `order.total`, `changes.fields.amount.total`; empty when it is no single thing. */
    public val field: String,
    /** The name that may be meant, of an `UNKNOWN_NAME`. */
    public val nearest: String?,
    /** The reason and the remedy in English. */
    public val english: String,
    /** The same in Chinese. */
    public val chinese: String,
) : RuntimeException("$code${if (field.isEmpty()) "" else " at `$field`"}: $english / $chinese") {
    internal companion object {
        @JvmSynthetic
        internal fun read(text: String): TestingException {
            val parts = Json.parseToJsonElement(text).jsonObject
            fun part(name: String) = parts[name].text().orEmpty()
            return TestingException(part("code"), part("field"), parts["nearest"].text(), part("en"), part("zh"))
        }
    }
}
