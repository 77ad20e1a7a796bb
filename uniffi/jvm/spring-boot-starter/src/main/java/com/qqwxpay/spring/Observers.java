package com.qqwxpay.spring;

import com.qqwxpay.ClientEvent;
import com.qqwxpay.Observer;
import java.util.List;

/** Several observers of one client. */
record Observers(List<Observer> all) implements Observer {
    @Override
    public void observe(ClientEvent event) {
        RuntimeException failed = null;
        for (Observer one : all) {
            try {
                one.observe(event);
            } catch (RuntimeException thrown) {
                failed = thrown;
            }
        }
        if (failed != null) {
            throw failed; // to the client, which drops it
        }
    }
}
