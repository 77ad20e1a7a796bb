package com.qqwxpay;

import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jetbrains.annotations.NotNull;

/**
 * The reports of a run over open orders or refunds, one for each row, as they come; reading them waits. Close it when you leave before the end:
 * that ends the run.
 *
 * @param <R> a report
 */
public final class ReportReader<R> implements Iterable<R>, AutoCloseable {
    private final ReportBatches<R> batches;

    ReportReader(ReportBatches<R> batches) {
        this.batches = batches;
    }

    /** The reports, once. */
    @Override
    public @NotNull Iterator<R> iterator() {
        return new Reports();
    }

    /** The reports, once. */
    public @NotNull Stream<R> stream() {
        return StreamSupport.stream(spliterator(), false).onClose(this::close);
    }

    @Override
    public void close() {
        batches.end();
    }

    private final class Reports implements Iterator<R> {
        private Iterator<R> batch = Collections.emptyIterator();
        private boolean ended;

        @Override
        public boolean hasNext() {
            while (!ended && !batch.hasNext()) {
                List<R> next = batches.next();
                ended = next == null;
                batch = ended ? Collections.emptyIterator() : next.iterator();
            }
            return !ended;
        }

        @Override
        public R next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return batch.next();
        }
    }
}
