package com.example.shop;

import com.qqwxpay.Expected;
import com.qqwxpay.OrderAmount;
import com.qqwxpay.OrderFamily;
import com.qqwxpay.OrderReference;
import com.qqwxpay.OrderRequest;
import com.qqwxpay.OrderStatus;
import com.qqwxpay.PaymentState;
import com.qqwxpay.PaymentToExpect;
import com.qqwxpay.Placement;
import com.qqwxpay.QqWxPayClient;
import com.qqwxpay.QqWxPayException;
import com.qqwxpay.RequestPayment;
import com.qqwxpay.SceneInfo;
import jakarta.servlet.http.HttpServletRequest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Placing an order, giving it a fresh link, telling its state. */
@RestController
@RequestMapping("/orders")
class OrderController {
    private static final Logger LOG = LoggerFactory.getLogger(OrderController.class);
    private static final SecureRandom RANDOM = new SecureRandom();
    private final QqWxPayClient pay;
    private final Store store;
    private final Deliveries deliveries;
    private final PayerAddress payer;

    OrderController(QqWxPayClient pay, Store store, Deliveries deliveries, PayerAddress payer) {
        this.pay = pay;
        this.store = store;
        this.deliveries = deliveries;
        this.payer = payer;
    }

    record Purchase(String product) {}

    record Placed(String outTradeNo, long total, long expiresAt, RequestPayment requestPayment) {}

    record State(String outTradeNo, long total, String state) {}

    record Failure(String error, String retry, String outTradeNo) {}

    /** An order for a product, and the arguments of {@code qq.requestWxPayment}. */
    @PostMapping
    ResponseEntity<?> order(@RequestBody Purchase purchase, HttpServletRequest request) {
        Product product = purchase.product() == null ? null : Product.ALL.get(purchase.product());
        if (product == null) {
            return missing("no such product");
        }
        OrderRequest order = OrderRequest.builder()
                .outTradeNo(newNumber())
                .description(product.description())
                .amount(OrderAmount.builder().total(product.price()).build())
                .sceneInfo(SceneInfo.builder().payerClientIp(payer.of(request)).build())
                .build();
        store.keep(new Order(order, Order.State.OPEN));
        return place(order, 201);
    }

    /** The same order again. A link lives 5 minutes, and a reply may have been lost. */
    @PostMapping("/{number}/link")
    ResponseEntity<?> link(@PathVariable String number) {
        Optional<Order> order = store.find(number);
        if (order.isEmpty()) {
            return missing("no such order");
        }
        if (order.get().state() != Order.State.OPEN) {
            return ResponseEntity.status(409).body(new Failure("already settled", null, null));
        }
        return place(order.get().request(), 200);
    }

    /** The state of an order. The mini program asks after {@code qq.requestWxPayment}. */
    @GetMapping("/{number}")
    ResponseEntity<?> state(@PathVariable String number) {
        if (store.find(number).filter(order -> order.state() == Order.State.OPEN).isPresent()) {
            ask(number);
        }
        return store.find(number)
                .<ResponseEntity<?>>map(order -> ResponseEntity.ok(new State(number, order.total(), order.state().word())))
                .orElseGet(() -> missing("no such order"));
    }

    private ResponseEntity<?> place(OrderRequest order, int status) {
        try {
            Placement placement = pay.placeOrder(order, Duration.ofSeconds(10)).join();
            if (placement instanceof Placement.Placed placed) {
                Placed reply = new Placed(placed.getOutTradeNo(), order.getAmount().getTotal(), placed.getExpiresAt(), placed.getRequestPayment());
                return ResponseEntity.status(status).body(reply);
            }
            return failure(order, ((Placement.ToConfirm) placement).getError());
        } catch (CompletionException exception) {
            if (exception.getCause() instanceof QqWxPayException failed) {
                return failure(order, failed);
            }
            throw exception;
        }
    }

    /** No notification has come: it may be late or lost. WeChat Pay's answer decides. */
    private void ask(String number) {
        OrderReference order = OrderReference.builder().family(OrderFamily.DIRECT).outTradeNo(number).build();
        OrderStatus status;
        try {
            status = pay.confirmOrder(order, Duration.ofSeconds(5)).join();
        } catch (CompletionException exception) {
            LOG.warn("order {}: {}", number, exception.getCause().getMessage());
            return;
        }
        if (status.getState() != PaymentState.PAID || status.getFound() == null) {
            return; // it stays open, and the client asks again
        }
        Store.Became became = store.settle(number, expected -> pay.expectPayment(found(status, expected)));
        if (became == Store.Became.PAID) {
            deliveries.deliver(number);
        }
    }

    private static PaymentToExpect found(OrderStatus status, Expected expected) {
        return PaymentToExpect.builder().found(status.getFound()).expected(expected).build();
    }

    /** The client learns the number, so that it repeats this very order ({@code /link}) and never places a second one. */
    private static ResponseEntity<?> failure(OrderRequest order, QqWxPayException failed) {
        LOG.error("order {}: {}", order.getOutTradeNo(), failed.getMessage());
        int status = failed.getRetry().equals("never") ? 500 : 503;
        return ResponseEntity.status(status).body(new Failure(failed.getCode(), failed.getRetry(), order.getOutTradeNo()));
    }

    private static ResponseEntity<?> missing(String what) {
        return ResponseEntity.status(404).body(new Failure(what, null, null));
    }

    /** A number that nobody guesses: who knows it may see the order's state. */
    private static String newNumber() {
        byte[] bytes = new byte[8];
        RANDOM.nextBytes(bytes);
        return "T" + Instant.now().getEpochSecond() + HexFormat.of().withUpperCase().formatHex(bytes);
    }
}
