package com.qqwxpay;

import java.util.List;
import org.jetbrains.annotations.Nullable;

/** The reports of a run some at a time. */
interface ReportBatches<R> {
    /** Waits for the next reports; {@code null} at the end. */
    @Nullable List<R> next();

    /** Ends the run. */
    void end();
}
