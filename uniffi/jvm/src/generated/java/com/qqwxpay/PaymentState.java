// Written by `cargo xtask generate` from the models in Rust. Do not edit.
package com.qqwxpay;

/**
 * Where the money is, in the words that decide what to do.
 * - `paid`: The payer's money was taken: deliver, after comparing amount and number with your own order.
 * - `not_paid`: Not paid; the payer may still pay until the order is closed.
 * - `closed`: Closed without payment: it can never be paid any more.
 * - `unknown`: Not known: ask again later. Neither deliver nor take another order for the same goods.
 */
public enum PaymentState {
    PAID("paid"),
    NOT_PAID("not_paid"),
    CLOSED("closed"),
    UNKNOWN("unknown");

    final String wire;

    PaymentState(String wire) {
        this.wire = wire;
    }

    static PaymentState read(String wire) {
        for (PaymentState word : values()) {
            if (word.wire.equals(wire)) {
                return word;
            }
        }
        throw new IllegalStateException("facade and library are of different versions: " + wire);
    }
}
