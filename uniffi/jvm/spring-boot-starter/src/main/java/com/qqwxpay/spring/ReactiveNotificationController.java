package com.qqwxpay.spring;

import com.qqwxpay.NotificationHandlers;
import com.qqwxpay.Notifications;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Takes notifications in WebFlux. Its functions run where futures of the client are completed, never on a thread of the server. */
@RestController
public class ReactiveNotificationController {
    private final NotificationHandlers handlers;

    /** With these functions. */
    public ReactiveNotificationController(NotificationHandlers handlers) {
        this.handlers = handlers;
    }

    @PostMapping(NotificationAnswers.PATH)
    Mono<ResponseEntity<byte[]>> take(ServerHttpRequest request) {
        var headers = Notifications.headers(request.getHeaders()::forEach);
        return raw(request.getBody())
                .flatMap(body -> Mono.fromFuture(() -> handlers.receive(headers, body)))
                .map(NotificationAnswers::of);
    }

    /** The body, up to one byte more than a notification can have, which the library refuses. */
    private static Mono<byte[]> raw(Flux<DataBuffer> body) {
        Flux<DataBuffer> bounded = DataBufferUtils.takeUntilByteCount(body, Notifications.getMaximumBytes() + 1);
        return DataBufferUtils.join(bounded).map(ReactiveNotificationController::bytes).defaultIfEmpty(new byte[0]);
    }

    private static byte[] bytes(DataBuffer buffer) {
        byte[] read = new byte[buffer.readableByteCount()];
        buffer.read(read);
        DataBufferUtils.release(buffer);
        return read;
    }
}
