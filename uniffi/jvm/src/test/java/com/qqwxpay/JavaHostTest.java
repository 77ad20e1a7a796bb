package com.qqwxpay;

import static com.qqwxpay.JavaOrders.JDK;
import static com.qqwxpay.JavaOrders.failure;
import static com.qqwxpay.JavaOrders.order;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Parts that a merchant writes in Java: what they do is used, what they throw comes back as itself, and none can hang a call. */
class JavaHostTest {
    private static final World WORLD = new World();
    private static final OrderId NONE = new OrderId.OutTradeNo("JAVA-none");
    private static final Duration SHORT = Duration.ofMillis(300);

    @AfterAll
    static void close() {
        WORLD.close();
    }

    private static QqWxPayClient.Builder builder() {
        return QqWxPayClient.builder().env(WORLD.getEnv());
    }

    @Test
    void aTransport() {
        List<String> sent = new CopyOnWriteArrayList<>();
        FutureTransport transport = (request, milliseconds) -> {
            sent.add(request.getMethod());
            assertFalse(request.toString().contains("access_token"), "the query holds the token");
            return JDK.send(request, milliseconds);
        };
        try (QqWxPayClient pay = builder().transport(transport).build()) {
            assertInstanceOf(Placement.Placed.class, pay.placeOrder(order(World.number())).join());
            assertEquals("ORDER_NOT_EXIST", failure(pay.queryOrder(NONE)).getCode());
        }
        assertEquals(List.of("GET", "POST", "GET"), sent);
    }

    @Test
    void whatATransportThrowsIsTheCause() {
        IllegalStateException broken = new IllegalStateException("my proxy is down");
        List<FutureTransport> ways = List.of(
                (request, milliseconds) -> CompletableFuture.failedFuture(broken),
                (request, milliseconds) -> CompletableFuture.supplyAsync(() -> {
                    throw broken;
                }),
                (request, milliseconds) -> {
                    throw broken;
                });
        for (FutureTransport way : ways) {
            try (QqWxPayClient pay = builder().transport(way).build()) {
                QqWxPayException failed = failure(pay.queryOrder(NONE));
                assertSame(broken, assertInstanceOf(QqWxPayException.Transport.class, failed).getCause());
                assertFalse(failed.getMessage().contains("my proxy"), "what others say stays in the cause");
            }
        }
        FutureTransport unreachable = (request, milliseconds) -> CompletableFuture.failedFuture(new ConnectException());
        try (QqWxPayClient pay = builder().transport(unreachable).build()) {
            assertEquals("NOT_CONNECTED", failure(pay.queryOrder(NONE)).getCode());
        }
    }

    @Test
    void aTokenProvider() {
        // Where no store of another test fetches tokens.
        try (World world = new World(); QqWxPayClient other = QqWxPayClient.builder().env(world.getEnv()).build()) {
            String token = other.accessToken().join().getAccessToken();
            QqWxPayClient.Builder provided = QqWxPayClient.builder().env(world.getEnv());
            try (QqWxPayClient pay = provided.tokenProvider(refused -> CompletableFuture.completedFuture(token)).build()) {
                assertEquals(token, pay.accessToken().join().getAccessToken());
                assertInstanceOf(Placement.Placed.class, pay.placeOrder(order(World.number())).join());
            }
        }
        IllegalStateException down = new IllegalStateException("the token server is down");
        try (QqWxPayClient pay = builder().tokenProvider(refused -> CompletableFuture.failedFuture(down)).build()) {
            assertSame(down, failure(pay.placeOrder(order(World.number()))).getCause());
            assertEquals("ORDER_NOT_EXIST", failure(pay.queryOrder(NONE)).getCode(), "a query needs no token");
        }
    }

    /** A store in memory; `broken` is thrown by the function of that name. */
    private static final class Store implements FutureTokenStore {
        private final String broken;
        private final RuntimeException reason;
        private StoredToken token;
        private String owner;

        Store(String broken, RuntimeException reason) {
            this.broken = broken;
            this.reason = reason;
        }

        private <T> CompletableFuture<T> answer(String name, T value) {
            return name.equals(broken) ? CompletableFuture.failedFuture(reason) : CompletableFuture.completedFuture(value);
        }

        @Override
        public synchronized CompletableFuture<StoredToken> load(String qqAppid) {
            return answer("load", token);
        }

