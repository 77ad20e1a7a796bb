package com.qqwxpay.peers;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** The control interface of the sandbox. */
final class Sandbox {
    static final Duration PATIENCE = Duration.ofSeconds(15);

    final String address;
    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonObject identity;

    Sandbox(String address) throws Exception {
        if (!address.matches("http://(127\\.0\\.0\\.1|localhost):\\d+")) {
            throw new IllegalArgumentException("the sandbox must be on this machine");
        }
        this.address = address;
        identity = call("GET", "/sandbox/identity", null).getAsJsonObject();
    }

    /** A number, key or secret of the merchant. */
    String identity(String name) {
        return identity.get(name).getAsString();
    }

    int securePort() {
        return URI.create(identity("wechat_mutual_tls_base_url")).getPort();
    }

    JsonElement call(String method, String path, String body) throws Exception {
        var content = body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body);
        var request = HttpRequest.newBuilder(URI.create(address + path)).timeout(PATIENCE).method(method, content).build();
        var response = http.send(request, HttpResponse.BodyHandlers.ofString());
        Check.that(response.statusCode() == 200, method + " " + path + ": " + response.statusCode() + " " + response.body());
        return JsonParser.parseString(response.body());
    }

    void switches(String json) throws Exception {
        call("PUT", "/sandbox/switches", json);
    }

    void fault(String endpoint, String kind) throws Exception {
        call("POST", "/sandbox/faults", "{\"endpoint\":\"" + endpoint + "\",\"kind\":\"" + kind + "\"}");
    }

    void pay(String link) throws Exception {
        var body = new JsonObject();
        body.addProperty("h5_url", link);
        call("POST", "/sandbox/pay", body.toString());
    }

    void settle(String refund) throws Exception {
        call("POST", "/sandbox/refunds/" + refund + "/settle", "{\"as\":\"SUCCESS\"}");
    }
}
