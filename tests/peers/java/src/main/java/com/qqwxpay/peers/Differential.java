package com.qqwxpay.peers;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.wechat.pay.java.core.cipher.AeadAesCipher;
import com.wechat.pay.java.core.cipher.RSASigner;
import com.wechat.pay.java.core.cipher.RSAVerifier;
import com.wechat.pay.java.core.util.PemUtil;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;

/** What wechatpay-java makes of the cases of `differential`: `Differential CASES.jsonl >ANSWERS.jsonl`. */
public final class Differential {
    private static final String KEY_ID = "PUB_KEY_ID_0";
    private static final Gson GSON = new Gson();

    private Differential() {}

    public static void main(String[] arguments) throws IOException {
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        for (var line : Files.readAllLines(Path.of(arguments[0]))) {
            out.println(GSON.toJson(answer(JsonParser.parseString(line).getAsJsonObject())));
        }
    }

    private static JsonObject answer(JsonObject found) {
        var body = text(found, "body");
        var message = text(found, "timestamp") + "\n" + text(found, "nonce") + "\n" + body + "\n";
        var resource = JsonParser.parseString(body).getAsJsonObject().getAsJsonObject("resource");
        var nonce = text(resource, "nonce").getBytes(StandardCharsets.UTF_8);
        var associated = text(resource, "associated_data").getBytes(StandardCharsets.UTF_8);
        var cipher = new AeadAesCipher(text(found, "api_v3_key").getBytes(StandardCharsets.UTF_8));
        var signer = new RSASigner("serial", PemUtil.loadPrivateKeyFromString(text(found, "private_key")));
        var verifier = new RSAVerifier(PemUtil.loadPublicKeyFromString(text(found, "public_key")), KEY_ID);
        var verdicts = new ArrayList<Boolean>();
        for (var signed : found.getAsJsonArray("signatures")) {
            verdicts.add(counts(verifier, message, text(signed.getAsJsonObject(), "signature")));
        }
        var answer = new JsonObject();
        answer.addProperty("judge", "wechatpay-java");
        answer.add("number", found.get("number"));
        answer.addProperty("signature", signer.sign(message).getSign());
        answer.add("verdicts", GSON.toJsonTree(verdicts));
        answer.addProperty("opened", cipher.decrypt(associated, nonce, bytes(text(resource, "ciphertext"))));
        answer.addProperty("sealed", cipher.encrypt(associated, nonce, text(found, "plain").getBytes(StandardCharsets.UTF_8)));
        return answer;
    }

    /** What throws is a refusal. */
    private static boolean counts(RSAVerifier verifier, String message, String signature) {
        try {
            return verifier.verify(KEY_ID, message, signature);
        } catch (RuntimeException refused) {
            return false;
        }
    }

    private static byte[] bytes(String base64) {
        return java.util.Base64.getDecoder().decode(base64);
    }

    private static String text(JsonObject object, String name) {
        return object.get(name).getAsString();
    }
}
