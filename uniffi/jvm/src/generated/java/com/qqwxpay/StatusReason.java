// Written by `cargo xtask generate` from the models in Rust. Do not edit.
package com.qqwxpay;

/**
 * Why it is said.
 * - `answered`: WeChat Pay's verified answer says so.
 * - `not_found`: WeChat Pay does not know the order number, asked twice: it was never placed, so nobody can have paid it. It may be placed now, with the same number and the same values.
 * - `in_progress`: The payment is under way, or the state is a word that this version does not know.
 * - `parts_differ`: The parts of a combine order are in different states.
 * - `no_answer`: No usable answer: see `error`.
 */
public enum StatusReason {
    ANSWERED("answered"),
    NOT_FOUND("not_found"),
    IN_PROGRESS("in_progress"),
    PARTS_DIFFER("parts_differ"),
    NO_ANSWER("no_answer");

    final String wire;

    StatusReason(String wire) {
        this.wire = wire;
    }

    static StatusReason read(String wire) {
        for (StatusReason word : values()) {
            if (word.wire.equals(wire)) {
                return word;
            }
        }
        throw new IllegalStateException("facade and library are of different versions: " + wire);
    }
}
