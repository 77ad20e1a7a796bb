package com.qqwxpay;

import java.util.List;
import org.jetbrains.annotations.Nullable;

/** A bill some rows at a time. */
interface RowBatches<R, E> {
    /** Waits for the next rows; {@code null} at the end. */
    @Nullable List<R> next();

    @Nullable E getFinished();

    /** Ends the download. */
    void end();
}
