package com.qqwxpay.spring;

import com.qqwxpay.ClientEvent;
import com.qqwxpay.Observer;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** How many days the certificates in use have left, as the client told it last. Nobody is asked. */
final class CertificateEnds implements Observer {
    private record Told(long daysLeft, long nanoTime) {}

    private final Map<String, Told> told = new ConcurrentHashMap<>();

    @Override
    public void observe(ClientEvent event) {
        if (event instanceof ClientEvent.Certificate certificate && certificate.getDaysLeft() != null) {
            told.put(certificate.getWhose().name().toLowerCase(Locale.ROOT), new Told(certificate.getDaysLeft(), System.nanoTime()));
        }
    }

    /** By the owner of the certificate; below 0 it has ended. */
    Map<String, Long> daysLeft() {
        Map<String, Long> days = new TreeMap<>();
        told.forEach((whose, last) -> days.put(whose, last.daysLeft() - Duration.ofNanos(System.nanoTime() - last.nanoTime()).toDays()));
        return days;
    }

    boolean isOver() {
        return daysLeft().values().stream().anyMatch(days -> days < 0);
    }
}
