// Written by `cargo xtask generate` from the models in Rust. Do not edit.
package com.qqwxpay;

/**
 * The events of a notification, each for a function of the shop.
 * - `paid`: An order is paid.
 * - `refund`: A refund has ended.
 * - `not_paid`: WeChat Pay says of an order that it is not paid.
 * - `other`: An event of another product.
 */
public enum EventKind {
    PAID("paid"),
    REFUND("refund"),
    NOT_PAID("not_paid"),
    OTHER("other");

    final String wire;

    EventKind(String wire) {
        this.wire = wire;
    }

    static EventKind read(String wire) {
        for (EventKind word : values()) {
            if (word.wire.equals(wire)) {
                return word;
            }
        }
        throw new IllegalStateException("facade and library are of different versions: " + wire);
    }
}
