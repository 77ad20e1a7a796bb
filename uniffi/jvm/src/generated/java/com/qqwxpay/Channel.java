// Written by `cargo xtask generate` from the models in Rust. Do not edit.
package com.qqwxpay;

/**
 * The way an order takes to WeChat Pay.
 * - `qq_proxy`: Through QQ's proxy: for `qq.requestWxPayment` in a mini program.
 * - `direct`: Straight to WeChat Pay: for an H5 site of the same merchant.
 */
public enum Channel {
    QQ_PROXY("qq_proxy"),
    DIRECT("direct");

    final String wire;

    Channel(String wire) {
        this.wire = wire;
    }

    static Channel read(String wire) {
        for (Channel word : values()) {
            if (word.wire.equals(wire)) {
                return word;
            }
        }
        throw new IllegalStateException("facade and library are of different versions: " + wire);
    }
}
