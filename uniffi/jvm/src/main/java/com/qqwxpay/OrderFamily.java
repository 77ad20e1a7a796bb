// Written by `cargo xtask generate` from the models in Rust. Do not edit.
package com.qqwxpay;

/**
 * How an order is asked for.
 * - `direct`: `prepareQueryOrder`
 * - `partner`: `prepareQueryPartnerOrder`
 * - `combine`: `prepareQueryCombineOrder`
 * - `v2`: `prepareQueryV2Order`
 */
public enum OrderFamily {
    DIRECT("direct"),
    PARTNER("partner"),
    COMBINE("combine"),
    V2("v2");

    final String wire;

    OrderFamily(String wire) {
        this.wire = wire;
    }

    static OrderFamily read(String wire) {
        for (OrderFamily word : values()) {
            if (word.wire.equals(wire)) {
                return word;
            }
        }
        throw new IllegalStateException("facade and library are of different versions: " + wire);
    }
}
