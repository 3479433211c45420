package io.gapura.examples.benchmarks;

import io.gapura.filters.Decision;
import io.gapura.filters.RequestView;
import io.gapura.filters.signing.Signatures;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;

/**
 * Whether time tells a key id that nobody has from a signature that is wrong: calls of both in random order, each timed
 * by itself. Run as a program; a report and no gate, because a shared machine makes noise. Welch's t beyond 4.5 in run
 * after run, which is the usual mark of leakage tests, would be a finding.
 *
 * <p>A number as argument is how many calls of each there are; 10,000 unless given.
 */
public final class EqualTime {
    private static final int SIZE = 1_024;
    private static final int WARM_UP = 20_000;
    private static final int USUAL = 10_000;
    /** The share of the slowest calls that is left out: those that the machine interrupted. */
    private static final double NOISE = 0.1;

    private static final String[] REASONS = {"key-unknown", "signature"};

    private final Random order = new Random(4711);
    private final RequestView[][] views;
    private final Signatures policy;

    private EqualTime() throws Exception {
        views = new RequestView[][] {
            views(SignedMessage.forged(SIZE, "orders-2026-12")), views(SignedMessage.forged(SIZE, "orders-2026-11"))
        };
        policy = Signatures.required(SignedMessage.ring())
                .clock(() -> SignedMessage.NOON, new SecureRandom())
                .authorities(SignedMessage.AUTHORITY)
                .acceptingCreatedBeforeStart()
                .replay(new EndlessReplays(300_000, 600, 330));
    }

    private static RequestView[] views(SignedMessage[] messages) {
        return Arrays.stream(messages).map(SignedMessage::view).toArray(RequestView[]::new);
    }

    public static void main(String[] arguments) throws Exception {
        int calls = arguments.length == 0 ? USUAL : Integer.parseInt(arguments[0]);
        EqualTime report = new EqualTime();
        report.measure(WARM_UP);
        long[][] nanos = report.measure(calls);
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        out.println("refusals in nanoseconds, " + calls + " calls of each in random order, slowest tenth left out");
        for (int kind = 0; kind < REASONS.length; kind++) {
            long[] kept = kept(nanos[kind]);
            out.printf(
                    Locale.ROOT,
                    "%-12s median %d, mean %.1f, deviation %.1f%n",
                    REASONS[kind],
                    kept[kept.length / 2],
                    mean(kept),
                    Math.sqrt(variance(kept)));
        }
        long[] unknown = kept(nanos[0]);
        long[] wrong = kept(nanos[1]);
        double difference = mean(unknown) - mean(wrong);
        double error = Math.sqrt(variance(unknown) / unknown.length + variance(wrong) / wrong.length);
        out.printf(
                Locale.ROOT,
                "difference %.1f (%.2f %%), t = %.2f%n",
                difference,
                100 * difference / mean(wrong),
                difference / error);
    }

    private long[][] measure(int calls) throws IOException {
        long[][] nanos = new long[REASONS.length][calls];
        int[] done = new int[REASONS.length];
        while (done[0] < calls || done[1] < calls) {
            int kind = order.nextInt(REASONS.length);
            if (done[kind] == calls) {
                kind = 1 - kind;
            }
            int call = done[kind]++;
            nanos[kind][call] = timed(views[kind][call % views[kind].length], REASONS[kind]);
        }
        return nanos;
    }

    private long timed(RequestView view, String reason) throws IOException {
        long before = System.nanoTime();
        Decision decision = policy.decide(view);
        long after = System.nanoTime();
        if (!(decision instanceof Decision.Reject reject)
                || !reject.rejection().reason().equals(reason)) {
            throw new IllegalStateException("not refused as " + reason);
        }
        return after - before;
    }

    private static long[] kept(long[] nanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return Arrays.copyOf(sorted, (int) (sorted.length * (1 - NOISE)));
    }

    private static double mean(long[] nanos) {
        return Arrays.stream(nanos).average().orElseThrow();
    }

    private static double variance(long[] nanos) {
        double mean = mean(nanos);
        return Arrays.stream(nanos).mapToDouble(n -> (n - mean) * (n - mean)).sum() / (nanos.length - 1);
    }
}
