package com.qqwxpay.peers;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The merchant's server: it takes every notification, so that a peer can read it where the check is. */
final class Merchant {
    /** A notification as it arrived. */
    record Arrived(Headers headers, String body) {
        String header(String name) {
            return headers.getFirst(name);
        }
    }

    private final HttpServer server;
    private final BlockingQueue<Arrived> arrived = new LinkedBlockingQueue<>();

    Merchant() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/notify", exchange -> {
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            arrived.add(new Arrived(exchange.getRequestHeaders(), body));
            var answer = "<xml><return_code>SUCCESS</return_code></xml>".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/notify";
    }

    Arrived next() throws Exception {
        var next = arrived.poll(Sandbox.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        Check.that(next != null, "no notification came");
        return next;
    }

    void stop() {
        server.stop(0);
    }
}
