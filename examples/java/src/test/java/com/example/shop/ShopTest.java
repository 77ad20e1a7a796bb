package com.example.shop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.qqwxpay.Hostile;
import com.qqwxpay.OrderAmount;
import com.qqwxpay.OrderRequest;
import com.qqwxpay.QqWxPayClient;
import com.qqwxpay.Received;
import com.qqwxpay.World;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** The shop against the sandbox: order, pay, notified, paid; and what must not make an order paid. */
class ShopTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Notifications arrive at the test, which hands them to the shop: unchanged, altered, twice. */
    private static final World WORLD = new World();
    private static ConfigurableApplicationContext context;
    private static String address;

    @BeforeAll
    static void open() {
        QqWxPayClient pay = QqWxPayClient.builder().env(WORLD.getEnv()).build();
        context = start(pay);
        address = addressOf(context);
    }

    private static ConfigurableApplicationContext start(QqWxPayClient pay) {
        return new SpringApplicationBuilder(ShopApplication.class)
                .initializers(made -> ((GenericApplicationContext) made).registerBean("pay", QqWxPayClient.class, () -> pay))
                .run("--server.port=0", "--QQ_WXPAY_QQ_BASE_URL=" + WORLD.getBase());
    }

    private static String addressOf(ConfigurableApplicationContext shop) {
        return "http://127.0.0.1:" + shop.getEnvironment().getProperty("local.server.port");
    }

    @AfterAll
    static void close() {
        context.close();
        WORLD.close();
    }

    private record Reply(int status, JsonNode body) {}

    private static Reply call(String method, String path, String content) throws Exception {
        HttpRequest.BodyPublisher body =
                content == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(content);
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + path)).method(method, body).header("Content-Type", "application/json").build();
        HttpResponse<String> reply = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        return new Reply(reply.statusCode(), JSON.readTree(reply.body()));
    }

    private static JsonNode ordered(String product) throws Exception {
        Reply reply = call("POST", "/orders", "{\"product\":\"" + product + "\"}");
        assertThat(reply.status()).as("%s", reply.body()).isEqualTo(201);
        return reply.body();
    }

    /** The notification of the order, once it is paid. */
    private static Received paid(JsonNode order) {
        int before = WORLD.getReceived().size();
        WORLD.pay(order.at("/request_payment/url").asText());
        return World.until("the notification", () -> WORLD.getReceived().size() > before ? WORLD.getReceived().get(before) : null);
    }

    private static HttpRequest notification(Received received, byte[] body) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(address + "/notify")).POST(HttpRequest.BodyPublishers.ofByteArray(body));
        received.getHeaders().forEach((name, values) -> {
            if (name.toLowerCase().startsWith("wechatpay-") || name.equalsIgnoreCase("Content-Type")) {
                values.forEach(value -> builder.header(name, value));
            }
        });
        return builder.build();
    }

    private static int deliver(Received received, byte[] body) throws Exception {
        return HTTP.send(notification(received, body), HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    private static Order.State state(JsonNode order) {
        return context.getBean(Store.class).find(order.get("out_trade_no").asText()).orElseThrow().state();
    }

    private static int deliveries(JsonNode order) {
        return Collections.frequency(context.getBean(Deliveries.class).done(), order.get("out_trade_no").asText());
    }

    /** Memory is that of this process, in which the server runs. */
    @Test
    void hostileTrafficIsOutlived() throws Exception {
        Hostile hostile = new Hostile(URI.create(address).getPort(), "/notify");
        JsonNode order = ordered("tea");
        Received received = paid(order);
        List<Object> large = new ArrayList<>();
        long grown = hostile.grown(() -> {
            assertThat(hostile.nonsense()).allSatisfy((name, status) -> assertThat(status == null || status >= 400).as("%s: %s", name, status).isTrue());
            for (boolean chunked : new boolean[] {true, false}) {
                var answer = hostile.large(Hostile.LARGE, chunked);
                assertThat(answer.getSecond() == null || answer.getSecond() >= 400).as("%s", answer).isTrue();
                large.add(answer);
            }
            return kotlin.Unit.INSTANCE;
        });
        System.out.println("Spring Boot: bodies of " + Hostile.LARGE / 1_000_000 + " MB (sent, answer) " + large + ", heap at its highest " + grown + " MB above");
        assertThat(grown).isLessThan(128);
        assertThat(state(order)).isEqualTo(Order.State.OPEN);
        assertThat(deliver(received, received.getBody())).isEqualTo(200);
        assertThat(state(order)).isEqualTo(Order.State.PAID);
    }

    @Test
    void anOrderIsPaidByItsNotificationAndDeliveredOnce() throws Exception {
        JsonNode order = ordered("blue-mug");
        assertThat(order.at("/request_payment/referer").asText()).isEqualTo("https://pay.example.com");
        assertThat(order.get("total").asLong()).isEqualTo(1999);
        assertThat(state(order)).isEqualTo(Order.State.OPEN);
        Received received = paid(order);
        List<CompletableFuture<HttpResponse<Void>>> atOnce = new ArrayList<>();
        for (int copy = 0; copy < 8; copy++) {
            atOnce.add(HTTP.sendAsync(notification(received, received.getBody()), HttpResponse.BodyHandlers.discarding()));
        }
        assertThat(atOnce).allSatisfy(reply -> assertThat(reply.join().statusCode()).isEqualTo(200));
        assertThat(deliver(received, received.getBody())).isEqualTo(200);
        assertThat(state(order)).isEqualTo(Order.State.PAID);
        assertThat(deliveries(order)).isEqualTo(1);
        String number = order.get("out_trade_no").asText();
        assertThat(call("GET", "/orders/" + number, null).body().get("state").asText()).isEqualTo("paid");
        assertThat(call("POST", "/orders/" + number + "/link", "{}").status()).isEqualTo(409);
        assertThat(deliveries(order)).isEqualTo(1);
    }

    @Test
    void aTamperedNotificationIsRefused() throws Exception {
        JsonNode order = ordered("blue-mug");
        Received received = paid(order);
        String text = new String(received.getBody(), StandardCharsets.UTF_8);
        // One character of the content, and all of it in other words.
        char last = text.charAt(text.indexOf("ciphertext") + 20);
        String tampered = text.replace("ciphertext\":\"" + text.substring(text.indexOf("ciphertext") + 13, text.indexOf("ciphertext") + 21),
                "ciphertext\":\"" + text.substring(text.indexOf("ciphertext") + 13, text.indexOf("ciphertext") + 20) + (last == 'A' ? 'B' : 'A'));
        assertThat(tampered).isNotEqualTo(text).hasSameSizeAs(text);
        assertThat(deliver(received, tampered.getBytes(StandardCharsets.UTF_8))).isEqualTo(401);
        String forged = "{\"id\":\"EV-1\",\"event_type\":\"TRANSACTION.SUCCESS\",\"resource\":{\"out_trade_no\":" + order.get("out_trade_no") + "}}";
        assertThat(deliver(received, forged.getBytes(StandardCharsets.UTF_8))).isEqualTo(401);
        assertThat(deliver(new Received(java.util.Map.of(), new byte[0]), new byte[0])).isGreaterThanOrEqualTo(400);
        assertThat(state(order)).isEqualTo(Order.State.OPEN);
        assertThat(deliver(received, received.getBody())).isEqualTo(200);
        assertThat(state(order)).isEqualTo(Order.State.PAID);
    }

    @Test
    void aBodyThatAParserWroteAgainNeverGetsThrough() throws Exception {
        JsonNode order = ordered("tea");
        Received received = paid(order);
        ObjectNode tree = (ObjectNode) JSON.readTree(received.getBody());
        byte[] pretty = JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(tree);
        tree.set("id", tree.remove("id"));
        byte[] reordered = JSON.writeValueAsBytes(tree);
        for (byte[] again : List.of(pretty, reordered)) {
            assertThat(again).isNotEqualTo(received.getBody());
            assertThat(JSON.readTree(again)).isEqualTo(JSON.readTree(received.getBody()));
            assertThat(deliver(received, again)).isEqualTo(401);
        }
        assertThat(state(order)).isEqualTo(Order.State.OPEN);
        assertThat(deliveries(order)).isZero();
    }

    @Test
    void anOrderWhoseNotificationIsLostIsPaidByAsking() throws Exception {
        JsonNode order = ordered("tea");
        String path = "/orders/" + order.get("out_trade_no").asText();
        assertThat(call("GET", path, null).body().get("state").asText()).isEqualTo("open");
        paid(order); // it never reaches the shop
        assertThat(call("GET", path, null).body().get("state").asText()).isEqualTo("paid");
        assertThat(deliveries(order)).isEqualTo(1);
    }

    @Test
    void aLostReplyIsTheSameOrderAgain() throws Exception {
        WORLD.fault("proxy", "drop_after", 9);
        Reply lost = call("POST", "/orders", "{\"product\":\"blue-mug\"}");
        WORLD.clear();
        assertThat(lost.status()).isEqualTo(503);
        assertThat(lost.body().get("retry").asText()).isEqualTo("confirm_first");
        String number = lost.body().get("out_trade_no").asText();
        Reply again = call("POST", "/orders/" + number + "/link", "{}");
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.body().get("out_trade_no").asText()).isEqualTo(number);
    }

    @Test
    void mistakesHaveTheirCode() throws Exception {
        WORLD.switches("{\"merchant_bound\":false}");
        Reply refused = call("POST", "/orders", "{\"product\":\"blue-mug\"}");
        WORLD.switches("{\"merchant_bound\":true}");
        assertThat(refused.status()).isEqualTo(500);
        assertThat(refused.body().get("error").asText()).isEqualTo("9030");
        assertThat(call("POST", "/orders", "{\"product\":\"nothing\"}").status()).isEqualTo(404);
        assertThat(call("GET", "/orders/T0", null).status()).isEqualTo(404);
    }

    @Test
    void aPaymentOfAnotherAmountIsForAPerson() throws Exception {
        JsonNode order = ordered("blue-mug");
        Store store = context.getBean(Store.class);
        OrderRequest own = store.find(order.get("out_trade_no").asText()).orElseThrow().request();
        OrderRequest dearer = OrderRequest.builder()
                .outTradeNo(own.getOutTradeNo())
                .description(own.getDescription())
                .amount(OrderAmount.builder().total(5000).build())
                .sceneInfo(own.getSceneInfo())
                .build();
        store.keep(new Order(dearer, Order.State.OPEN));
        Received received = paid(order);
        assertThat(deliver(received, received.getBody())).isEqualTo(200);
        assertThat(state(order)).isEqualTo(Order.State.REVIEW);
        assertThat(deliveries(order)).isZero();
    }

    @Test
    void aPaymentOfAnOrderThatTheShopDoesNotHaveComesAgain() throws Exception {
        JsonNode order = ordered("tea");
        Received received = paid(order);
        try (ConfigurableApplicationContext other = start(QqWxPayClient.builder().env(WORLD.getEnv()).build())) {
            String own = address;
            address = addressOf(other);
            assertThat(deliver(received, received.getBody())).isGreaterThanOrEqualTo(500);
            address = own;
        }
        assertThat(deliver(received, received.getBody())).isEqualTo(200);
    }
}
