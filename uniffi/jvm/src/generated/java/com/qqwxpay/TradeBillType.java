// Written by `cargo xtask generate` from the models in Rust. Do not edit.
package com.qqwxpay;

/**
 * Which transactions a trade bill lists.
 * - `ALL`: Payments and refunds.
 * - `SUCCESS`: Payments.
 * - `REFUND`: Refunds.
 * - `RECHARGE_REFUND`: Refunds of recharges; V2 only.
 */
public enum TradeBillType {
    ALL("ALL"),
    SUCCESS("SUCCESS"),
    REFUND("REFUND"),
    RECHARGE_REFUND("RECHARGE_REFUND");

    final String wire;

    TradeBillType(String wire) {
        this.wire = wire;
    }

    static TradeBillType read(String wire) {
        for (TradeBillType word : values()) {
            if (word.wire.equals(wire)) {
                return word;
            }
        }
        throw new IllegalStateException("facade and library are of different versions: " + wire);
    }
}
