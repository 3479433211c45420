package io.gapura.examples.benchmarks;

import io.gapura.filters.signing.Claim;
import io.gapura.filters.signing.ReplayKey;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What a claim costs while a million nonces live; slices end and are dropped meanwhile. Memory: {@link ReplayMemory}. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class ReplayBenchmark {
    private static final int LIVE = 1_000_000;
    private static final int LIFE = 330;
    /** A nonce lives as long as its slice: half a slice of two minutes more than its message. */
    private static final int PER_SECOND = LIVE / (LIFE + 60);

    private final SplittableRandom random = new SplittableRandom(4711);
    private EndlessReplays replays;

    @Setup
    public void fill() {
        replays = new EndlessReplays(LIVE * 5 / 4, PER_SECOND, LIFE);
        for (int i = 0; i < 2 * LIVE; i++) {
            require(claim());
        }
        requireMillion();
    }

    @TearDown
    public void requireMillion() {
        if (Math.abs(replays.live() - LIVE) > LIVE / 5) {
            throw new IllegalStateException(replays.live() + " live nonces are not a million");
        }
    }

    private static void require(Claim claim) {
        if (claim.outcome() != Claim.Outcome.CLAIMED) {
            throw new IllegalStateException("a claim ended as " + claim.outcome());
        }
    }

    @Benchmark
    public Claim claim() {
        Claim claim = replays.claim(new ReplayKey(random.nextLong(), random.nextLong()), "orders", SignedMessage.NOON);
        require(claim);
        return claim;
    }
}
