package com.example.shop;

import com.qqwxpay.Acknowledgement;
import com.qqwxpay.EventKind;
import com.qqwxpay.NotificationHandlers;
import com.qqwxpay.Notifications;
import com.qqwxpay.PaidEvent;
import com.qqwxpay.QqWxPayClient;
import com.qqwxpay.RefundEvent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.NoSuchElementException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

// --8<-- [start:notify]
/** Takes the notifications. Anybody can call this address: only what is verified counts. */
@RestController
class NotifyController {
    private static final Logger LOG = LoggerFactory.getLogger(NotifyController.class);
    private final NotificationHandlers notifications;
    private final Store store;
    private final Deliveries deliveries;

    NotifyController(QqWxPayClient pay, Store store, Deliveries deliveries) {
        this.store = store;
        this.deliveries = deliveries;
        this.notifications = pay.notifications()
                .paid(this::paid)
                .refund(this::refunded)
                .ignore(EventKind.NOT_PAID, EventKind.OTHER)
                .build();
    }

    /**
     * The body is a stream of bytes: a signature covers them as they came, JSON that was parsed and written again has another, and no more of it is
     * read than a notification can have. Spring's headers are no map from version 7 on: this way both do.
     */
    @PostMapping("/notify")
    ResponseEntity<byte[]> notify(@RequestHeader HttpHeaders headers, InputStream body) throws IOException {
        Acknowledgement answer = notifications.answer(Notifications.headers(headers::forEach), body);
        return ResponseEntity.status((int) answer.getStatus())
                .contentType(MediaType.parseMediaType(answer.getContentType()))
                .body(answer.getBody().getBytes(StandardCharsets.UTF_8));
    }

    /** What is thrown here is answered as failure: the notification comes again. */
    private void paid(PaidEvent paid) {
        String number = paid.getOutTradeNo();
        switch (store.settle(number, paid::expect)) {
            case PAID -> deliveries.deliver(number);
            case UNKNOWN -> throw new NoSuchElementException("no such order");
            case ALREADY, DIFFERS -> { } // reported again; or a person has to look
        }
    }

    private void refunded(RefundEvent refund) {
        LOG.info("refund {} of order {}: {}", refund.getOutRefundNo(), refund.getOutTradeNo(), refund.getStatus());
    }
}
// --8<-- [end:notify]
