package com.qqwxpay;

import static com.qqwxpay.JavaOrders.failure;
import static com.qqwxpay.JavaOrders.order;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The ten most likely mistakes, and what the exception says of them. */
class JavaMistakesTest {
    private static final World WORLD = new World();

    @AfterAll
    static void close() {
        WORLD.close();
    }

    private static QqWxPayClient client(String... changes) {
        Map<String, String> env = new HashMap<>(WORLD.getEnv());
        for (int index = 0; index < changes.length; index += 2) {
            env.put(changes[index], changes[index + 1]);
        }
        return QqWxPayClient.builder().env(env).build();
    }

    private static QqWxPayException refusedSettings(String... changes) {
        return assertThrows(QqWxPayException.class, () -> client(changes));
    }

    /** Every one says what it is, why, and what to do, in both languages, and shows no secret. */
    private static void explained(QqWxPayException exception, Class<? extends QqWxPayException> kind, String code, String field) {
        assertInstanceOf(kind, exception);
        assertEquals(code, exception.getCode());
        if (field != null) {
            assertEquals(field, exception.getField());
        }
        assertEquals("never", exception.getRetry());
        assertNotNull(exception.getReason());
        assertFalse(exception.getRemedy().getEn().isEmpty() || exception.getRemedy().getZh().isEmpty());
        assertTrue(exception.getMessage().contains(code) && exception.getMessage().contains(exception.getRemedy().getEn()), exception.getMessage());
        for (Map.Entry<String, String> variable : WORLD.getEnv().entrySet()) {
            if (variable.getKey().matches(".*(SECRET|KEY)$")) {
                assertFalse(exception.toString().contains(variable.getValue()), variable.getKey());
            }
        }
    }

    private static QqWxPayException refusedOrder(OrderRequest order, String... changes) {
        try (QqWxPayClient pay = client(changes)) {
            return failure(pay.placeOrder(order));
        }
    }

    private static QqWxPayException refusedWhile(String switches, String back) {
        WORLD.switches(switches);
        try {
            return refusedOrder(order(World.number()));
        } finally {
            WORLD.switches(back);
        }
    }

    @Test
    void withoutAMistakeTheOrderIsPlaced() {
        try (QqWxPayClient pay = client()) {
            assertInstanceOf(Placement.Placed.class, pay.placeOrder(order(World.number())).join());
        }
    }

    @Test
    void theMerchantNumberIsNotBoundToTheMiniProgram() {
        explained(refusedWhile("{\"merchant_bound\":false}", "{\"merchant_bound\":true}"), QqWxPayException.Api.class, "9030", null);
    }

    @Test
    void weChatPayIsNotOpenedForTheMiniProgram() {
        explained(refusedWhile("{\"payment_opened\":false}", "{\"payment_opened\":true}"), QqWxPayException.Api.class, "9032", null);
    }

    @Test
    void theSecretOfWeChatInPlaceOfThatOfQq() {
        String secret = "w".repeat(32);
        QqWxPayException failed = refusedOrder(order(World.number()), "QQ_WXPAY_QQ_APP_SECRET", secret);
        explained(failed, QqWxPayException.Api.class, "40001", null);
        assertFalse((failed + " " + failed.getDetail()).contains(secret));
    }

    @Test
    void theAppIdsAreSwapped() {
        String qq = WORLD.getEnv().get("QQ_WXPAY_QQ_APPID");
        String weChat = WORLD.getEnv().get("QQ_WXPAY_WECHAT_APPID");
        explained(
                refusedSettings("QQ_WXPAY_QQ_APPID", weChat),
                QqWxPayException.Config.class, "WECHAT_APPID_AS_QQ_APPID", "qqAppid");
        explained(
                refusedSettings("QQ_WXPAY_WECHAT_APPID", qq),
                QqWxPayException.InvalidInput.class, "QQ_APPID_AS_WECHAT_APPID", "wechatAppid");
    }

    @Test
    void theApiKeysAreSwapped() {
        String v2 = WORLD.getEnv().get("QQ_WXPAY_API_V2_KEY");
        String v3 = WORLD.getEnv().get("QQ_WXPAY_API_V3_KEY");
        String number = World.number();
        try (QqWxPayClient right = client();
                QqWxPayClient swapped = client("QQ_WXPAY_API_V2_KEY", v3, "QQ_WXPAY_API_V3_KEY", v2)) {
            WORLD.pay(assertInstanceOf(Placement.Placed.class, right.placeOrder(order(number)).join()).getH5Url());
            Received received = notification(right, number);
            HandledNotification handled = swapped.handleNotification(received.getHeaders(), received.getBody());
            Outcome.Refused refused = assertInstanceOf(Outcome.Refused.class, handled.getOutcome());
            explained(refused.getError(), QqWxPayException.Config.class, "API_KEYS_SWAPPED", null);
        }
    }

