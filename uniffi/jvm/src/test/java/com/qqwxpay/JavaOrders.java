package com.qqwxpay;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** What the tests in Java have in common. */
final class JavaOrders {
    private JavaOrders() {}

    /** Transports that were not written to the end. */
    static final FutureTransport NO_FUTURE = (request, milliseconds) -> null;

    static final FutureTransport FUTURE_OF_NOTHING = (request, milliseconds) -> CompletableFuture.completedFuture(null);

    /** An order of 19.99 yuan. */
    static OrderRequest order(String number) {
        return OrderRequest.builder()
                .outTradeNo(number)
                .description("蓝色马克杯")
                .amount(OrderAmount.builder().total(1999).build())
                .sceneInfo(SceneInfo.builder().payerClientIp("203.0.113.7").build())
                .attach(null) // what may be left out may be null
                .build();
    }

    /** What the future failed with. */
    static QqWxPayException failure(CompletableFuture<?> future) {
        Throwable thrown = assertThrows(ExecutionException.class, future::get).getCause();
        return assertInstanceOf(QqWxPayException.class, thrown);
    }
}
