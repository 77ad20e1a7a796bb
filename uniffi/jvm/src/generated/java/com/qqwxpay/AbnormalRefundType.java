// Written by `cargo xtask generate` from the models in Rust. Do not edit.
package com.qqwxpay;

/**
 * Where the money of an abnormal refund goes.
 * - `USER_BANK_CARD`: To another bank card of the payer.
 * - `MERCHANT_BANK_CARD`: To the merchant's own bank account; the merchant then gives it to the payer.
 */
public enum AbnormalRefundType {
    USER_BANK_CARD("USER_BANK_CARD"),
    MERCHANT_BANK_CARD("MERCHANT_BANK_CARD");

    final String wire;

    AbnormalRefundType(String wire) {
        this.wire = wire;
    }

    static AbnormalRefundType read(String wire) {
        for (AbnormalRefundType word : values()) {
            if (word.wire.equals(wire)) {
                return word;
            }
        }
        throw new IllegalStateException("facade and library are of different versions: " + wire);
    }
}
