package com.qqwxpay.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.qqwxpay.OrderAmount;
import com.qqwxpay.OrderRequest;
import com.qqwxpay.Placement;
import com.qqwxpay.QqWxPayClient;
import com.qqwxpay.Received;
import com.qqwxpay.RefundEnd;
import com.qqwxpay.SceneInfo;
import com.qqwxpay.World;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Whole applications on ports of this machine, with real payments on the sandbox: Spring MVC and WebFlux. */
class ApplicationTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final World WORLD = new World();

    @AfterAll
    static void close() {
        WORLD.close();
    }

    /** A shop that takes notifications as the README shows it. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(PaymentNotifications.class)
    static class Shop implements PaymentNotifications.Orders {
        final List<String> delivered = new CopyOnWriteArrayList<>();

        @Override
        public long total(String number) {
            return number.endsWith("F") ? 1998 : 1999;
        }

        @Override
        public void deliver(String number) {
            delivered.add(number);
        }

        @Override
        public void refunded(String refund, RefundEnd end) {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void theReadmesShowTheClassThatIsTested() throws Exception {
        Path folder = Path.of(System.getProperty("repository"), "uniffi/jvm");
        String tested = Files.readString(folder.resolve("spring-boot-starter/src/test/java/com/qqwxpay/spring/PaymentNotifications.java"));
        String program = tested.substring(tested.indexOf("import "));
        assertThat(Files.readString(folder.resolve("README.md"))).contains("```java\n" + program + "```");
    }

    private static ConfigurableApplicationContext start(WebApplicationType type, Map<String, String> settings) {
        String[] properties = settings.entrySet().stream().map(one -> "--" + PropertyNames.property(one.getKey()) + "=" + one.getValue()).toArray(String[]::new);
        SpringApplication application = new SpringApplicationBuilder(Shop.class)
                .web(type)
                .properties(
                        "server.port=0", "server.address=127.0.0.1", "spring.main.banner-mode=off", "qq-wxpay.notifications.path=/notify",
                        "management.endpoint.health.show-details=always", "management.endpoints.web.exposure.include=health,metrics")
                .build();
        return application.run(properties);
    }

    private static HttpResponse<String> send(String address, Map<String, List<String>> headers, byte[] body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address));
        headers.forEach((name, values) -> {
            if (name.toLowerCase().startsWith("wechatpay-") || name.equalsIgnoreCase("content-type")) {
                values.forEach(value -> request.header(name, value));
            }
        });
        return HTTP.send(request.POST(HttpRequest.BodyPublishers.ofByteArray(body)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String get(String address) throws Exception {
        return HTTP.send(HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString()).body();
    }

    /** A paid order, and its notification. */
    private static Received paid(QqWxPayClient pay, String number) {
        OrderRequest order = OrderRequest.builder()
                .outTradeNo(number)
                .description("Blue mug")
                .amount(OrderAmount.builder().total(1999).build())
                .sceneInfo(SceneInfo.builder().payerClientIp("203.0.113.7").build())
                .build();
        Placement.Placed placed = (Placement.Placed) pay.placeOrder(order).join();
        WORLD.pay(placed.getH5Url());
        return World.until("the notification", () -> WORLD.getReceived().stream()
                .filter(one -> pay.handleNotification(one.getHeaders(), one.getBody()).toString().contains(number))
                .findFirst()
                .orElse(null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SERVLET", "REACTIVE"})
    void aPayment(String type) throws Exception {
        try (ConfigurableApplicationContext context = start(WebApplicationType.valueOf(type), WORLD.getEnv())) {
            QqWxPayClient pay = context.getBean(QqWxPayClient.class);
            Shop shop = context.getBean(Shop.class);
            String base = "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port");
            String number = World.number();
            Received notification = paid(pay, number);
            HttpResponse<String> answer = send(base + "/notify", notification.getHeaders(), notification.getBody());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("{\"code\":\"SUCCESS\",\"message\":\"成功\"}");
            assertThat(answer.headers().firstValue("content-type")).hasValueSatisfying(kind -> assertThat(kind).startsWith("application/json"));
            assertThat(shop.delivered).containsExactly(number);

            byte[] changed = (new String(notification.getBody()) + " ").getBytes();
            assertThat(send(base + "/notify", notification.getHeaders(), changed).statusCode()).isEqualTo(401);
            assertThat(send(base + "/notify", Map.of(), "{}".getBytes()).statusCode()).isEqualTo(400);
            assertThat(send(base + "/notify", Map.of(), new byte[0]).statusCode()).isEqualTo(400);
            assertThat(send(base + "/notify", Map.of(), new byte[2_000_000]).statusCode()).isEqualTo(400);
            Received fails = paid(pay, World.number() + "F");
            assertThat(send(base + "/notify", fails.getHeaders(), fails.getBody()).statusCode()).isEqualTo(500);
            assertThat(shop.delivered).containsExactly(number);

            assertThat(get(base + "/actuator/health")).contains("\"qqWxPay\":{", "certificateDaysLeft", "\"status\":\"UP\"");
            World.until("the metrics", () -> {
                try {
                    return get(base + "/actuator/metrics/qq_wxpay.notifications").contains("\"COUNT\"");
                } catch (Exception failed) {
                    throw new AssertionError(failed);
                }
            });
        }
    }
}
