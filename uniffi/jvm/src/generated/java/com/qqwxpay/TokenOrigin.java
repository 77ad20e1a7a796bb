// Written by `cargo xtask generate` from the models in Rust. Do not edit.
package com.qqwxpay;

/**
 * Where an access token comes from.
 * - `fetched`: This client fetched it from QQ.
 * - `store`: Another process or client fetched it, and this one found it in the token store.
 */
public enum TokenOrigin {
    FETCHED("fetched"),
    STORE("store");

    final String wire;

    TokenOrigin(String wire) {
        this.wire = wire;
    }

    static TokenOrigin read(String wire) {
        for (TokenOrigin word : values()) {
            if (word.wire.equals(wire)) {
                return word;
            }
        }
        throw new IllegalStateException("facade and library are of different versions: " + wire);
    }
}
