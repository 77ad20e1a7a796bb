package com.qqwxpay

import com.qqwxpay.internal.NativeBill
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.withContext
import kotlinx.serialization.json.JsonElement

/** The rows of a bill as they arrive. They are proven only when [rows] has ended without an error. */
public class BillRows<Row, End> internal constructor(
    private val native: NativeBill,
    private val row: (JsonElement) -> Row,
    private val end: (JsonElement) -> End,
) {
    /** The totals and what proves the bill; `null` before the last row was read. */
    public var finished: End? = null
        private set

    /** The rows, once. */
    public val rows: Flow<Row> = flow {
        try {
            while (true) for (row in batch() ?: break) emit(row)
        } finally {
            close()
        }
    }

    /** The next rows; `null` when there are none left. */
    internal suspend fun batch(): List<Row>? = withContext(Workers.SHARED.dispatcher) {
        val batch = translateErrors { native.nextRows(ROWS_PER_BATCH) }
        if (batch == null) finished = native.finished()?.let { end(parse(it)) }
        batch?.let { parse(it).list(row) }
    }

    /** Ends the download. */
    internal suspend fun close() {
        withContext(NonCancellable + Workers.SHARED.dispatcher) { native.leave() }
    }
}
