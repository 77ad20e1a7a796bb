// Written by `cargo xtask generate` from the models in Rust. Do not edit.
package com.qqwxpay;

/**
 * How V2 messages are signed.
 * - `HMAC-SHA256`: HMAC-SHA256, sent as `sign_type`.
 * - `MD5`: MD5, for merchants whose other systems still use it.
 */
public enum V2SignType {
    HMAC_SHA256("HMAC-SHA256"),
    MD5("MD5");

    final String wire;

    V2SignType(String wire) {
        this.wire = wire;
    }

    static V2SignType read(String wire) {
        for (V2SignType word : values()) {
            if (word.wire.equals(wire)) {
                return word;
            }
        }
        throw new IllegalStateException("facade and library are of different versions: " + wire);
    }
}