    @Test
    void theCertificateWhereThePrivateKeyBelongs() {
        String certificate = "-----BEGIN CERTIFICATE-----\nMIIC1DCCAbygAwIBAgIU\n-----END CERTIFICATE-----\n";
        explained(
                refusedSettings("QQ_WXPAY_MERCHANT_PRIVATE_KEY", certificate),
                QqWxPayException.Key.class, "PRIVATE_KEY_IS_CERTIFICATE", "merchantPrivateKey");
    }

    @Test
    void theServersAddressInPlaceOfThePayers() {
        OrderRequest order = order(World.number());
        OrderRequest own = OrderRequest.builder()
                .outTradeNo(order.getOutTradeNo())
                .description(order.getDescription())
                .amount(order.getAmount())
                .sceneInfo(SceneInfo.builder().payerClientIp("10.0.0.7").build())
                .build();
        explained(refusedOrder(own), QqWxPayException.InvalidInput.class, "PAYER_IP_NOT_PUBLIC", "sceneInfo.payerClientIp");
    }

    @Test
    void theRelayOfQqAsTheOwnAddress() {
        String relay = "https://api.q.qq.com/wxpay/notify";
        QqWxPayException failed = assertThrows(QqWxPayException.class, () -> {
            throw refusedOrder(order(World.number()), "QQ_WXPAY_NOTIFY_URL", relay);
        });
        explained(failed, QqWxPayException.Config.class, "NOTIFY_URL_IS_RELAY", "notifyUrl");
    }

    @Test
    void theBodyWasParsedBeforeVerifying() {
        String number = World.number();
        try (QqWxPayClient pay = client()) {
            WORLD.pay(assertInstanceOf(Placement.Placed.class, pay.placeOrder(order(number)).join()).getH5Url());
            Received received = notification(pay, number);
            byte[] again = new String(received.getBody(), StandardCharsets.UTF_8).replace(":", ": ").getBytes(StandardCharsets.UTF_8);
            HandledNotification handled = pay.handleNotification(received.getHeaders(), again);
            Outcome.Refused refused = assertInstanceOf(Outcome.Refused.class, handled.getOutcome());
            explained(refused.getError(), QqWxPayException.Signature.class, "SIGNATURE_WRONG", null);
            assertTrue(handled.getAnswer().getStatus() >= 400);
            QqWxPayException same = assertThrows(
                    QqWxPayException.class, () -> handled.expect(Expected.builder().outTradeNo(number).total(1999).build()));
            assertEquals("SIGNATURE_WRONG", same.getCode());
        }
    }

    @Test
    void theAmountOfTheClientInYuan() {
        String number = World.number();
        try (QqWxPayClient pay = client()) {
            WORLD.pay(assertInstanceOf(Placement.Placed.class, pay.placeOrder(order(number)).join()).getH5Url());
            Received received = notification(pay, number);
            HandledNotification handled = pay.handleNotification(received.getHeaders(), received.getBody());
            QqWxPayException differs = assertThrows(
                    QqWxPayException.class, () -> handled.expect(Expected.builder().outTradeNo(number).total(20).build()));
            explained(differs, QqWxPayException.Mismatch.class, "PAYMENT_DIFFERS", "amount.total");
        }
    }

    @Test
    void aFieldThatIsMissingIsNamedByTheBuilder() {
        QqWxPayException missing = assertThrows(
                QqWxPayException.class, () -> OrderRequest.builder().outTradeNo("T20261123000001").description("Blue mug").build());
        explained(missing, QqWxPayException.InvalidInput.class, "FIELD_MISSING", "amount");
    }

    private static Received notification(QqWxPayClient pay, String number) {
        return World.until("the notification", () -> WORLD.getReceived().stream()
                .filter(received -> {
                    OrderReference order = pay.handleNotification(received.getHeaders(), received.getBody()).getOrder();
                    return order != null && order.getOutTradeNo().equals(number);
                })
                .findFirst()
                .orElse(null));
    }
}
