package com.example.shop;

import com.qqwxpay.OrderRequest;

/**
 * An order of the shop.
 *
 * @param request what was sent: sent again unchanged it gives a fresh link of the same order
 */
record Order(OrderRequest request, State state) {
    enum State {
        /** Not paid, as far as the shop knows. */
        OPEN,
        PAID,
        /** Somebody paid something else than the order says: a person has to look. */
        REVIEW;

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    String number() {
        return request.getOutTradeNo();
    }

    /** In fen. */
    long total() {
        return request.getAmount().getTotal();
    }
}
