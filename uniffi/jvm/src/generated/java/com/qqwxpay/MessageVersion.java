// Written by `cargo xtask generate` from the models in Rust. Do not edit.
package com.qqwxpay;

/**
 * Which of the two protocols a notification speaks, and therefore its answer.
 * - `v2`: XML.
 * - `v3`: JSON.
 */
public enum MessageVersion {
    V2("v2"),
    V3("v3");

    final String wire;

    MessageVersion(String wire) {
        this.wire = wire;
    }

    static MessageVersion read(String wire) {
        for (MessageVersion word : values()) {
            if (word.wire.equals(wire)) {
                return word;
            }
        }
        throw new IllegalStateException("facade and library are of different versions: " + wire);
    }
}
