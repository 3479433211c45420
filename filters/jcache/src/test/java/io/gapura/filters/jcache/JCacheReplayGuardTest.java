package io.gapura.filters.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.signing.Claim;
import io.gapura.filters.signing.Claim.Outcome;
import io.gapura.filters.signing.ReplayGuard;
import io.gapura.filters.signing.ReplayKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** On a real grid of two nodes. */
class JCacheReplayGuardTest {
    private static final Duration LIFE = Duration.ofSeconds(330);
    private static Grid grid;

    @BeforeAll
    static void start() {
        grid = Grid.of(2);
    }

    @AfterAll
    static void stop() {
        grid.close();
    }

    private static ReplayKey key(long number) {
        return new ReplayKey(System.identityHashCode(grid), number);
    }

    private static Outcome claim(ReplayGuard guard, long number) {
        return guard.claim(key(number), "orders", Instant.now().plus(LIFE)).outcome();
    }

    @Test
    void aNonceIsClaimedOnceOverTwoNodes() {
        JCacheReplayGuard one = grid.guard(0);
        JCacheReplayGuard two = grid.guard(1);
        assertThat(claim(one, 1)).isEqualTo(Outcome.CLAIMED);
        assertThat(claim(two, 1)).isEqualTo(Outcome.SEEN);
        assertThat(claim(one, 1)).isEqualTo(Outcome.SEEN);
        assertThat(claim(two, 2)).isEqualTo(Outcome.CLAIMED);
        assertThat(one.forgetsOnRestart()).isFalse();
        assertThat(one.longestLife()).isEqualTo(Duration.ofSeconds(400));
        assertThat(one.remarks(LIFE)).singleElement().asString().contains(Grid.CACHE, "400 s", "eviction");
    }

