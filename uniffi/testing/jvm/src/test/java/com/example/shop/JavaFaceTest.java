package com.example.shop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.qqwxpay.OrderAmount;
import com.qqwxpay.OrderRequest;
import com.qqwxpay.Placement;
import com.qqwxpay.QqWxPayClient;
import com.qqwxpay.QqWxPayException;
import com.qqwxpay.SceneInfo;
import com.qqwxpay.testing.Changes;
import com.qqwxpay.testing.FaultEndpoint;
import com.qqwxpay.testing.SandboxFault;
import com.qqwxpay.testing.NotificationKind;
import com.qqwxpay.testing.QqWxPayTesting;
import com.qqwxpay.testing.Sandbox;
import com.qqwxpay.testing.SandboxOptions;
import com.qqwxpay.testing.Spoilt;
import com.qqwxpay.testing.TestOrder;
import com.qqwxpay.testing.TestSubOrder;
import com.qqwxpay.testing.TestingException;
import com.qqwxpay.testing.junit.QqWxPayTest;
import com.qqwxpay.testing.junit.SandboxScope;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** The kit as it is written in Java. */
@QqWxPayTest(sandbox = SandboxScope.SUITE)
class JavaFaceTest {
    private static OrderRequest order(String number) {
        return OrderRequest.builder().outTradeNo(number).description("mug").amount(OrderAmount.builder().total(1999).build())
                .sceneInfo(SceneInfo.builder().payerClientIp("203.0.113.7").build()).build();
    }

    @Test
    void aForgeryIsRefused() {
        try (QqWxPayClient pay = QqWxPayTesting.client()) {
            var handler = pay.notifications().paid(paid -> { fail("it is forged"); }).build();
            var forged = QqWxPayTesting.signedNotification(
                    NotificationKind.COMBINE_PAYMENT,
                    new TestOrder("C1", 300).subOrders(new TestSubOrder("C1-a", 100), new TestSubOrder("C1-b", 200)),
                    new Changes().spoilt(Spoilt.FORGED).header("X-Trace", "1"));
            assertTrue(handler.answer(forged.getHeaders(), forged.getBody()).getStatus() >= 400);
        }
    }

    @Test
    void anErrorIsMade() {
        assertInstanceOf(QqWxPayException.Api.class, QqWxPayTesting.error("9030"));
        assertEquals("code", assertThrows(QqWxPayException.InvalidInput.class, () -> QqWxPayTesting.error("9o30")).getField());
    }

    @Test
    void aSandboxIsSteered(Sandbox sandbox) {
        try (QqWxPayClient pay = sandbox.client()) {
            var placed = assertInstanceOf(Placement.Placed.class, pay.placeOrder(order("JAVA-S1")).join());
            assertEquals("requestWxPayment:ok", sandbox.requestWxPayment(placed.getH5Url(), sandbox.getEnvironment().get("QQ_WXPAY_REFERER")).getErrMsg());
            assertEquals("SUCCESS", sandbox.orders().stream().filter(order -> order.getOutTradeNo().equals("JAVA-S1")).findFirst().orElseThrow().getTradeState());
            sandbox.addFault(FaultEndpoint.PROXY, SandboxFault.refuse("9030"));
            var refused = assertThrows(CompletionException.class, () -> pay.placeOrder(order("JAVA-S2")).join());
            assertEquals("9030", ((QqWxPayException) refused.getCause()).getCode());
        }
    }

    @Test
    void whatIsWrongIsNamed() {
        var port = assertThrows(TestingException.class, () -> Sandbox.start(new SandboxOptions().host("localhost")));
        assertEquals("WRONG_VALUE", port.getCode());
        assertEquals("host", port.getField());
        assertNull(port.getNearest());
        try (Sandbox sandbox = Sandbox.start()) {
            var none = assertThrows(TestingException.class, () -> sandbox.waitForDelivery("nothing", Duration.ofMillis(1)));
            assertEquals("SANDBOX_REFUSED", none.getCode());
        }
    }
}
