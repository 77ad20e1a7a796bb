// Written by `cargo xtask generate` from the models in Rust. Do not edit.
package com.qqwxpay;

/**
 * How a refund ended.
 * - `success`: The money went back.
 * - `abnormal`: The payer's account cannot take the money: send it elsewhere with `abnormalRefund`, or by hand in the merchant console.
 * - `closed`: No money went back.
 */
public enum RefundEnd {
    SUCCESS("success"),
    ABNORMAL("abnormal"),
    CLOSED("closed");

    final String wire;

    RefundEnd(String wire) {
        this.wire = wire;
    }

    static RefundEnd read(String wire) {
        for (RefundEnd word : values()) {
            if (word.wire.equals(wire)) {
                return word;
            }
        }
        throw new IllegalStateException("facade and library are of different versions: " + wire);
    }
}
