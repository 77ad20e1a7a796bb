package com.qqwxpay;

import java.util.Map;

/** What happens to a program that makes a client without settings, twice; {@link JavaPlatformTest} runs it with other class paths. */
public final class ClientProgram {
    private ClientProgram() {}

    public static void main(String[] arguments) {
        for (int attempt = 0; attempt < 2; attempt++) {
            show(() -> QqWxPayClient.builder().env(Map.of()).build());
            show(() -> OrderRequest.builder().build());
        }
    }

    private static void show(Runnable act) {
        try {
            act.run();
        } catch (RuntimeException | LinkageError thrown) {
            System.out.println(thrown.getClass().getSimpleName() + ": " + thrown.getMessage());
        }
    }
}
