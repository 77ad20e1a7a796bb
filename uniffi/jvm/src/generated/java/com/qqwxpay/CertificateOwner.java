// Written by `cargo xtask generate` from the models in Rust. Do not edit.
package com.qqwxpay;

/**
 * Whose certificate or key it is.
 * - `merchant`: The merchant's API certificate, where the settings have it: of a serial number alone no end is known.
 * - `platform`: WeChat Pay's platform certificate: the newest that is valid.
 * - `platform_key`: WeChat Pay's public key.
 */
public enum CertificateOwner {
    MERCHANT("merchant"),
    PLATFORM("platform"),
    PLATFORM_KEY("platform_key");

    final String wire;

    CertificateOwner(String wire) {
        this.wire = wire;
    }

    static CertificateOwner read(String wire) {
        for (CertificateOwner word : values()) {
            if (word.wire.equals(wire)) {
                return word;
            }
        }
        throw new IllegalStateException("facade and library are of different versions: " + wire);
    }
}
