package com.example.shop;

import com.qqwxpay.Acknowledgement;
import com.qqwxpay.HandledNotification;
import com.qqwxpay.Outcome;
import com.qqwxpay.QqWxPayClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Takes the notifications. Anybody can call this address: only what is verified counts. */
@RestController
class NotifyController {
    private static final Logger LOG = LoggerFactory.getLogger(NotifyController.class);
    private final QqWxPayClient pay;
    private final Store store;
    private final Deliveries deliveries;

    NotifyController(QqWxPayClient pay, Store store, Deliveries deliveries) {
        this.pay = pay;
        this.store = store;
        this.deliveries = deliveries;
    }

    /** The body is bytes: a signature covers them as they came, and JSON that was parsed and written again has another. */
    @PostMapping("/notify")
    ResponseEntity<byte[]> notify(@RequestHeader HttpHeaders headers, @RequestBody(required = false) byte[] body) {
        byte[] raw = body == null ? new byte[0] : body;
        HandledNotification handled = pay.handleNotification(headers, raw);
        if (handled.getOutcome() instanceof Outcome.Stale || handled.getOutcome() instanceof Outcome.Unsigned) {
            handled = pay.confirmNotification(headers, raw).join(); // only a query can tell
        }
        return answer(settled(handled) ? handled.getAcknowledgement() : handled.getFailure());
    }

    /** Whether the shop's own work is done. */
    private boolean settled(HandledNotification handled) {
        if (handled.getOutcome() instanceof Outcome.Refused refused) {
            LOG.warn("a notification is not to be believed: {}", refused.getError().getCode());
        }
        if (!(handled.getOutcome() instanceof Outcome.Payment payment)) {
            return true; // refunds, and orders of other kinds: this shop has none
        }
        String number = payment.getPayment().getOutTradeNo();
        Store.Became became = store.settle(number, handled::expect);
        if (became == Store.Became.PAID) {
            deliveries.deliver(number);
        }
        // A payment of an order that this shop does not have: answered with a failure, it comes again.
        return became != Store.Became.UNKNOWN;
    }

    private static ResponseEntity<byte[]> answer(Acknowledgement answer) {
        return ResponseEntity.status((int) answer.getStatus())
                .contentType(MediaType.parseMediaType(answer.getContentType()))
                .body(answer.getBody().getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
}
