package io.gapura.filters.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.signing.Claim;
import io.gapura.filters.signing.Claim.Outcome;
import io.gapura.filters.signing.ReplayKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class JCacheLeaseTest {
    private static Grid grid;
    private static long keys;

    private final ReplayKey key = new ReplayKey(77, ++keys);
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

    private Claim lease(JCacheReplayGuard guard) {
        return guard.lease(key, "stripe", now.plusSeconds(330));
    }

    @Test
    void aDeliveryThatRunsOnOneNodeIsPendingOnTheOther() {
        assertThat(lease(one).outcome()).isEqualTo(Outcome.CLAIMED);
        assertThat(lease(two).outcome()).isEqualTo(Outcome.PENDING);
        assertThat(two.claim(key, "stripe", now.plusSeconds(330)).outcome()).isEqualTo(Outcome.SEEN);
    }

    @Test
    void aConfirmedDeliveryIsSeenOnBoth() {
        assertThat(one.confirm(lease(one)).outcome()).isEqualTo(Outcome.CLAIMED);
        assertThat(lease(two).outcome()).isEqualTo(Outcome.SEEN);
        assertThat(lease(one).outcome()).isEqualTo(Outcome.SEEN);
        now = now.plusSeconds(300);
        assertThat(lease(two).outcome()).isEqualTo(Outcome.SEEN);
    }

    @Test
    void aReleasedDeliveryMayBeRepeatedOnTheOther() {
        one.release(lease(one));
        assertThat(lease(two).outcome()).isEqualTo(Outcome.CLAIMED);
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

    @Test
    void aRunThatOutlivedItsLeaseTouchesNoOther() {
        Claim slow = lease(one);
        now = now.plusSeconds(60);
        Claim next = lease(two);
        one.release(slow);
        assertThat(one.confirm(slow).outcome()).isEqualTo(Outcome.SEEN);
        assertThat(lease(one).outcome()).isEqualTo(Outcome.PENDING);
        two.release(next);
        assertThat(lease(one).outcome()).isEqualTo(Outcome.CLAIMED);
    }

    @Test
    void aRunThatOutlivedItsLeaseStillConfirmsWhenNobodyTookTheKey() {
        Claim slow = lease(one);
        now = now.plusSeconds(61);
        assertThat(one.confirm(slow).outcome()).isEqualTo(Outcome.CLAIMED);
        assertThat(lease(two).outcome()).isEqualTo(Outcome.SEEN);
    }

    @Test
    void whatIsNoLeaseIsNeitherConfirmedNorReleased() {
        assertThatThrownBy(() -> one.confirm(Claim.claimed())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> one.release(Claim.seen())).isInstanceOf(IllegalArgumentException.class);
    }
}
