package com.qqwxpay

import com.qqwxpay.internal.NativeFailure
import com.qqwxpay.internal.NativePrepared
import com.qqwxpay.internal.NativePreparedBill
import java.io.InputStream
import java.util.Base64
import kotlinx.serialization.json.JsonElement

/** A request to send unchanged, byte for byte, with TLS certificates checked and without following redirects. */
public class PreparedRequest private constructor(
    public val method: String,
    /** The query of an address at QQ holds the access token: never log it. */
    @Transient public val url: String,
    @Transient public val headers: Map<String, String>,
    /** The exact body; `null` when there is none. */
    @Transient public val body: ByteArray?,
    /** Whether the connection must show the merchant certificate: V2 refunds only. */
    public val clientCertificate: Boolean,
) {
    override fun toString(): String = "PreparedRequest($method ${url.substringBefore('?')})"

    internal companion object {
        @JvmSynthetic
        fun read(json: JsonElement): PreparedRequest {
            val body = Base64.getDecoder().decode(json.field("bodyBase64").text())
            return PreparedRequest(
                json.field("method").text(),
                json.field("url").text(),
                json.field("headers").list { it.field("name").text() to it.field("value").text() }.toMap(),
                body.takeIf { it.isNotEmpty() },
                json.field("clientCertificate").boolean(),
            )
        }
    }
}

/** A signed request, and the reader of its reply. To repeat, prepare again: a nonce is used once. */
public class Prepared<Reply> private constructor(
    private val native: NativePrepared,
    private val read: (JsonElement) -> Reply,
) {
    /** What to send. */
    public val request: PreparedRequest = PreparedRequest.read(parse(native.request()))

    /** Verifies and reads the reply: its status, its headers, its raw body. */
    public fun finish(status: Int, headers: Map<String, List<String>>, body: ByteArray): Reply =
        translateErrors { read(parse(native.finish(httpStatus(status), headersJson(headers), body))) }

    internal companion object {
        @JvmSynthetic
        internal fun <Reply> of(native: NativePrepared, read: (JsonElement) -> Reply) = Prepared(native, read)
    }
}

/** A signed request for a bill, and the reader of its file. */
public class PreparedBill<Row, End> private constructor(
    private val native: NativePreparedBill,
    private val row: (JsonElement) -> Row,
    private val end: (JsonElement) -> End,
) {
    /** What to send. */
    public val request: PreparedRequest = PreparedRequest.read(parse(native.request()))

    /** The totals and what proves the bill; `null` before the last row was read. */
    public var finished: End? = null
        private set

    /** The rows as they arrive, out of the pieces of the body; they are proven only when the sequence has ended. */
    @JvmSynthetic
    public fun read(status: Int, headers: Map<String, List<String>>, pieces: Sequence<ByteArray>): Sequence<Row> = sequence {
        native.begin(httpStatus(status), headersJson(headers))
        for (piece in pieces) {
            native.feed(piece)
            while (true) {
                val rows = translateErrors { native.nextRows(ROWS_PER_BATCH) } ?: break
                yieldAll(parse(rows).list(row))
            }
        }
        finished = translateErrors { native.finish() }?.let { end(parse(it)) }
    }

    /** The rows as they arrive, out of a body that is read while they are; once, and proven only when the iteration has ended. */
    public fun rows(status: Int, headers: Map<String, List<String>>, body: InputStream): Iterable<Row> {
        val pieces = generateSequence { body.readNBytes(PIECE).takeIf { it.isNotEmpty() } }
        return read(status, headers, pieces).asIterable()
    }

    internal companion object {
        /** So many bytes go to the native library at once. */
        private const val PIECE = 65_536

        @JvmSynthetic
        internal fun <Row, End> of(native: NativePreparedBill, row: (JsonElement) -> Row, end: (JsonElement) -> End) =
            PreparedBill(native, row, end)
    }
}

/** Not truncated to what the native library takes. */
private fun httpStatus(status: Int): UShort =
    if (status in 100..999) status.toUShort() else throw QqWxPayException.own("WRONG_TYPE", "status", "expected the HTTP status, found $status")

/** So many rows come from the native library at once. */
internal const val ROWS_PER_BATCH: UInt = 500u

/** The result, or the exception of this facade. */
internal inline fun <T> translateErrors(thrown: CallbackErrors? = null, act: () -> T): T = try {
    act()
} catch (failure: NativeFailure) {
    throw QqWxPayException.of(failure, thrown)
}
