package com.qqwxpay.spring;

import com.qqwxpay.EventKind;
import com.qqwxpay.RefundEnd;
import com.qqwxpay.spring.NotificationFunctions;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
public class PaymentNotifications {
    /** Your own orders. */
    public interface Orders {
        long total(String number); // fen; throws when there is no such order

        void deliver(String number); // once, however often it is reported

        void refunded(String refund, RefundEnd end);
    }

    @Bean
    NotificationFunctions payments(Orders orders) {
        return events -> events
                .paid(paid -> {
                    paid.expect(paid.getOutTradeNo(), orders.total(paid.getOutTradeNo())); // throws when your order says something else
                    orders.deliver(paid.getOutTradeNo());
                })
                .refund(refund -> {
                    orders.refunded(refund.getOutRefundNo(), refund.getStatus()); // SUCCESS, ABNORMAL or CLOSED
                });
    }

    @Bean
    NotificationFunctions unneeded() {
        return events -> events.ignore(EventKind.NOT_PAID, EventKind.OTHER);
    }
}
