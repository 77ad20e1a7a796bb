package com.qqwxpay;

import static com.qqwxpay.JavaOrders.JDK;
import static com.qqwxpay.JavaOrders.failure;
import static com.qqwxpay.JavaOrders.order;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A merchant's Java code: from the order to the refund. */
class JavaShopTest {
    private static final World WORLD = new World();
    private static final QqWxPayClient PAY = QqWxPayClient.builder().env(WORLD.getEnv()).build();

    @AfterAll
    static void close() {
        PAY.close();
        WORLD.close();
    }

    /** A placed order. */
    private static Placement.Placed placed(OrderRequest order) {
        Placement placement = PAY.placeOrder(order).join();
        if (placement instanceof Placement.Placed placed) {
            return placed;
        }
        throw new AssertionError("to be confirmed: " + placement);
    }

    private static HandledNotification notified(String number) {
        return World.until("the notification", () -> WORLD.getReceived().stream()
                .map(received -> PAY.handleNotification(received.getHeaders(), received.getBody()))
                .filter(handled -> handled.getOrder() != null && handled.getOrder().getOutTradeNo().equals(number))
                .findFirst()
                .orElse(null));
    }

    @Test
    void aPaymentFromTheOrderToTheRefund() {
        String number = World.number();
        Placement.Placed placed = placed(order(number));
        assertEquals(placed.getH5Url(), placed.getRequestPayment().getUrl());
        OrderId id = new OrderId.OutTradeNo(number);
        Transaction open = PAY.queryOrder(id).join();
        assertEquals("NOTPAY", open.getTradeState());
        assertNull(open.getTransactionId(), "null where WeChat Pay said nothing");

        WORLD.pay(placed.getH5Url());
        HandledNotification handled = notified(number);
        Outcome.Payment payment = assertInstanceOf(Outcome.Payment.class, handled.getOutcome());
        assertEquals(1999, payment.getPayment().getAmount().getTotal());
        assertFalse(handled.toString().contains(payment.getPayment().getPayer().getOpenid()), "the payer is not shown");
        assertEquals(200, handled.accept(EventKind.PAID).getStatus());
        assertTrue(handled.accept(EventKind.REFUND).getStatus() >= 400, "it is no refund");
        assertNull(handled.getAnswer(), "somebody has to take it");
        assertTrue(handled.getFailure().getStatus() >= 400, "the answer when the shop's own work failed");
        handled.expect(Expected.builder().outTradeNo(number).total(1999).build());
        QqWxPayException.Mismatch differs = assertThrows(
                QqWxPayException.Mismatch.class, () -> handled.expect(Expected.builder().outTradeNo(number).total(2000).build()));
        assertEquals("amount.total", differs.getField());

        OrderReference reference = OrderReference.builder().family(OrderFamily.DIRECT).outTradeNo(number).build();
        OrderStatus status = PAY.confirmOrder(reference).join();
        assertEquals(PaymentState.PAID, status.getState());
        assertInstanceOf(FoundOrder.Direct.class, status.getFound());
        PAY.expectPayment(PaymentToExpect.builder()
                .found(status.getFound())
                .expected(Expected.builder().outTradeNo(number).total(1999).build())
                .build());

        RefundRequest refund = RefundRequest.builder()
                .outTradeNo(number)
                .outRefundNo("R" + number)
                .amount(RefundRequestAmount.builder().refund(500).total(1999).build())
                .build();
        assertEquals("PROCESSING", PAY.refund(refund).join().getStatus());
        Refund ended = World.until("the refund", () -> {
            Refund found = PAY.queryRefund(RefundQuery.builder().outRefundNo("R" + number).build()).join();
            return "SUCCESS".equals(found.getStatus()) ? found : null;
        });
        assertEquals(500, ended.getAmount().getRefund());
        // The same number with another amount is no second refund.
        RefundRequest other = RefundRequest.builder()
                .outTradeNo(number)
                .outRefundNo("R" + number)
                .amount(RefundRequestAmount.builder().refund(600).total(1999).build())
                .build();
        assertInstanceOf(QqWxPayException.Api.class, failure(PAY.refund(other)));
    }

    @Test
    void outcomesAreSealedAndUnknownOnesCannotAppear() {
        assertTrue(Outcome.class.isSealed() && Placement.class.isSealed() && FoundOrder.class.isSealed() && OrderId.class.isSealed());
        assertEquals(13, Outcome.class.getPermittedSubclasses().length);
    }

