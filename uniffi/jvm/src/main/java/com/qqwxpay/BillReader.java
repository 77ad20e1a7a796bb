package com.qqwxpay;

import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jetbrains.annotations.NotNull;
import org.jetbrains.annotations.Nullable;

/**
 * The rows of a bill as they arrive; reading them waits. They are proven only when the iteration has ended without an exception. Close it when
 * you leave before the end: that ends the download.
 *
 * @param <R> a row
 * @param <E> the totals
 */
public final class BillReader<R, E> implements Iterable<R>, AutoCloseable {
    private final RowBatches<R, E> batches;

    BillReader(RowBatches<R, E> batches) {
        this.batches = batches;
    }

    /** The totals and what proves the bill; {@code null} before the last row was read. */
    public @Nullable E getFinished() {
        return batches.getFinished();
    }

    /** The rows, once. */
    @Override
    public @NotNull Iterator<R> iterator() {
        return new Rows();
    }

    /** The rows, once. */
    public @NotNull Stream<R> stream() {
        return StreamSupport.stream(spliterator(), false).onClose(this::close);
    }

    @Override
    public void close() {
        batches.end();
    }

    private final class Rows implements Iterator<R> {
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
