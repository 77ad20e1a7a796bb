package com.qqwxpay

import kotlinx.serialization.json.JsonElement

/** What can be prepared: see [Operation]. */
public class PreparableOperation<Request : Any, Reply> private constructor(
    private val name: String,
    private val json: (Request) -> JsonElement?,
    private val read: (JsonElement) -> Reply,
) {
    @JvmSynthetic
    internal fun prepare(calls: Calls, request: Request?, accessToken: String?): Prepared<Reply> = calls.preparing { native ->
        Prepared.of(native.prepare(name, requestJson(request?.let(json)), accessToken?.let { requireWellFormed(it, "accessToken") }), read)
    }

    internal companion object {
        @JvmSynthetic
        internal fun <Request : Any, Reply> of(name: String, json: (Request) -> JsonElement?, read: (JsonElement) -> Reply) =
            PreparableOperation(name, json, read)
    }
}

/** An order that can be prepared, and takes QQ's access token. */
public class PreparableOrder<Request : Any, Reply> internal constructor(
    @get:JvmSynthetic internal val operation: PreparableOperation<Request, Reply>,
)

/** The file of a bill. */
public class PreparableBill<Request : Any, Row, End> private constructor(
    private val name: String,
    private val json: (Request) -> JsonElement,
    private val row: (JsonElement) -> Row,
    private val end: (JsonElement) -> End,
) {
    @JvmSynthetic
    internal fun prepare(calls: Calls, request: Request): PreparedBill<Row, End> =
        calls.preparing { native -> PreparedBill.of(native.prepareBill(name, encode(json(request))), row, end) }

    internal companion object {
        @JvmSynthetic
        internal fun <Request : Any, Row, End> of(
            name: String,
            json: (Request) -> JsonElement,
            row: (JsonElement) -> Row,
            end: (JsonElement) -> End,
        ) = PreparableBill(name, json, row, end)
    }
}

/** Signed requests for an HTTP client of your own. */
public abstract class Preparations internal constructor() {
    @get:JvmSynthetic
    internal abstract val calls: Calls

    /**
     * Prepares an operation: the request to send, signed now, and the reader of its reply. To repeat, prepare again.
     *
     * ```kotlin
     * val prepared = pay.prepare(Operation.QUERY_ORDER, OrderId.OutTradeNo("T20261123000001"))
     * // send `prepared.request` with an HTTP client of your own
     * val order = prepared.finish(status, headers, body)
     * ```
     *
     * [Operation.TRADE_BILL] and [Operation.FUND_FLOW_BILL] give the link of the file for [prepareBill].
     */
    public fun <Request : Any, Reply> prepare(operation: PreparableOperation<Request, Reply>, request: Request): Prepared<Reply> =
        operation.prepare(calls, request, null)

    /**
     * The same for what has no request. [Operation.ACCESS_TOKEN] must be sent from one place only, for each fetch makes the token before it
     * invalid.
     */
    public fun <Reply> prepare(operation: PreparableOperation<Void, Reply>): Prepared<Reply> = operation.prepare(calls, null, null)

    /** The same for an order. Orders through QQ need the [accessToken]. */
    @JvmOverloads
    public fun <Request : Any, Reply> prepare(
        order: PreparableOrder<Request, Reply>,
        request: Request,
        accessToken: String? = null,
    ): Prepared<Reply> = order.operation.prepare(calls, request, accessToken)

    /**
     * Prepares the download of a bill's file: of a link that a prepared [Operation.TRADE_BILL] or [Operation.FUND_FLOW_BILL] gave, or over V2.
     * A link expires within seconds.
     */
    public fun <Request : Any, Row, End> prepareBill(bill: PreparableBill<Request, Row, End>, request: Request): PreparedBill<Row, End> =
        bill.prepare(calls, request)
}
