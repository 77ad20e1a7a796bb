import com.qqwxpay.*;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** One process of the soak's shop: see ../../../../README.md for what it reads and says. */
final class Worker {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    private final QqWxPayClient pay = QqWxPayClient.fromEnv();
    private final NotificationHandlers notifications = pay.notifications()
            .paid((PaidEvent paid) -> {
                paid.expect(paid.getOutTradeNo(), 1999);
                say("took", "paid", paid.getOutTradeNo());
            })
            .refund((RefundEvent refund) -> say("took", "refund", refund.getOutRefundNo(), refund.getStatus().toString()))
            .build();

    public static void main(String[] arguments) throws IOException {
        Worker worker = new Worker();
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = input.readLine(); line != null; line = input.readLine()) worker.obey(line.split("\t", -1));
        worker.pay.close();
    }

    private static void say(String... fields) {
        String line = String.join("\t", fields) + "\n";
        synchronized (OUT) {
            OUT.print(line);
            OUT.flush();
        }
    }

    private void obey(String[] fields) {
        work(fields).whenComplete((said, failed) -> {
            if (failed == null) say("said", fields[0], said);
            else say("failed", fields[0], code(failed));
        });
    }

    private static String code(Throwable failed) {
        Throwable cause = failed instanceof CompletionException && failed.getCause() != null ? failed.getCause() : failed;
        return cause instanceof QqWxPayException error ? error.getCode() : cause.getClass().getSimpleName();
    }

    private CompletableFuture<String> work(String[] fields) {
        return switch (fields[1]) {
            case "place" -> place(fields[2], fields[3]);
            case "confirm" -> pay.confirmOrder(order(fields[2]), LIMIT).thenApply(Worker::state);
            case "close" -> pay.closeIfUnpaid(order(fields[2]), LIMIT).thenApply(Worker::state);
            case "refund" -> refund(fields[2], fields[3], fields[4]);
            case "refunded" -> pay.queryRefund(RefundQuery.builder().outRefundNo(fields[2]).build(), LIMIT).thenApply(refund -> refund.getStatus().toString());
            case "notify" -> notify(fields);
            default -> throw new IllegalArgumentException("no such work");
        };
    }

    private static String state(OrderStatus status) {
        return status.getState().toString();
    }

    private static OrderReference order(String number) {
        return OrderReference.builder().family(OrderFamily.DIRECT).outTradeNo(number).build();
    }

    private CompletableFuture<String> place(String number, String notifyUrl) {
        OrderRequest order = OrderRequest.builder()
                .outTradeNo(number)
                .description("蓝色马克杯")
                .amount(OrderAmount.builder().total(1999).build())
                .sceneInfo(SceneInfo.builder().payerClientIp("203.0.113.7").build())
                .notifyUrl(notifyUrl)
                .build();
        return pay.placeOrder(order, LIMIT)
                .thenApply(placement -> placement instanceof Placement.Placed placed ? "placed\t" + placed.getRequestPayment().getUrl() : "to_confirm");
    }

    private CompletableFuture<String> refund(String number, String refundNumber, String notifyUrl) {
        RefundRequest request = RefundRequest.builder()
                .outTradeNo(number)
                .outRefundNo(refundNumber)
                .amount(RefundRequestAmount.builder().refund(500).total(1999).build())
                .notifyUrl(notifyUrl)
                .build();
        return pay.refund(request, LIMIT).thenApply(refund -> refund.getStatus().toString());
    }

    private CompletableFuture<String> notify(String[] fields) {
        Map<String, List<String>> headers = new HashMap<>();
        for (int at = 3; at + 1 < fields.length; at += 2) headers.put(fields[at], List.of(fields[at + 1]));
        return notifications.receive(headers, fields[2].getBytes(StandardCharsets.UTF_8))
                .thenApply(answer -> "answered\t" + answer.getStatus() + "\t" + answer.getBody());
    }
}
