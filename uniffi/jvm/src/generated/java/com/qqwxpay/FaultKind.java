// Written by `cargo xtask generate` from the models in Rust. Do not edit.
package com.qqwxpay;

/**
 * What happened.
 * - `notification_refused`: A notification was refused although nobody forged it: a key or setting of the shop is wrong.
 * - `notification_not_taken`: A notification was answered as failure: the shop's function failed, or there is none.
 * - `call_left_open`: A call was given up after its request was sent: what it asked for may have been done.
 * - `inbox_failed`: A place where handled notifications are noted does not work.
 * - `token_store_failed`: The token store or token provider did not do its work.
 * - `token_store_degraded`: The token store does not work, and another one is used meanwhile. It is reported once until it works again.
 * - `token_not_shared`: Other processes or machines fetch access tokens, too, and do not share them with this one.
 * - `events_dropped`: Events were dropped because the observer is too slow.
 * - `sandbox_client`: A client was made whose addresses are of a sandbox on this machine: no money moves. It is reported once for each client.
 */
public enum FaultKind {
    NOTIFICATION_REFUSED("notification_refused"),
    NOTIFICATION_NOT_TAKEN("notification_not_taken"),
    CALL_LEFT_OPEN("call_left_open"),
    INBOX_FAILED("inbox_failed"),
    TOKEN_STORE_FAILED("token_store_failed"),
    TOKEN_STORE_DEGRADED("token_store_degraded"),
    TOKEN_NOT_SHARED("token_not_shared"),
    EVENTS_DROPPED("events_dropped"),
    SANDBOX_CLIENT("sandbox_client");

    final String wire;

    FaultKind(String wire) {
        this.wire = wire;
    }

    static FaultKind read(String wire) {
        for (FaultKind word : values()) {
            if (word.wire.equals(wire)) {
                return word;
            }
        }
        throw new IllegalStateException("facade and library are of different versions: " + wire);
    }
}
