package com.example.shop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.qqwxpay.QqWxPayClient;
import com.qqwxpay.testing.NotificationKind;
import com.qqwxpay.testing.QqWxPayTesting;
import com.qqwxpay.testing.TestOrder;
import com.qqwxpay.testing.junit.QqWxPayTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@QqWxPayTest
class NotifyTest {
    @Test
    void whatIsPaidIsDelivered(QqWxPayClient pay) {
        List<String> delivered = new ArrayList<>();
        var handler = pay.notifications().paid(paid -> { delivered.add(paid.getOutTradeNo()); }).build();
        var sent = QqWxPayTesting.signedNotification(NotificationKind.PAYMENT, new TestOrder("T1", 1999));
        assertEquals(200, handler.answer(sent.getHeaders(), sent.getBody()).getStatus());
        assertEquals(List.of("T1"), delivered);
    }
}
