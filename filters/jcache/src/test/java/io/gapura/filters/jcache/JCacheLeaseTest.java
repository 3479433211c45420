package io.gapura.filters.jcache;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.signing.Claim.Outcome;
import io.gapura.filters.signing.LeaseContract;
import io.gapura.filters.signing.LeasingGuard;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class JCacheLeaseTest extends LeaseContract {
    private static Grid grid;

    private Instant now = Instant.parse("2026-11-21T12:00:00Z");
    private final InstantSource clock = () -> now;
    private final JCacheReplayGuard one = on(0);
    private final JCacheReplayGuard two = on(1);

    @BeforeAll
    static void start() {
        grid = Grid.of(2);
    }

    @AfterAll
    static void stop() {
        grid.close();
    }

    private JCacheReplayGuard on(int node) {
        return JCacheReplayGuard.on(grid.cache(node, Grid.CACHE), Duration.ofSeconds(330), clock);
    }

    @Override
    protected LeasingGuard one() {
        return one;
    }

    @Override
    protected LeasingGuard two() {
        return two;
    }

    @Override
    protected Instant now() {
        return now;
    }

    @Override
    protected void endLeases() {
        now = now.plusSeconds(60);
    }

    @Test
    void aConfirmedDeliveryIsSeenForAsLongAsItsMessageLives() {
        one.confirm(lease(one));
        now = now.plusSeconds(300);
        assertThat(lease(two).outcome()).isEqualTo(Outcome.SEEN);
    }

    @Test
    void aLeaseIsPendingForSixtySecondsAndThenFree() {
        lease(one);
        now = now.plusSeconds(59);
        assertThat(lease(two).outcome()).isEqualTo(Outcome.PENDING);
        now = now.plusSeconds(1);
        assertThat(lease(two).outcome()).isEqualTo(Outcome.CLAIMED);
        assertThat(lease(one).outcome()).isEqualTo(Outcome.PENDING);
    }
}