    @Test
    void anUnpaidOrderIsClosed() {
        String number = World.number();
        placed(order(number));
        Void nothing = PAY.closeOrder(CloseOrderRequest.builder().outTradeNo(number).build()).join();
        assertNull(nothing);
        assertEquals("CLOSED", PAY.queryOrder(new OrderId.OutTradeNo(number)).join().getTradeState());
    }

    @Test
    void aLostReplyIsNoErrorAndNoSecondOrder() {
        OrderRequest order = order(World.number());
        WORLD.fault("proxy", "drop_after", 9);
        Placement.ToConfirm lost = assertInstanceOf(Placement.ToConfirm.class, PAY.placeOrder(order).join());
        WORLD.clear();
        assertEquals("confirm_first", lost.getError().getRetry());
        assertEquals(PaymentState.NOT_PAID, PAY.confirmOrder(lost.getOrder()).join().getState());
        assertEquals(order.getOutTradeNo(), placed(order).getOutTradeNo());
    }

    @Test
    void aBillIsReadRowByRow() {
        long days = 2 * 86_400;
        String date = LocalDate.now(ZoneId.of("Asia/Shanghai")).minusDays(2).toString();
        String number = World.number();
        try (World world = new World(); QqWxPayClient pay = QqWxPayClient.builder().env(world.getEnv()).build()) {
            Placement.Placed placed = assertInstanceOf(Placement.Placed.class, pay.placeOrder(order(number)).join());
            world.advance(-days);
            world.pay(placed.getH5Url());
            world.advance(days);
            TradeBillRequest request = TradeBillRequest.builder().billDate(date).gzip(true).build();
            try (BillReader<TradeBillRow, FinishedTradeBillSummary> bill = pay.tradeBill(request).join()) {
                List<String> numbers = new ArrayList<>();
                for (TradeBillRow row : bill) {
                    assertNull(bill.getFinished(), "nothing is proven before the end");
                    numbers.add(row.getOutTradeNo());
                }
                assertEquals(List.of(number), numbers);
                assertTrue(bill.getFinished().getVerified());
                assertEquals(1999, bill.getFinished().getSummary().getOrderAmount());
            }
            BillReader<TradeBillRow, FinishedTradeBillSummary> twice = pay.tradeBill(request).join();
            twice.forEach(row -> {});
            assertThrows(QqWxPayException.InvalidInput.class, () -> twice.forEach(row -> {}), "no rows would be an empty bill");
            assertNotNull(twice.getFinished());
            try (Stream<TradeBillRow> rows = pay.tradeBill(request).join().stream()) {
                assertEquals(1, rows.mapToLong(TradeBillRow::getOrderAmount).filter(fen -> fen == 1999).count());
            }
            BillReader<TradeBillRow, FinishedTradeBillSummary> left = pay.tradeBill(request).join();
            left.close();
            QqWxPayException closed = assertThrows(QqWxPayException.InvalidInput.class, () -> left.iterator().hasNext());
            assertEquals("BILL_READ_BEFORE", closed.getCode());
            assertNull(left.getFinished(), "what was left has no proof");
            aBillForAnotherHttpClient(pay, request);
            aThreadThatIsInterrupted(pay, request);
            world.fault("bill_file", "flipped_byte");
            BillReader<TradeBillRow, FinishedTradeBillSummary> spoilt = pay.tradeBill(request).join();
            QqWxPayException failed = assertThrows(QqWxPayException.class, () -> spoilt.forEach(row -> {}));
            assertTrue(failed.getCode().startsWith("BILL_"), failed.getCode());
            assertNull(spoilt.getFinished());
        }
    }

    private static void aBillForAnotherHttpClient(QqWxPayClient pay, TradeBillRequest request) {
        Prepared<BillLink> asked = pay.prepare(Operation.TRADE_BILL, request);
        HttpReply reply = JDK.send(asked.getRequest(), 5000).join();
        BillLink link = asked.finish(reply.getStatus(), reply.getHeaders(), reply.getBody());
        PreparedBill<TradeBillRow, FinishedTradeBillSummary> bill = pay.prepareBill(Operation.TRADE_BILL_FILE, link);
        HttpReply file = JDK.send(bill.getRequest(), 5000).join();
        for (TradeBillRow row : bill.rows(file.getStatus(), file.getHeaders(), new ByteArrayInputStream(file.getBody()))) {
            assertEquals(1999, row.getOrderAmount());
        }
        assertTrue(bill.getFinished().getVerified());
    }

