package com.qqwxpay

import com.qqwxpay.internal.NativeFailure
import com.qqwxpay.internal.exampleError
import com.qqwxpay.internal.facadeError
import java.io.ObjectInputStream
import java.io.ObjectOutputStream
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonPrimitive

/** A text in two languages. */
public data class Text(val en: String, val zh: String)

/** What the library says of an error. */
internal class ErrorParts private constructor(@get:JvmSynthetic internal val json: JsonElement) {
    internal companion object {
        @JvmSynthetic
        internal fun of(json: JsonElement) = ErrorParts(json)
    }
}

/**
 * Why something failed, and what to do about it. Nothing in it is secret, but for what your own functions threw, in [cause].
 * Each kind has a class. It is unchecked, as exceptions are in Kotlin: Java must not declare it, and can catch it anywhere.
 */
public sealed class QqWxPayException(given: ErrorParts) : RuntimeException(given.json.field("message").text()) {
    @Transient
    private var parts: JsonElement = given.json

    /** What kind of trouble it is: `invalid_input`, `config`, `key`, ... */
    public val kind: String get() = parts.field("kind").text()

    /** The code: `9030`, `40001`, `SIGN_ERROR`, or one of this library's own. */
    public val code: String get() = parts.field("code").text()

    /** Who said it: `sdk`, `qq_proxy`, `wechat_pay`, ... */
    public val origin: String get() = parts.field("origin").text()

    /** The field or setting that has to change, as a path. */
    public val field: String? get() = parts.field("field").orNull()?.text()

    /** What exactly was found; may be empty. */
    public val detail: String get() = parts.field("detail").text()

    /** HTTP status of the reply that caused it. */
    public val status: Long? get() = parts.field("httpStatus").orNull()?.long()

    /** WeChat Pay's `Request-ID`: its support asks for it. */
    public val requestId: String? get() = parts.field("requestId").orNull()?.text()

    /** What may be done: `never`, `same_request`, or `confirm_first`: query, or repeat exactly; never a new order number. */
    public val retry: String get() = parts.field("retry").text()

    /** Why it happens; `null` for a code that is not in the table. */
    public val reason: Text? get() = text("cause")

    /** What to do about it; `null` for a code that is not in the table. */
    public val remedy: Text? get() = text("remedy")

    private fun text(name: String): Text? =
        parts.field(name).orNull()?.let { Text(it.field("en").text(), it.field("zh").text()) }

    /** Not for those whom a controller sends this to as JSON. */
    @java.beans.Transient
    override fun getStackTrace(): Array<StackTraceElement> = super.getStackTrace()

    /** What your own function threw. */
    @get:java.beans.Transient
    override val cause: Throwable? get() = super.cause

    @JvmSynthetic
    internal fun json(): JsonElement = parts

    private fun writeObject(out: ObjectOutputStream) {
        out.defaultWriteObject()
        out.writeObject(parts.toString())
    }

    private fun readObject(written: ObjectInputStream) {
        written.defaultReadObject()
        parts = parse(written.readObject() as String)
    }

    /** Refused before anything was sent: correct [field]. */
    public class InvalidInput internal constructor(parts: ErrorParts) : QqWxPayException(parts)

    /** A setting is missing or wrong. */
    public class Config internal constructor(parts: ErrorParts) : QqWxPayException(parts)

    /** A key or certificate cannot be used. */
    public class Key internal constructor(parts: ErrorParts) : QqWxPayException(parts)

    /** A message is not authentic: believe nothing in it. */
    public class Signature internal constructor(parts: ErrorParts) : QqWxPayException(parts)

    /** Authentic, but too old or from the future. */
    public class Stale internal constructor(parts: ErrorParts) : QqWxPayException(parts)

    /** The key does not open it. */
    public class Decrypt internal constructor(parts: ErrorParts) : QqWxPayException(parts)

    /** Not what the protocol says. */
    public class Malformed internal constructor(parts: ErrorParts) : QqWxPayException(parts)

    /** About something else than expected: do not deliver. */
    public class Mismatch internal constructor(parts: ErrorParts) : QqWxPayException(parts)

    /** QQ or WeChat Pay answered with a code. */
    public class Api internal constructor(parts: ErrorParts) : QqWxPayException(parts)

    /** No usable answer. */
    public class Transport internal constructor(parts: ErrorParts) : QqWxPayException(parts)

    public companion object {
        private val KINDS: Map<String, (ErrorParts) -> QqWxPayException> = mapOf(
            "invalid_input" to ::InvalidInput,
            "config" to ::Config,
            "key" to ::Key,
            "signature" to ::Signature,
            "stale" to ::Stale,
            "decrypt" to ::Decrypt,
            "malformed" to ::Malformed,
            "mismatch" to ::Mismatch,
            "api" to ::Api,
            "transport" to ::Transport,
        )

        /** Every kind. */
        @JvmStatic
        public val kinds: Set<String> get() = KINDS.keys

        /**
         * The exception of a code (`9030`, `ORDERPAID`, `SETTINGS_MISSING`, ...), as it is where the code comes up: for tests of what you do with
         * it. All but the code may be left out.
         *
         * @param operation the operation that fails, such as `place_order`: its remedy may be another one, and what may be done afterwards
         * @param origin who says it: `sdk`, `qq_token`, `qq_proxy`, `wechat_pay`; with it the code may be one that the table does not know
         * @throws InvalidInput `ERROR_CODE_UNKNOWN` with the nearest, `UNKNOWN_OPERATION`, or `WRONG_TYPE` naming the field
         */
        @JvmStatic
        @JvmOverloads
        public fun example(
            code: String,
            operation: String? = null,
            origin: String? = null,
            field: String? = null,
            detail: String? = null,
            status: Int? = null,
            requestId: String? = null,
            retry: String? = null,
        ): QqWxPayException {
            Library.load()
            val texts = mapOf(
                "code" to code, "operation" to operation, "origin" to origin, "field" to field, "detail" to detail, "requestId" to requestId,
                "retry" to retry,
            )
            val given = texts.mapValues { it.value?.let(::JsonPrimitive) } + ("httpStatus" to status?.let(::JsonPrimitive))
            val example = jsonOf(*given.toList().toTypedArray())
            return read(parse(translateErrors { exampleError(encode(example), true) }))
        }

        @JvmSynthetic
        internal fun read(json: JsonElement): QqWxPayException = KINDS.getValue(json.field("kind").text())(ErrorParts.of(json))

        /** An error that is found on this side; the table of codes explains it. */
        @JvmSynthetic
        internal fun own(code: String, field: String?, detail: String): QqWxPayException {
            Library.load()
            return read(parse(facadeError(code, field, detail, true)))
        }

        @JvmSynthetic
        internal fun of(failure: NativeFailure, thrown: CallbackErrors?): QqWxPayException {
            failure as NativeFailure.Failed
            val exception = read(parse(failure.error))
            failure.question?.let { thrown?.take(it) }?.let(exception::initCause)
            return exception
        }
    }
}
