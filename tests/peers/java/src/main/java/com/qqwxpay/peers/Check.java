package com.qqwxpay.peers;

import java.util.UUID;

/** One peer in one mode: its operations are reported one by one, in the lines that `run.py` makes a table of. */
final class Check {
    interface Act {
        void run() throws Exception;
    }

    private final String peer;
    private boolean passed = true;

    Check(String peer) {
        this.peer = peer;
    }

    boolean passed() {
        return passed;
    }

    void report(String operation, Act act) {
        try {
            act.run();
            System.out.println("PASS " + peer + ": " + operation);
        } catch (Throwable failure) {
            passed = false;
            System.out.println("FAIL " + peer + ": " + operation + ": " + failure);
            failure.printStackTrace();
        }
    }

    /** What the peer does not offer. */
    void none(String operation, String why) {
        System.out.println("NONE " + peer + ": " + operation + ": " + why);
    }

    /** What the peer itself gets wrong; the check holds that it does. */
    void wrong(String operation, String why, Act act) {
        try {
            act.run();
            System.out.println("OWN " + peer + ": " + operation + ": " + why);
        } catch (Throwable failure) {
            passed = false;
            System.out.println("FAIL " + peer + ": " + operation + ": " + failure);
        }
    }

    static void that(boolean condition, String what) {
        if (!condition) throw new AssertionError(what);
    }

    /** Fails unless the act fails with such an exception whose text holds `text`. */
    static void refused(Class<? extends Throwable> kind, String text, Act act) {
        try {
            act.run();
        } catch (Throwable failure) {
            var said = String.valueOf(failure.getMessage());
            that(kind.isInstance(failure) && said.contains(text), "it failed in another way: " + failure);
            return;
        }
        throw new AssertionError("it was accepted");
    }

    static String number() {
        return "J" + UUID.randomUUID().toString().replace("-", "").substring(0, 20);
    }
}