        @Override
        public synchronized CompletableFuture<Boolean> acquireLease(String qqAppid, String owner, long milliseconds) {
            boolean free = this.owner == null || this.owner.equals(owner);
            this.owner = free ? owner : this.owner;
            return answer("acquireLease", free);
        }

        @Override
        public synchronized CompletableFuture<Boolean> save(String qqAppid, String owner, StoredToken token) {
            boolean held = owner.equals(this.owner);
            if (held) {
                this.token = token;
                this.owner = null;
            }
            return answer("save", held);
        }

        @Override
        public synchronized CompletableFuture<Void> releaseLease(String qqAppid, String owner) {
            if (owner.equals(this.owner)) {
                this.owner = null;
            }
            return answer("releaseLease", null);
        }
    }

    @Test
    void aTokenStoreIsTried() {
        try (QqWxPayClient pay = builder().tokenStore(new Store("nothing", null)).build()) {
            assertEquals("each AppID has a token of its own", failure(pay.checkTokenStore()).getDetail());
        }
    }

    @Test
    void aTokenStoreIsShared() {
        Store store = new Store("nothing", null);
        try (QqWxPayClient first = builder().tokenStore(store).build(); QqWxPayClient second = builder().tokenStore(store).build()) {
            String token = first.accessToken().join().getAccessToken();
            assertEquals(token, second.accessToken().join().getAccessToken());
            assertFalse(store.token.toString().contains(token));
        }
        IllegalStateException down = new IllegalStateException("Redis is down");
        for (String broken : List.of("load", "acquireLease")) {
            try (QqWxPayClient pay = builder().tokenStore(new Store(broken, down)).build()) {
                assertSame(down, failure(pay.accessToken(Duration.ofSeconds(5))).getCause(), broken);
            }
        }
    }

    @Test
    void providerAndStoreTogetherAreRefused() {
        QqWxPayClient.Builder both = builder().tokenStore(new Store("nothing", null)).tokenProvider(refused -> CompletableFuture.completedFuture(""));
        assertEquals("TOKEN_SOURCE_GIVEN_TWICE", assertThrows(QqWxPayException.Config.class, both::build).getCode());
    }

    @Test
    void anObserverIsToldAndHarmsNothing() {
        List<ClientEvent> events = new CopyOnWriteArrayList<>();
        Observer observer = event -> {
            events.add(event);
            throw new IllegalStateException("my metrics are down");
        };
        try (QqWxPayClient pay = builder().observer(observer).build()) {
            assertEquals("ORDER_NOT_EXIST", failure(pay.queryOrder(NONE)).getCode());
            pay.handleNotification(Map.of(), new byte[0]);
        }
        World.until("the last event", () -> events.stream().anyMatch(ClientEvent.Notification.class::isInstance));
        assertEquals("SANDBOX_CLIENT", assertInstanceOf(ClientEvent.Fault.class, events.get(0)).getCode());
        assertEquals(CertificateOwner.MERCHANT, assertInstanceOf(ClientEvent.Certificate.class, events.get(1)).getWhose());
        ClientEvent.Attempt attempt = assertInstanceOf(ClientEvent.Attempt.class, events.get(4));
        assertEquals(attempt.getCall(), assertInstanceOf(ClientEvent.Call.class, events.get(5)).getCall());
        assertEquals("query_order", attempt.getOperation());
        assertEquals("ORDER_NOT_EXIST", attempt.getCode());
        assertEquals("refused", assertInstanceOf(ClientEvent.Notification.class, events.get(6)).getOutcome());
    }

