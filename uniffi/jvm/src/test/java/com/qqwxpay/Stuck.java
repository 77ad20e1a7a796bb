package com.qqwxpay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** While code of the host's is stuck somewhere. */
public final class Stuck {
    private Stuck() {}

    /** A call with a limit of 2 s, from an ordinary thread, ends within 3 s. */
    public static void othersGoOn(QqWxPayClient pay) {
        long begin = System.nanoTime();
        OrderId none = new OrderId.OutTradeNo("JAVA-none");
        ExecutionException failed =
                assertThrows(ExecutionException.class, () -> pay.queryOrder(none, Duration.ofSeconds(2)).get(20, TimeUnit.SECONDS));
        assertEquals("ORDER_NOT_EXIST", assertInstanceOf(QqWxPayException.class, failed.getCause()).getCode());
        long milliseconds = (System.nanoTime() - begin) / 1_000_000;
        assertTrue(milliseconds < 3_000, milliseconds + " ms");
    }
}
