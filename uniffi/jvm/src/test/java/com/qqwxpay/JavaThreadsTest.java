package com.qqwxpay;

import static com.qqwxpay.JavaOrders.order;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What is chained to a future may take its time, ask again, never end: no other call waits for it. */
class JavaThreadsTest {
    private static final int AT_ONCE = 32;
    private static final World WORLD = new World();
    private static final QqWxPayClient PAY = QqWxPayClient.builder().env(WORLD.getEnv()).build();
    private static final Duration FIVE_SECONDS = Duration.ofSeconds(5);

    @AfterAll
    static void close() {
        PAY.close();
        WORLD.close();
    }

    private static OrderId number(OrderRequest order) {
        return new OrderId.OutTradeNo(order.getOutTradeNo());
    }

    private static void allEnd(List<? extends CompletableFuture<?>> futures) throws Exception {
        CompletableFuture.allOf(futures.toArray(CompletableFuture<?>[]::new)).get(60, TimeUnit.SECONDS);
    }

    @Test
    void continuationsThatAskAgainAndWaitAllEnd() throws Exception {
        List<CompletableFuture<String>> states = new ArrayList<>();
        for (int index = 0; index < AT_ONCE; index++) {
            OrderRequest order = order(World.number());
            states.add(PAY.placeOrder(order, FIVE_SECONDS).thenApply(placed -> {
                assertInstanceOf(Placement.Placed.class, placed);
                return PAY.queryOrder(number(order), FIVE_SECONDS).join().getTradeState();
            }));
        }
        allEnd(states);
        states.forEach(state -> assertEquals("NOTPAY", state.join()));
    }

    @Test
    void limitsFireWhileContinuationsAreStuck() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch stuck = new CountDownLatch(AT_ONCE);
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int index = 0; index < AT_ONCE; index++) {
            all.add(PAY.placeOrder(order(World.number())).thenAccept(placed -> {
                stuck.countDown();
                wait(end);
            }));
        }
        try {
            assertTrue(stuck.await(30, TimeUnit.SECONDS), "all are stuck at once");
            Stuck.othersGoOn(PAY);
            WORLD.fault("query", "time_out", 9);
            CompletableFuture<Transaction> silent = PAY.queryOrder(new OrderId.OutTradeNo("JAVA-none"), Duration.ofSeconds(1));
            ExecutionException late = assertThrows(ExecutionException.class, () -> silent.get(10, TimeUnit.SECONDS));
            assertEquals("TIMED_OUT", assertInstanceOf(QqWxPayException.class, late.getCause()).getCode());
        } finally {
            WORLD.clear();
            end.countDown();
        }
        allEnd(all);
    }

    private static void wait(CountDownLatch end) {
        try {
            assertTrue(end.await(60, TimeUnit.SECONDS));
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    @Test
    void anExecutorOfOnesOwnCompletesTheFutures() throws Exception {
        ExecutorService one = Executors.newSingleThreadExecutor(work -> new Thread(work, "the merchant's"));
        Set<String> seen = ConcurrentHashMap.newKeySet();
        CountDownLatch end = new CountDownLatch(1);
        try (QqWxPayClient pay = QqWxPayClient.builder().env(WORLD.getEnv()).executor(one).build()) {
            List<CompletableFuture<Void>> all = new ArrayList<>();
            for (int index = 0; index < AT_ONCE; index++) {
                all.add(pay.placeOrder(order(World.number())).thenAccept(placed -> seen.add(Thread.currentThread().getName())));
            }
            allEnd(all);
            assertEquals(Set.of("the merchant's"), seen);
            one.execute(() -> wait(end));
            // It is the merchant's own that is full: other clients, and the work of this one, go on.
            CompletableFuture<Placement> waiting = pay.placeOrder(order(World.number()));
            Stuck.othersGoOn(PAY);
            end.countDown();
            assertInstanceOf(Placement.Placed.class, waiting.get(20, TimeUnit.SECONDS));
            one.shutdown();
            assertInstanceOf(Placement.Placed.class, pay.placeOrder(order(World.number())).get(20, TimeUnit.SECONDS), "refused by the executor");
        } finally {
            end.countDown();
            one.shutdown();
        }
    }

    @Test
    void aFutureThatIsGivenUpGivesTheCallUp() {
        ExecutorService own = Executors.newSingleThreadExecutor();
        try (QqWxPayClient pay = QqWxPayClient.builder().env(WORLD.getEnv()).transport((request, milliseconds) -> new CompletableFuture<>()).executor(own).build()) {
            CompletableFuture<Transaction> asked = pay.queryOrder(new OrderId.OutTradeNo("JAVA-none"));
            assertTrue(asked.cancel(true));
            assertTrue(asked.isCancelled());
        } finally {
            own.shutdown();
        }
    }
}
