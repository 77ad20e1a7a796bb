// Written by `cargo xtask generate` from the models in Rust. Do not edit.
package com.qqwxpay;

/**
 * How an item of a report stands.
 * - `holds`: It works.
 * - `fails`: It does not work.
 * - `not_tested`: The test did not come so far, or was not asked to.
 */
public enum CheckState {
    HOLDS("holds"),
    FAILS("fails"),
    NOT_TESTED("not_tested");

    final String wire;

    CheckState(String wire) {
        this.wire = wire;
    }

    static CheckState read(String wire) {
        for (CheckState word : values()) {
            if (word.wire.equals(wire)) {
                return word;
            }
        }
        throw new IllegalStateException("facade and library are of different versions: " + wire);
    }
}
