package com.qqwxpay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The functions of a shop in Java: blocking ones, ones that give a future, ones that give something by mistake. */
class JavaNotificationsTest {
    private static final World WORLD = new World();
    private static final Kinds KINDS = new Kinds(WORLD);
    private static final QqWxPayClient PAY = QqWxPayClient.builder().env(WORLD.getEnv()).build();

    @AfterAll
    static void close() {
        PAY.close();
        KINDS.close();
        WORLD.close();
    }

    private static long status(NotificationHandlers notifications, String kind) {
        Received received = KINDS.getAll().get(kind);
        long blocking = notifications.answer(received.getHeaders(), new ByteArrayInputStream(received.getBody())).getStatus();
        assertEquals(blocking, notifications.receive(received.getHeaders(), received.getBody()).join().getStatus(), kind);
        return blocking;
    }

    private final List<String> delivered = new CopyOnWriteArrayList<>();

    private void deliver(PaidEvent paid) {
        paid.expect(paid.getOutTradeNo(), 1999);
        delivered.add(paid.getOutTradeNo());
    }

    private boolean refuse(PaidEvent paid) {
        return false;
    }

    private CompletableFuture<Boolean> later(PaidEvent paid) {
        return CompletableFuture.supplyAsync(() -> paid.getTotal() != 1999);
    }

    @Test
    void aThreadThatIsInterruptedStaysSo() {
        NotificationHandlers taking = PAY.notifications().paid(this::deliver).build();
        Received received = KINDS.getAll().get("direct");
        Thread.currentThread().interrupt();
        QqWxPayException failed = assertThrows(QqWxPayException.class, () -> taking.answer(received.getHeaders(), received.getBody()));
        assertTrue(Thread.interrupted());
        assertEquals("CALL_ABANDONED", failed.getCode());
        assertEquals(200, taking.answer(received.getHeaders(), received.getBody()).getStatus());
    }

    @Test
    void functionsAndWhatTheyGive() {
        NotificationHandlers taking = PAY.notifications().paid(this::deliver).refund(refund -> {
            delivered.add(refund.getOutRefundNo());
        }).build();
        for (String kind : Kinds.Companion.getPAID()) {
            assertEquals(200, status(taking, kind), kind);
        }
        for (String kind : Kinds.Companion.getREFUNDED()) {
            assertEquals(200, status(taking, kind), kind);
        }
        assertEquals(16, delivered.size(), "eight kinds, each answered twice");
        assertEquals(401, status(taking, "probe"));
        assertEquals(500, status(PAY.notifications().paid(this::refuse).build(), "direct"), "false");
        assertEquals(500, status(PAY.notifications().paid(this::later).build(), "direct"), "a future of false");
        assertEquals(500, status(PAY.notifications().paid((PaidEvent paid) -> "SUCCESS").build(), "direct"), "a text");
        assertEquals(500, status(PAY.notifications().refund(refund -> { }).build(), "direct"), "nobody takes it");
        assertEquals(200, status(PAY.notifications().refund(refund -> { }).ignore(EventKind.PAID).build(), "direct"));
    }

    @Test
    void aCheckedExceptionIsTheCause() {
        Exception broken = new Exception("database");
        List<QqWxPayException> failed = new CopyOnWriteArrayList<>();
        NotificationHandlers notifications = PAY.notifications().paid((PaidEvent paid) -> {
            if (paid.getTotal() > 0) {
                throw broken;
            }
        }).onError(failed::add).build();
        assertEquals(500, status(notifications, "v2"));
        assertEquals("HANDLER_FAILED", failed.get(0).getCode());
        assertSame(broken, failed.get(0).getCause());
    }

    @Test
    void mistakesAreToldWhenItIsMade() {
        assertThrows(QqWxPayException.InvalidInput.class, () -> PAY.notifications().build());
        assertThrows(QqWxPayException.InvalidInput.class, () -> PAY.notifications().paid(this::deliver).ignore(EventKind.PAID).build());
    }

    @Test
    void aStuckFunctionHoldsUpNoOtherCall() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch stuck = new CountDownLatch(32);
        NotificationHandlers notifications = PAY.notifications().paid(paid -> {
            stuck.countDown();
            end.await();
        }).build();
        Received received = KINDS.getAll().get("direct");
        List<CompletableFuture<Acknowledgement>> answers = new CopyOnWriteArrayList<>();
        for (int index = 0; index < 32; index++) {
            answers.add(notifications.receive(received.getHeaders(), received.getBody()));
        }
        try {
            assertTrue(stuck.await(30, java.util.concurrent.TimeUnit.SECONDS));
            Stuck.othersGoOn(PAY);
        } finally {
            end.countDown();
        }
        answers.forEach(answer -> assertEquals(200, answer.join().getStatus()));
    }

    @Test
    void nothingIsAcknowledgedWithoutHeaders() {
        NotificationHandlers notifications = PAY.notifications().paid(this::deliver).build();
        assertTrue(notifications.answer(Map.of(), new byte[0]).getStatus() >= 400);
        assertTrue(notifications.answer(Map.of(), "{}".getBytes(java.nio.charset.StandardCharsets.UTF_8)).getStatus() >= 400);
    }
}