    /** It stays interrupted, and the download ends. */
    private static void aThreadThatIsInterrupted(QqWxPayClient pay, TradeBillRequest request) {
        BillReader<TradeBillRow, FinishedTradeBillSummary> bill = pay.tradeBill(request).join();
        Thread.currentThread().interrupt();
        QqWxPayException failed = assertThrows(QqWxPayException.Transport.class, () -> bill.iterator().hasNext());
        assertTrue(Thread.interrupted());
        assertEquals("CALL_ABANDONED", failed.getCode());
        assertInstanceOf(InterruptedException.class, failed.getCause());
        assertEquals("BILL_READ_BEFORE", assertThrows(QqWxPayException.class, () -> bill.iterator().hasNext()).getCode());
        BillReader<TradeBillRow, FinishedTradeBillSummary> left = pay.tradeBill(request).join();
        Thread.currentThread().interrupt();
        left.close();
        assertTrue(Thread.interrupted());
        assertEquals("BILL_READ_BEFORE", assertThrows(QqWxPayException.class, () -> left.iterator().hasNext()).getCode());
    }

    @Test
    void timeLimitsAndCancelling() {
        WORLD.fault("query", "time_out", 99);
        OrderId id = new OrderId.OutTradeNo("JAVA-none");
        long begin = System.nanoTime();
        QqWxPayException late = failure(PAY.queryOrder(id, Duration.ofMillis(300)));
        long milliseconds = (System.nanoTime() - begin) / 1_000_000;
        assertEquals("TIMED_OUT", assertInstanceOf(QqWxPayException.Transport.class, late).getCode());
        assertTrue(milliseconds >= 250 && milliseconds < 3000, milliseconds + " ms");
        assertEquals("timeout", failure(PAY.queryOrder(id, Duration.ZERO)).getField());
        CompletableFuture<Transaction> given = PAY.queryOrder(id);
        assertTrue(given.cancel(true));
        WORLD.clear();
        placed(order(World.number()));
    }

    @Test
    void settingsFromCode() {
        Map<String, String> env = WORLD.getEnv();
        Settings settings = Settings.builder()
                .qqAppid(env.get("QQ_WXPAY_QQ_APPID"))
                .qqAppSecret(env.get("QQ_WXPAY_QQ_APP_SECRET"))
                .wechatAppid(env.get("QQ_WXPAY_WECHAT_APPID"))
                .mchid(env.get("QQ_WXPAY_MCHID"))
                .merchantSerial(env.get("QQ_WXPAY_MERCHANT_SERIAL"))
                .merchantPrivateKey(env.get("QQ_WXPAY_MERCHANT_PRIVATE_KEY"))
                .apiV3Key(env.get("QQ_WXPAY_API_V3_KEY"))
                .publicKeyId(env.get("QQ_WXPAY_PUBLIC_KEY_ID"))
                .publicKey(env.get("QQ_WXPAY_PUBLIC_KEY"))
                .notifyUrl(env.get("QQ_WXPAY_NOTIFY_URL"))
                .referer(env.get("QQ_WXPAY_REFERER"))
                .qqBaseUrl(env.get("QQ_WXPAY_QQ_BASE_URL"))
                .wechatBaseUrl(env.get("QQ_WXPAY_WECHAT_BASE_URL"))
                .linkHosts(List.of(env.get("QQ_WXPAY_LINK_HOSTS").split(",")))
                .build();
        assertFalse(settings.toString().contains(env.get("QQ_WXPAY_API_V3_KEY")));
        try (QqWxPayClient pay = QqWxPayClient.builder().settings(settings).build()) {
            assertEquals(env.get("QQ_WXPAY_MCHID"), pay.merchant().getMchid());
            assertInstanceOf(Placement.Placed.class, pay.placeOrder(order(World.number())).join());
        }
        QqWxPayException missing = assertThrows(
                QqWxPayException.class, () -> QqWxPayClient.builder().settings(Settings.builder().mchid("1900000109").build()).build());
        assertEquals("SETTINGS_MISSING", missing.getCode());
    }

    @Test
    void aClosedClientRefuses() {
        QqWxPayClient closed = QqWxPayClient.builder().env(WORLD.getEnv()).build();
        closed.close();
        assertEquals("CLIENT_CLOSED", failure(closed.placeOrder(order(World.number()))).getCode());
        assertEquals("CLIENT_CLOSED", assertThrows(QqWxPayException.class, closed::merchant).getCode());
    }
}
