package io.gapura.filters.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.signing.Claim.Outcome;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What every guard does with leases, whichever of its nodes is asked. */
public abstract class LeaseContract {
    private final ReplayKey key = ReplayKey.of("webhooks", "stripe", getClass().getName() + System.nanoTime());

    protected abstract LeasingGuard one();

    /** Another node, or the same where there is but one. */
    protected abstract LeasingGuard two();

    protected abstract Instant now();

    /** As if the sixty seconds of every lease were over. */
    protected abstract void endLeases();

    /** The delivery of this test. */
    protected final ReplayKey key() {
        return key;
    }

    protected final Claim lease(LeasingGuard guard) {
        return guard.lease(key, "stripe", now().plusSeconds(330));
    }

    @Test
    void aDeliveryThatRunsOnOneNodeIsPendingOnTheOther() {
        assertThat(lease(one()).outcome()).isEqualTo(Outcome.CLAIMED);
        assertThat(lease(two()).outcome()).isEqualTo(Outcome.PENDING);
        assertThat(two().claim(key, "stripe", now().plusSeconds(330)).outcome()).isEqualTo(Outcome.SEEN);
    }

    @Test
    void aConfirmedDeliveryIsSeenOnBoth() {
        assertThat(one().confirm(lease(one())).outcome()).isEqualTo(Outcome.CLAIMED);
        assertThat(lease(two()).outcome()).isEqualTo(Outcome.SEEN);
        assertThat(lease(one()).outcome()).isEqualTo(Outcome.SEEN);
    }

    @Test
    void aReleasedDeliveryMayBeRepeatedOnTheOther() {
        one().release(lease(one()));
        assertThat(lease(two()).outcome()).isEqualTo(Outcome.CLAIMED);
    }

    @Test
    void aRunThatOutlivedItsLeaseTouchesNoOther() {
        Claim slow = lease(one());
        endLeases();
        Claim next = lease(two());
        one().release(slow);
        assertThat(one().confirm(slow).outcome()).isEqualTo(Outcome.SEEN);
        assertThat(lease(one()).outcome()).isEqualTo(Outcome.PENDING);
        two().release(next);
        assertThat(lease(one()).outcome()).isEqualTo(Outcome.CLAIMED);
    }

    @Test
    void aRunThatOutlivedItsLeaseStillConfirmsWhenNobodyTookTheKey() {
        Claim slow = lease(one());
        endLeases();
        assertThat(one().confirm(slow).outcome()).isEqualTo(Outcome.CLAIMED);
        assertThat(lease(two()).outcome()).isEqualTo(Outcome.SEEN);
    }

    @Test
    void whatIsNoLeaseIsNeitherConfirmedNorReleased() {
        assertThatThrownBy(() -> one().confirm(Claim.claimed())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> one().release(Claim.seen())).isInstanceOf(IllegalArgumentException.class);
    }
}
