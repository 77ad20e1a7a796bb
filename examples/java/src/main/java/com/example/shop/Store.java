package com.example.shop;

import com.qqwxpay.Expected;
import com.qqwxpay.QqWxPayException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The shop's own orders, in memory. A database does the same with a transaction where this takes a lock. */
@Component
class Store {
    enum Became {
        /** Once for each order: deliver then. */
        PAID,
        ALREADY,
        DIFFERS,
        UNKNOWN
    }

    private static final Logger LOG = LoggerFactory.getLogger(Store.class);
    private final Map<String, Order> orders = new HashMap<>();

    /** Keeps an order. Do it before the order is placed: the notification may be faster than the reply. */
    synchronized void keep(Order order) {
        orders.put(order.number(), order);
    }

    synchronized Optional<Order> find(String number) {
        return Optional.ofNullable(orders.get(number));
    }

    /**
     * Settles an order that WeChat Pay says is paid; once, however often it is reported.
     *
     * @param compare throws when the payment is not what the order says
     */
    synchronized Became settle(String number, Consumer<Expected> compare) {
        Order order = orders.get(number);
        if (order == null) {
            return Became.UNKNOWN;
        }
        if (order.state() != Order.State.OPEN) {
            return Became.ALREADY;
        }
        try {
            compare.accept(Expected.builder().outTradeNo(number).total(order.total()).build());
        } catch (QqWxPayException.Mismatch difference) {
            orders.put(number, new Order(order.request(), Order.State.REVIEW));
            LOG.error("order {}: do not deliver, a person must look: {}", number, difference.getMessage());
            return Became.DIFFERS;
        }
        orders.put(number, new Order(order.request(), Order.State.PAID));
        return Became.PAID;
    }
}
