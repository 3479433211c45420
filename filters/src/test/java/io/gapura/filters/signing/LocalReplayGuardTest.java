package io.gapura.filters.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.signing.Claim.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalReplayGuardTest {
    private final Signing.Clock clock = new Signing.Clock();
    private final LocalReplayGuard guard = LocalReplayGuard.holding(1_000, clock);

    private Instant until() {
        return clock.instant().plusSeconds(330);
    }

    private static ReplayKey key(String nonce) {
        return ReplayKey.of("signing", "k", nonce);
    }

    private Outcome claim(String nonce) {
        return guard.claim(key(nonce), "orders", until()).outcome();
    }

    @Test
    void aNonceIsClaimedOnce() {
        assertThat(claim("a")).isEqualTo(Outcome.CLAIMED);
        assertThat(claim("a")).isEqualTo(Outcome.SEEN);
        assertThat(claim("b")).isEqualTo(Outcome.CLAIMED);
        assertThat(guard.size()).isEqualTo(2);
    }

    @Test
    void aNonceIsOneOfItsPolicyAndKeyAndNoPartsFlowIntoEachOther() {
        List<ReplayKey> keys = List.of(
                ReplayKey.of("a", "b", "c"),
                ReplayKey.of("ab", "", "c"),
                ReplayKey.of("a", "bc", ""),
                ReplayKey.of("", "ab", "c"),
                ReplayKey.of("a", "b", "d"),
                ReplayKey.of("a", "d", "c"),
                ReplayKey.of("d", "b", "c"));
        assertThat(keys).doesNotHaveDuplicates();
        assertThat(ReplayKey.of("a", "b", "c")).isEqualTo(keys.get(0));
    }

    @Test
    void theKeyOfZerosIsRememberedLikeAnyOther() {
        ReplayKey zeros = new ReplayKey(0, 0);
        assertThat(guard.claim(zeros, "orders", until()).outcome()).isEqualTo(Outcome.CLAIMED);
        assertThat(guard.claim(zeros, "orders", until()).outcome()).isEqualTo(Outcome.SEEN);
    }

    @Test
    void anyNumberOfThreadsGetOneClaimOfOneNonce() throws Exception {
        int threads = 64;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            for (int round = 0; round < 50; round++) {
                String nonce = "round " + round;
                CyclicBarrier start = new CyclicBarrier(threads);
                List<Callable<Outcome>> claims = new ArrayList<>();
                for (int i = 0; i < threads; i++) {
                    // different ends fall into different slices, and still it is one nonce
                    Instant until = until().plusSeconds(i * 4L);
                    claims.add(() -> {
                        start.await();
                        return guard.claim(key(nonce), "orders", until).outcome();
                    });
                }
                int claimed = 0;
                for (Future<Outcome> outcome : pool.invokeAll(claims)) {
                    claimed += outcome.get() == Outcome.CLAIMED ? 1 : 0;
                }
                assertThat(claimed).isEqualTo(1);
            }
        } finally {
            pool.shutdown();
        }
        assertThat(guard.size()).isEqualTo(50);
    }

    @Test
    void manyThreadsFillItToItsCapacityAndNotOneMore() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Integer>> claims = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                int thread = i;
                claims.add(() -> {
                    int claimed = 0;
                    for (int n = 0; n < 500; n++) {
                        claimed += claim(thread + "/" + n) == Outcome.CLAIMED ? 1 : 0;
                    }
                    return claimed;
                });
            }
            int claimed = 0;
            for (Future<Integer> count : pool.invokeAll(claims)) {
                claimed += count.get();
            }
            assertThat(claimed).isEqualTo(1_000);
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void aFullGuardRefusesAndForgetsNothing() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(claim("n" + i)).isEqualTo(Outcome.CLAIMED);
        }
        Claim refused = guard.claim(key("one more"), "orders", until());
        assertThat(refused.outcome()).isEqualTo(Outcome.FULL);
        assertThat(refused.retryAfter().toSeconds()).isBetween(1L, 450L);
        for (int i = 0; i < 1_000; i++) {
            assertThat(claim("n" + i)).isEqualTo(Outcome.SEEN);
        }
    }

    @Test
    void afterTheRetryTimeThereIsRoomAgain() {
        for (int i = 0; i < 1_000; i++) {
            claim("n" + i);
        }
        Claim refused = guard.claim(key("one more"), "orders", until());
        clock.move(refused.retryAfter().toSeconds() - 1);
        assertThat(claim("one more")).isEqualTo(Outcome.FULL);
        clock.move(1);
        assertThat(claim("one more")).isEqualTo(Outcome.CLAIMED);
        assertThat(guard.size()).isEqualTo(1);
    }

    @Test
    void aNonceIsRememberedAsLongAsItsMessageLives() {
        claim("a");
        clock.move(329);
        assertThat(claim("a")).isEqualTo(Outcome.SEEN);
    }

    @Test
    void whatHasExpiredIsDroppedWholeAndTheMemoryIsFree() {
        for (int i = 0; i < 500; i++) {
            claim("n" + i);
        }
        clock.move(330 + 120);
        assertThat(claim("later")).isEqualTo(Outcome.CLAIMED);
        assertThat(guard.size()).isEqualTo(1);
    }

    @Test
    void oneOfManyCallersGetsAQuarterAndLeavesTheRestToTheOthers() {
        guard.sharedBy(10);
        for (int i = 0; i < 250; i++) {
            assertThat(claim("n" + i)).isEqualTo(Outcome.CLAIMED);
        }
        assertThat(claim("n250")).isEqualTo(Outcome.QUOTA);
        assertThat(claim("n0")).isEqualTo(Outcome.SEEN);
        assertThat(guard.claim(key("other"), "billing", until()).outcome()).isEqualTo(Outcome.CLAIMED);
        assertThat(guard.size()).isEqualTo(251);
    }

    @Test
    void oneOfTwoCallersGetsTheHalf() {
        guard.sharedBy(2);
        guard.sharedBy(1);
        for (int i = 0; i < 500; i++) {
            assertThat(claim("n" + i)).isEqualTo(Outcome.CLAIMED);
        }
        assertThat(claim("n500")).isEqualTo(Outcome.QUOTA);
    }

    @Test
    void theQuotaIsFreeAgainAfterExpiry() {
        guard.sharedBy(4);
        for (int i = 0; i < 250; i++) {
            claim("n" + i);
        }
        assertThat(claim("more")).isEqualTo(Outcome.QUOTA);
        clock.move(450);
        for (int i = 0; i < 250; i++) {
            assertThat(claim("later" + i)).isEqualTo(Outcome.CLAIMED);
        }
    }

    @Test
    void aClockThatStepsBackIntoADroppedSliceRefuses() {
        Instant end = until();
        claim("a");
        clock.move(600);
        claim("b");
        clock.move(-600);

        assertThat(guard.claim(key("a"), "orders", end).outcome()).isEqualTo(Outcome.SEEN);
        assertThat(guard.claim(key("never seen"), "orders", end).outcome()).isEqualTo(Outcome.SEEN);
        assertThat(guard.claim(key("never seen"), "orders", end.plusSeconds(600))
                        .outcome())
                .isEqualTo(Outcome.CLAIMED);
    }

    @Test
    void anEndBeyondTheLongestLifeIsNotKept() {
        Instant day = clock.instant().plus(guard.longestLife());
        assertThat(guard.claim(key("a"), "orders", day).outcome()).isEqualTo(Outcome.CLAIMED);
        assertThat(guard.claim(key("b"), "orders", day.plusSeconds(1)).outcome())
                .isEqualTo(Outcome.UNAVAILABLE);
        assertThat(guard.size()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {999, 16_777_217, 0, -1})
    void aCapacityOutOfBoundsDoesNotStart(int capacity) {
        assertThatThrownBy(() -> LocalReplayGuard.holding(capacity))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("replay-capacity");
    }

    @Test
    void aRefusedClaimIsNeverOneThatPasses() {
        assertThatThrownBy(() -> Claim.refused(Outcome.CLAIMED, java.time.Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Claim.refused(Outcome.SEEN, java.time.Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
