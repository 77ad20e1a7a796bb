package com.example.shop;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Delivers what is paid. */
@Component
class Deliveries {
    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);
    private final List<String> done = new CopyOnWriteArrayList<>();

    void deliver(String number) {
        done.add(number);
        LOG.info("order {} is paid", number);
    }

    /** The numbers of the orders, each as often as it was delivered. */
    List<String> done() {
        return done;
    }
}