    @Test
    void aSigner() throws GeneralSecurityException {
        Map<String, String> env = new HashMap<>(WORLD.getEnv());
        String pem = env.remove("QQ_WXPAY_MERCHANT_PRIVATE_KEY").replaceAll("-----[A-Z ]+-----|\\s|\\\\n", "");
        PrivateKey key = KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem)));
        Signer signer = message -> {
            try {
                Signature signature = Signature.getInstance("SHA256withRSA");
                signature.initSign(key);
                signature.update(message);
                return signature.sign();
            } catch (GeneralSecurityException exception) {
                throw new IllegalStateException(exception);
            }
        };
        try (QqWxPayClient pay = QqWxPayClient.builder().env(env).signer(signer).build()) {
            assertInstanceOf(Placement.Placed.class, pay.placeOrder(order(World.number())).join());
        }
        IllegalStateException away = new IllegalStateException("the HSM is away");
        Signer broken = message -> {
            throw away;
        };
        try (QqWxPayClient pay = QqWxPayClient.builder().env(env).signer(broken).build()) {
            QqWxPayException failed = failure(pay.queryOrder(NONE));
            assertEquals("SIGNING_FAILED", failed.getCode());
            assertSame(away, failed.getCause());
            assertSame(away, assertThrows(QqWxPayException.Key.class, () -> pay.prepare(Operation.QUERY_ORDER, NONE)).getCause());
        }
        try (QqWxPayClient pay = QqWxPayClient.builder().env(env).signer(message -> new byte[3]).build()) {
            assertEquals("SIGNATURE_UNUSABLE", failure(pay.queryOrder(NONE)).getCode());
        }
        CountDownLatch answer = new CountDownLatch(1);
        Signer silent = message -> {
            try {
                answer.await();
            } catch (InterruptedException exception) {
                throw new IllegalStateException(exception);
            }
            return new byte[256];
        };
        try (QqWxPayClient pay = QqWxPayClient.builder().env(env).signer(silent).build()) {
            assertEquals("TIMED_OUT", failure(pay.queryOrder(NONE, Duration.ofMillis(300))).getCode());
        } finally {
            answer.countDown();
        }
    }

    @Test
    void partsThatNeverAnswerEndAtTheDeadline() {
        List<QqWxPayClient.Builder> silent = List.of(
                builder().transport((request, milliseconds) -> new CompletableFuture<>()),
                builder().tokenProvider(refused -> new CompletableFuture<>()));
        for (QqWxPayClient.Builder one : silent) {
            try (QqWxPayClient pay = one.build()) {
                long begin = System.nanoTime();
                CompletableFuture<Placement> order = pay.placeOrder(order(World.number()), SHORT);
                // With a transport the order may have been sent.
                String code = order.handle((placement, thrown) -> placement instanceof Placement.ToConfirm lost
                                ? lost.getError().getCode()
                                : ((QqWxPayException) thrown).getCode())
                        .join();
                long milliseconds = (System.nanoTime() - begin) / 1_000_000;
                assertEquals("TIMED_OUT", code);
                assertTrue(milliseconds >= 250 && milliseconds < 3000, milliseconds + " ms");
            }
        }
    }

    @Test
    void headersAreWrittenAsTheRealServersWriteThem() throws IOException {
        Set<String> names = URI.create(WORLD.getBase() + "/sandbox/identity").toURL().openConnection().getHeaderFields().keySet();
        assertTrue(names.contains("Content-Type") && !names.contains("content-type"), names.toString());
    }

    @Test
    void aRequestForAnotherHttpClient() {
        try (QqWxPayClient pay = builder().build()) {
            String token = pay.accessToken().join().getAccessToken();
            Prepared<PlacedOrder> prepared = pay.prepare(Operation.PLACE_ORDER, order(World.number()), token);
            assertFalse(prepared.getRequest().toString().contains(token));
            HttpReply reply = JDK.send(prepared.getRequest(), 5000).join();
            assertTrue(prepared.finish(reply.getStatus(), reply.getHeaders(), reply.getBody()).getVerified());
            byte[] changed = Arrays.copyOf(reply.getBody(), reply.getBody().length + 1);
            changed[changed.length - 1] = ' ';
            QqWxPayException failed = assertThrows(
                    QqWxPayException.Signature.class, () -> prepared.finish(reply.getStatus(), reply.getHeaders(), changed));
            assertEquals("SIGNATURE_WRONG", failed.getCode());
            Prepared<Void> close = pay.prepare(Operation.CLOSE_ORDER, CloseOrderRequest.builder().outTradeNo(World.number()).build());
            HttpReply missing = JDK.send(close.getRequest(), 5000).join();
            assertThrows(
                    QqWxPayException.Api.class, () -> close.finish(missing.getStatus(), missing.getHeaders(), missing.getBody()));
            Prepared<PlatformCertificates> nothingGiven = pay.prepare(Operation.REFRESH_CERTIFICATES);
            HttpReply keys = JDK.send(nothingGiven.getRequest(), 5000).join();
            assertFalse(nothingGiven.finish(keys.getStatus(), keys.getHeaders(), keys.getBody()).getCertificates().isEmpty());
        }
    }
}
