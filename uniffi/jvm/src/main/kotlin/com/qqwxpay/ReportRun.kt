package com.qqwxpay

import com.qqwxpay.internal.NativeReports
import kotlin.time.Duration
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow
import kotlinx.serialization.json.JsonElement

/** So many reports cross the border at once, if so many are there. */
private const val REPORTS_PER_BATCH: UInt = 100u

/** A run over open orders or refunds, some reports at a time. */
internal class ReportRun<Report>(
    private val native: NativeReports,
    private val calls: Calls,
    private val read: (JsonElement) -> Report,
) {
    /** The next reports, as soon as there is one; `null` after the last. */
    suspend fun batch(): List<Report>? = calls.onWorkers { native.nextReports(REPORTS_PER_BATCH) }?.let { parse(it).list(read) }

    /** Ends the run. */
    fun leave(): Unit = native.leave()
}

/** The reports of a run, one for each row, as they come. Each collection is a run of its own; one that ends early ends its run. */
internal fun <Report> Calls.reports(operation: String, request: JsonElement, timeout: Duration?, read: (JsonElement) -> Report): Flow<Report> =
    flow {
        val run = begun(operation, request, timeout, read)
        try {
            while (true) for (report in run.batch() ?: break) emit(report)
        } finally {
            run.leave()
        }
    }

/** The same for Java, whose iterators wait. */
internal fun <Report> Calls.waitingReports(
    operation: String,
    request: JsonElement,
    timeout: Duration?,
    read: (JsonElement) -> Report,
): ReportReader<Report> {
    val run = begun(operation, request, timeout, read)
    return ReportReader(object : ReportBatches<Report> {
        override fun next(): List<Report>? = waiting { run.batch() }

        override fun end(): Unit = run.leave()
    })
}
