// Written by `cargo xtask generate` from the models in Rust. Do not edit.
package com.qqwxpay;

/**
 * The HTTP method of a request.
 * - `GET`: `GET`
 * - `POST`: `POST`
 * - `PUT`: `PUT`
 * - `PATCH`: `PATCH`
 * - `DELETE`: `DELETE`
 */
public enum Method {
    GET("GET"),
    POST("POST"),
    PUT("PUT"),
    PATCH("PATCH"),
    DELETE("DELETE");

    final String wire;

    Method(String wire) {
        this.wire = wire;
    }

    static Method read(String wire) {
        for (Method word : values()) {
            if (word.wire.equals(wire)) {
                return word;
            }
        }
        throw new IllegalStateException("facade and library are of different versions: " + wire);
    }
}
