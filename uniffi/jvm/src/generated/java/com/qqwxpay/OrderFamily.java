// Written by `cargo xtask generate` from the models in Rust. Do not edit.
package com.qqwxpay;

/**
 * How an order is asked for.
 * - `direct`: `queryOrder` finds it.
 * - `partner`: `queryPartnerOrder` finds it.
 * - `combine`: `queryCombineOrder` finds it.
 * - `v2`: `queryV2Order` finds it.
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
