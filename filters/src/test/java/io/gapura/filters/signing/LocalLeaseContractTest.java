package io.gapura.filters.signing;

import java.time.Instant;

/** In one process there is one node. */
class LocalLeaseContractTest extends LeaseContract {
    private final Signing.Clock clock = new Signing.Clock();
    private final LocalReplayGuard guard = LocalReplayGuard.holding(2_000, clock);

    @Override
    protected LeasingGuard one() {
        return guard;
    }

    @Override
    protected LeasingGuard two() {
        return guard;
    }

    @Override
    protected Instant now() {
        return clock.instant();
    }

    @Override
    protected void endLeases() {
        clock.move(60);
    }
}
