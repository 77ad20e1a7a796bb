// Written by `cargo xtask generate` from the models in Rust. Do not edit.
package com.qqwxpay;

/**
 * Which account of the merchant a fund flow bill is about.
 * - `BASIC`: The basic account.
 * - `OPERATION`: The operation account.
 * - `FEES`: The account of fees.
 */
public enum FundAccount {
    BASIC("BASIC"),
    OPERATION("OPERATION"),
    FEES("FEES");

    final String wire;

    FundAccount(String wire) {
        this.wire = wire;
    }

    static FundAccount read(String wire) {
        for (FundAccount word : values()) {
            if (word.wire.equals(wire)) {
                return word;
            }
        }
        throw new IllegalStateException("facade and library are of different versions: " + wire);
    }
}
