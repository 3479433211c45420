package io.gapura.filters.signing;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.signing.Claim.Outcome;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.time.InstantSource;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What nonces cost, by the sizes of the arrays that hold them: exact, whatever the collector does. */
class LocalReplayMemoryTest {
    private static final int MILLION = 1_000_000;
    private static final int LIFE = 330;
    private final SplittableRandom random = new SplittableRandom(4711);
    private long second = Signing.NOON.getEpochSecond();

    private LocalReplayGuard holding(int capacity) {
        return LocalReplayGuard.holding(capacity, new InstantSource() {
            @Override
            public Instant instant() {
                return Instant.ofEpochSecond(second);
            }

            @Override
            public long millis() {
                return second * 1_000;
            }
        });
    }

    private void claim(LocalReplayGuard guard, int count, int perSecond) {
        for (int i = 1; i <= count; i++) {
            ReplayKey key = new ReplayKey(random.nextLong(), random.nextLong());
            Claim claim = guard.claim(key, "orders", Instant.ofEpochSecond(second + LIFE));
            assertThat(claim.outcome()).isEqualTo(Outcome.CLAIMED);
            second += i % perSecond == 0 ? 1 : 0;
        }
    }

    @Test
    void aMillionLiveNoncesTakeAtMostEighteenBytesEachAndTwentyMebibytes() {
        LocalReplayGuard guard = holding(MILLION);
        claim(guard, MILLION, MILLION / LIFE + 1);
        assertThat(guard.size()).isEqualTo(MILLION);
        assertThat(guard.bytes()).isLessThanOrEqualTo(18L * MILLION).isLessThanOrEqualTo(20L << 20);
    }

    @ParameterizedTest
    @ValueSource(ints = {20_000, 50_000, 75_000, 110_000, 160_000, 262_144, 400_000})
    void anyLargeNumberTakesAtMostEighteenBytesEach(int count) {
        LocalReplayGuard guard = holding(count);
        claim(guard, count, count);
        assertThat((double) guard.bytes() / count).isLessThanOrEqualTo(18);
    }

    @Test
    void underSteadyTrafficMemoryNeitherGrowsNorIsMadeAnew() {
        int perSecond = 500;
        LocalReplayGuard guard = holding(MILLION);
        claim(guard, 3 * LIFE * perSecond, perSecond);
        long settled = guard.bytes();
        claim(guard, 3 * LIFE * perSecond, perSecond);
        assertThat(guard.bytes()).isEqualTo(settled);
        assertThat(guard.size()).isBetween(LIFE * perSecond, (LIFE + 120) * perSecond);
        assertThat(settled).isLessThanOrEqualTo(18L * (LIFE + 120) * perSecond);
    }

    @Test
    void afterExpiryTheMemoryIsBack() {
        LocalReplayGuard guard = holding(MILLION);
        long empty = guard.bytes();
        claim(guard, 100_000, 1_000);
        assertThat(guard.bytes()).isGreaterThan(20 * empty);
        second += LIFE + 120;
        claim(guard, 1, 1);
        assertThat(guard.size()).isEqualTo(1);
        assertThat(guard.bytes()).isEqualTo(empty);
    }

    @Test
    void anEmptyGuardOfAnyCapacityIsSmall() {
        assertThat(holding(1_000).bytes()).isEqualTo(holding(1 << 24).bytes()).isLessThan(40_000);
    }

    @Test
    void aClaimMakesNoGarbage() {
        LocalReplayGuard guard = holding(MILLION);
        claim(guard, 3 * LIFE * 200, 200);
        ReplayKey[] keys = new ReplayKey[10_000];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = new ReplayKey(random.nextLong(), random.nextLong());
        }
        // what has just ended leaves room for them
        second += 120;
        claim(guard, 1, 1);
        Instant until = Instant.ofEpochSecond(second + LIFE);
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        long before = threads.getThreadAllocatedBytes(thread);
        int claimed = 0;
        for (ReplayKey key : keys) {
            claimed += guard.claim(key, "orders", until) == Claim.claimed() ? 1 : 0;
        }
        long made = threads.getThreadAllocatedBytes(thread) - before;
        assertThat(claimed).isEqualTo(keys.length);
        assertThat(made).isLessThan(keys.length);
    }
}
