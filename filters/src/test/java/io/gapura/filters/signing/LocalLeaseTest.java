package io.gapura.filters.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.signing.Claim.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class LocalLeaseTest {
    private final Signing.Clock clock = new Signing.Clock();
    private final LocalReplayGuard guard = LocalReplayGuard.holding(2_000, clock);

    private static ReplayKey key(String nonce) {
        return ReplayKey.of("webhooks", "stripe", nonce);
    }

    private Instant until() {
        return clock.instant().plusSeconds(330);
    }

    private Claim lease(String nonce) {
        return guard.lease(key(nonce), "stripe", until());
    }

    @Test
    void aDeliveryThatRunsIsPendingForOthers() {
        assertThat(lease("a").outcome()).isEqualTo(Outcome.CLAIMED);
        Claim second = lease("a");
        assertThat(second.outcome()).isEqualTo(Outcome.PENDING);
        assertThat(second.retryAfter()).isPositive();
        assertThat(second.lease()).isEmpty();
        assertThat(guard.size()).isEqualTo(1);
    }

    @Test
    void aPlainClaimOfALeasedKeyIsSeen() {
        lease("a");
        assertThat(guard.claim(key("a"), "stripe", until()).outcome()).isEqualTo(Outcome.SEEN);
    }

    @Test
    void aConfirmedDeliveryIsSeenFromThenOn() {
        Claim lease = lease("a");
        assertThat(guard.confirm(lease).outcome()).isEqualTo(Outcome.CLAIMED);
        assertThat(lease("a").outcome()).isEqualTo(Outcome.SEEN);
        clock.move(329);
        assertThat(lease("a").outcome()).isEqualTo(Outcome.SEEN);
        assertThat(guard.size()).isEqualTo(1);
    }

    @Test
    void aReleasedDeliveryMayBeRepeated() {
        guard.release(lease("a"));
        assertThat(guard.size()).isZero();
        assertThat(lease("a").outcome()).isEqualTo(Outcome.CLAIMED);
    }

    @Test
    void aLeaseIsPendingForSixtySecondsAndThenFree() {
        lease("a");
        clock.move(59);
        assertThat(lease("a").outcome()).isEqualTo(Outcome.PENDING);
        clock.move(1);
        assertThat(lease("a").outcome()).isEqualTo(Outcome.CLAIMED);
        assertThat(guard.size()).isEqualTo(1);
    }

    @Test
    void aRunThatOutlivedItsLeaseNeitherConfirmsNorReleasesTheNextOne() {
        Claim slow = lease("a");
        clock.move(60);
        Claim next = lease("a");

        guard.release(slow);
        assertThat(lease("a").outcome()).isEqualTo(Outcome.PENDING);
        assertThat(guard.confirm(slow).outcome()).isEqualTo(Outcome.SEEN);
        assertThat(lease("a").outcome()).isEqualTo(Outcome.PENDING);

        guard.release(next);
        assertThat(lease("a").outcome()).isEqualTo(Outcome.CLAIMED);
    }

    @Test
    void aRunThatOutlivedItsLeaseStillConfirmsWhenNobodyElseTookTheKey() {
        Claim slow = lease("a");
        clock.move(61);
        assertThat(guard.confirm(slow).outcome()).isEqualTo(Outcome.CLAIMED);
        assertThat(lease("a").outcome()).isEqualTo(Outcome.SEEN);
        assertThat(guard.size()).isEqualTo(1);
    }

    @Test
    void confirmingTwiceCountsOnce() {
        Claim lease = lease("a");
        guard.confirm(lease);
        assertThat(guard.confirm(lease).outcome()).isEqualTo(Outcome.SEEN);
        guard.release(lease);
        assertThat(lease("a").outcome()).isEqualTo(Outcome.SEEN);
        assertThat(guard.size()).isEqualTo(1);
    }

    @Test
    void confirmingAfterTheMessageDiedKeepsNothing() {
        Claim lease = lease("a");
        lease("b");
        clock.move(600);
        guard.claim(key("c"), "stripe", until());
        guard.confirm(lease);
        assertThat(guard.claim(key("d"), "stripe", until()).outcome()).isEqualTo(Outcome.CLAIMED);
    }

    @Test
    void aLeaseReservesItsSlot() {
        Claim lease = lease("a");
        for (int i = 0; i < 1_999; i++) {
            assertThat(guard.claim(key("n" + i), "stripe", until()).outcome()).isEqualTo(Outcome.CLAIMED);
        }
        assertThat(guard.claim(key("more"), "stripe", until()).outcome()).isEqualTo(Outcome.FULL);
        assertThat(guard.confirm(lease).outcome()).isEqualTo(Outcome.CLAIMED);
        assertThat(guard.size()).isEqualTo(2_000);
    }

    @Test
    void aThousandAndTwentyFourDeliveriesRunAtOnceAndNotOneMore() {
        List<Claim> leases = new ArrayList<>();
        for (int i = 0; i < 1_024; i++) {
            leases.add(lease("n" + i));
        }
        assertThat(leases).allMatch(claim -> claim.outcome() == Outcome.CLAIMED);
        assertThat(lease("one more").outcome()).isEqualTo(Outcome.FULL);
        assertThat(guard.size()).isEqualTo(1_024);
        guard.release(leases.get(0));
        assertThat(lease("one more").outcome()).isEqualTo(Outcome.CLAIMED);
    }

    @Test
    void leasesThatRanOutMakeRoom() {
        for (int i = 0; i < 1_024; i++) {
            lease("n" + i);
        }
        clock.move(60);
        assertThat(lease("one more").outcome()).isEqualTo(Outcome.CLAIMED);
        assertThat(guard.size()).isEqualTo(1);
    }

    @Test
    void leasesCountAgainstTheQuota() {
        guard.sharedBy(4);
        for (int i = 0; i < 500; i++) {
            assertThat(lease("n" + i).outcome()).isEqualTo(Outcome.CLAIMED);
        }
        assertThat(lease("more").outcome()).isEqualTo(Outcome.QUOTA);
    }

    @Test
    void eachLeaseHasItsOwnToken() {
        Claim first = lease("a");
        Claim second = lease("b");
        assertThat(first.token()).matches("[0-9a-f]{32}").isNotEqualTo(second.token());
        assertThat(guard.claim(key("c"), "stripe", until()).token()).isEmpty();
    }

    @Test
    void whatIsNoLeaseIsNeitherConfirmedNorReleased() {
        assertThatThrownBy(() -> guard.confirm(Claim.claimed())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> guard.release(Claim.seen())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anyNumberOfThreadsGetOneLeaseOfOneDelivery() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(64);
        try {
            for (int round = 0; round < 50; round++) {
                String nonce = "round " + round;
                List<Callable<Outcome>> leases =
                        Collections.nCopies(64, () -> lease(nonce).outcome());
                List<Outcome> outcomes = new ArrayList<>();
                for (Future<Outcome> outcome : pool.invokeAll(leases)) {
                    outcomes.add(outcome.get());
                }
                assertThat(outcomes).containsOnlyOnce(Outcome.CLAIMED).contains(Outcome.PENDING);
            }
        } finally {
            pool.shutdown();
        }
    }
}
