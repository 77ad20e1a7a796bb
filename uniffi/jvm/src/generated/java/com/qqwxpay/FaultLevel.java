// Written by `cargo xtask generate` from the models in Rust. Do not edit.
package com.qqwxpay;

/**
 * How serious a fault is.
 * - `warning`: Something to look at.
 * - `error`: Money may stay undelivered until it is corrected.
 */
public enum FaultLevel {
    WARNING("warning"),
    ERROR("error");

    final String wire;

    FaultLevel(String wire) {
        this.wire = wire;
    }

    static FaultLevel read(String wire) {
        for (FaultLevel word : values()) {
            if (word.wire.equals(wire)) {
                return word;
            }
        }
        throw new IllegalStateException("facade and library are of different versions: " + wire);
    }
}