    @Test
    void sixtyFourThreadsOnTwoNodesGetOneClaimOfOneNonce() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(64);
        try {
            for (int round = 0; round < 40; round++) {
                List<Outcome> outcomes = atOnce(pool, 1_000 + round);
                assertThat(outcomes).containsOnlyOnce(Outcome.CLAIMED).containsOnly(Outcome.CLAIMED, Outcome.SEEN);
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private static List<Outcome> atOnce(ExecutorService pool, long number) throws Exception {
        JCacheReplayGuard one = grid.guard(0);
        JCacheReplayGuard two = grid.guard(1);
        CyclicBarrier start = new CyclicBarrier(64);
        List<Callable<Outcome>> claims = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            JCacheReplayGuard node = i % 2 == 0 ? one : two;
            claims.add(() -> {
                start.await();
                return claim(node, number);
            });
        }
        List<Outcome> outcomes = new ArrayList<>();
        for (Future<Outcome> claim : pool.invokeAll(claims)) {
            outcomes.add(claim.get());
        }
        return outcomes;
    }

    @Test
    void whatALostNodeHasAcceptedTheOtherStillRefuses() {
        try (Grid other = Grid.of(2)) {
            JCacheReplayGuard one = other.guard(0);
            JCacheReplayGuard two = other.guard(1);
            for (int i = 0; i < 200; i++) {
                assertThat(claim(one, i)).isEqualTo(Outcome.CLAIMED);
            }
            other.kill(0);
            assertThat(claim(one, 1)).isEqualTo(Outcome.UNAVAILABLE);
            for (int i = 0; i < 200; i++) {
                assertThat(claim(two, i)).isEqualTo(Outcome.SEEN);
            }
            assertThat(claim(two, 200)).isEqualTo(Outcome.CLAIMED);
        }
    }

    @Test
    void aGridThatIsDownIsUnavailableForEverything() {
        try (Grid other = Grid.of(1)) {
            JCacheReplayGuard guard = other.guard(0);
            Claim lease = guard.lease(key(5), "stripe", Instant.now().plus(LIFE));
            other.kill(0);
            Claim refused = guard.claim(key(6), "orders", Instant.now().plus(LIFE));
            assertThat(refused.outcome()).isEqualTo(Outcome.UNAVAILABLE);
            assertThat(refused.retryAfter()).isPositive();
            assertThat(guard.lease(key(6), "stripe", Instant.now().plus(LIFE)).outcome())
                    .isEqualTo(Outcome.UNAVAILABLE);
            assertThat(guard.confirm(lease).outcome()).isEqualTo(Outcome.UNAVAILABLE);
            guard.release(lease);
        }
    }

    @Test
    void anEntryIsForgottenAfterTheTimeOfItsCache() throws Exception {
        JCacheReplayGuard guard = JCacheReplayGuard.on(grid.cache(0, "short"), Duration.ofSeconds(2));
        long number = 9_000;
        boolean seen = false;
        for (int i = 0; i < 50 && !seen; i++) { // where the machine stands still in between, it is rightly forgotten
            number++;
            long before = System.nanoTime();
            assertThat(brief(guard, number)).isEqualTo(Outcome.CLAIMED);
            Outcome again = brief(guard, number);
            if (System.nanoTime() - before < TimeUnit.MILLISECONDS.toNanos(1_500)) {
                assertThat(again).isEqualTo(Outcome.SEEN);
                seen = true;
            }
        }
        assertThat(seen).isTrue();
        Outcome later = Outcome.SEEN;
        for (int i = 0; i < 6_000 && later == Outcome.SEEN; i++) {
            TimeUnit.MILLISECONDS.sleep(20);
            later = brief(guard, number);
        }
        assertThat(later).isEqualTo(Outcome.CLAIMED);
    }

    private static Outcome brief(ReplayGuard guard, long number) {
        return guard.claim(key(number), "orders", Instant.now().plusSeconds(1)).outcome();
    }

    @Test
    void aMessageThatOutlivesTheCacheIsNotAccepted() {
        Instant now = Instant.parse("2026-11-21T12:00:00Z");
        JCacheReplayGuard guard = JCacheReplayGuard.on(grid.cache(0, Grid.CACHE), LIFE, InstantSource.fixed(now));
        assertThat(guard.claim(key(20), "orders", now.plusSeconds(400)).outcome())
                .isEqualTo(Outcome.CLAIMED);
        assertThat(guard.claim(key(21), "orders", now.plusSeconds(401)).outcome())
                .isEqualTo(Outcome.UNAVAILABLE);
        assertThat(guard.lease(key(21), "orders", now.plusSeconds(401)).outcome())
                .isEqualTo(Outcome.UNAVAILABLE);
        assertThat(claim(guard, 21)).isNotEqualTo(Outcome.SEEN);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            short,    forgets after 2 s
            touched,  CreatedExpiryPolicy
            modified, CreatedExpiryPolicy
            eternal,  CreatedExpiryPolicy
            """)
    void aCacheThatForgetsTooEarlyOrIsRenewedByUseDoesNotStart(String name, String message) {
        assertThatThrownBy(() -> JCacheReplayGuard.on(grid.cache(0, name), LIFE))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(name)
                .hasMessageContaining(message);
    }

    @Test
    void theLifeMayBeExactlyWhatTheCacheKeeps() {
        assertThat(JCacheReplayGuard.on(grid.cache(0, Grid.CACHE), Duration.ofSeconds(400)))
                .isNotNull();
        assertThatThrownBy(() -> JCacheReplayGuard.on(grid.cache(0, Grid.CACHE), Duration.ofSeconds(401)))
                .isInstanceOf(ConfigurationException.class);
    }

    @Test
    void aCacheThatDoesNotKeepWhatIsPutFirstDoesNotStart() {
        for (String fault : List.of("first", "second", "get")) {
            assertThatThrownBy(() -> JCacheReplayGuard.on(FaultyCache.of(grid.cache(0, Grid.CACHE), fault), LIFE))
                    .as(fault)
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("does not keep");
        }
        assertThat(JCacheReplayGuard.on(FaultyCache.of(grid.cache(0, Grid.CACHE), "none"), LIFE))
                .isNotNull();
    }
}
