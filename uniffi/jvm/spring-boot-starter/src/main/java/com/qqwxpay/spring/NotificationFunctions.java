package com.qqwxpay.spring;

import com.qqwxpay.NotificationHandlers;

/**
 * Says which function takes which event: a bean of this type opens the address of notifications. Several beans may each add theirs.
 *
 * <pre>{@code
 * @Bean
 * NotificationFunctions notifications(Orders orders) {
 *     return events -> events.paid(orders::paid).refund(orders::refunded).ignore(EventKind.OTHER);
 * }
 * }</pre>
 */
@FunctionalInterface
public interface NotificationFunctions {
    /** Gives events to functions. */
    void addTo(NotificationHandlers.Builder events);
}
