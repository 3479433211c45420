package io.gapura.examples.servers.shapes;

import jakarta.ws.rs.container.AsyncResponse;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/** What of a generated application has run for the request at hand; requests come one after the other. */
public final class Probe {
    /** What can run. */
    public enum What {
        LOCATOR,
        METHOD,
        CONVERTER,
        READER
    }

    private static final Map<What, AtomicInteger> COUNTS = new EnumMap<>(What.class);

    static {
        for (What what : What.values()) {
            COUNTS.put(what, new AtomicInteger());
        }
    }

    private Probe() {}

    static void reset() {
        COUNTS.values().forEach(count -> count.set(0));
    }

    static int count(What what) {
        return COUNTS.get(what).get();
    }

    /** Called by generated classes. */
    public static void constructed() {}

    /** The same. */
    public static <T> T located(T target) {
        COUNTS.get(What.LOCATOR).incrementAndGet();
        return target;
    }

    static void converted() {
        COUNTS.get(What.CONVERTER).incrementAndGet();
    }

    static void read() {
        COUNTS.get(What.READER).incrementAndGet();
    }

    /** The same. */
    public static String ran() {
        COUNTS.get(What.METHOD).incrementAndGet();
        return "ran";
    }

    /** The same, answering from another thread. */
    public static Object ran(AsyncResponse later) {
        ran();
        CompletableFuture.runAsync(() -> later.resume("ran"));
        return null;
    }

    /** The same. */
    public static CompletionStage<String> ranLater() {
        ran();
        return CompletableFuture.supplyAsync(() -> "ran");
    }
}
