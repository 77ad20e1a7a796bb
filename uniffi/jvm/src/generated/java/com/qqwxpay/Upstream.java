// Written by `cargo xtask generate` from the models in Rust. Do not edit.
package com.qqwxpay;

/**
 * The party at the other end of a call.
 * - `qq`: QQ: `getToken` and the payment proxy. It has no backup host.
 * - `wechat_pay`: WeChat Pay itself.
 */
public enum Upstream {
    QQ("qq"),
    WECHAT_PAY("wechat_pay");

    final String wire;

    Upstream(String wire) {
        this.wire = wire;
    }

    static Upstream read(String wire) {
        for (Upstream word : values()) {
            if (word.wire.equals(wire)) {
                return word;
            }
        }
        throw new IllegalStateException("facade and library are of different versions: " + wire);
    }
}
