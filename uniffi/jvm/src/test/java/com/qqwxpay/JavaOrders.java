package com.qqwxpay;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** What the tests in Java have in common. */
final class JavaOrders {
    private JavaOrders() {}

    /** Sends with the client of the JDK. */
    static final FutureTransport JDK = (request, milliseconds) -> {
        byte[] body = request.getBody();
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(request.getUrl()))
                .method(request.getMethod(), body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofByteArray(body))
                .timeout(Duration.ofMillis(milliseconds));
        request.getHeaders().forEach((name, value) -> {
            if (!name.equalsIgnoreCase("Host") && !name.equalsIgnoreCase("Content-Length")) {
                builder.header(name, value);
            }
        });
        return HttpClient.newHttpClient()
                .sendAsync(builder.build(), HttpResponse.BodyHandlers.ofByteArray())
                .thenApply(reply -> new HttpReply(reply.statusCode(), reply.headers().map(), reply.body()));
    };

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
