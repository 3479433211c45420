package io.gapura.examples.benchmarks;

import io.gapura.filters.signing.Claim;
import io.gapura.filters.signing.LocalReplayGuard;
import io.gapura.filters.signing.ReplayKey;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.SplittableRandom;

/**
 * How much heap a million live nonces take, over three slices as under steady traffic. Run as a program; fails when it is
 * more than was promised: 40 MiB and 34 bytes each.
 */
public final class ReplayMemory {
    private static final int LIVE = 1_000_000;
    private static final int LIFE = 330;
    private static final long MOST_BYTES = 40L << 20;
    private static final int MOST_EACH = 34;

    private final SplittableRandom random = new SplittableRandom(4711);
    private Instant now = SignedMessage.NOON;

    private ReplayMemory() {}

    public static void main(String[] arguments) {
        long bytes = new ReplayMemory().measure();
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        out.println(LIVE + " live nonces: " + bytes + " bytes, " + (double) bytes / LIVE + " each, "
                + (double) bytes / (1 << 20) + " MiB");
        if (bytes > MOST_BYTES || bytes > (long) MOST_EACH * LIVE) {
            throw new IllegalStateException("more than " + MOST_EACH + " bytes each or 40 MiB in all");
        }
    }

    private long measure() {
        long before = used();
        LocalReplayGuard guard = LocalReplayGuard.holding(LIVE, () -> now);
        for (int i = 0; i < LIVE; i++) {
            if (i % (LIVE / LIFE) == 0) {
                now = now.plusSeconds(1);
            }
            Claim claim =
                    guard.claim(new ReplayKey(random.nextLong(), random.nextLong()), "orders", now.plusSeconds(LIFE));
            if (claim.outcome() != Claim.Outcome.CLAIMED) {
                throw new IllegalStateException("claim " + i + " ended as " + claim.outcome());
            }
        }
        long after = used();
        if (guard.size() != LIVE) {
            throw new IllegalStateException(guard.size() + " are not a million");
        }
        return after - before;
    }

    private static long used() {
        for (int i = 0; i < 5; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
