package io.gapura.filters.signing;

import io.gapura.filters.signing.Claim.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/** A shared store that tests take away and bring back. */
final class FakeStore implements ReplayGuard, ReplayGuardProvider {
    final Set<ReplayKey> seen = new HashSet<>();
    Outcome instead = Outcome.CLAIMED;
    Duration longest = Duration.ofHours(1);
    boolean closed;
    Demand demand;

    @Override
    public Claim claim(ReplayKey key, String caller, Instant until) {
        if (instead != Outcome.CLAIMED) {
            return Claim.refused(instead, Duration.ofSeconds(7));
        }
        return seen.add(key) ? Claim.claimed() : Claim.seen();
    }

    @Override
    public Duration longestLife() {
        return longest;
    }

    @Override
    public String name() {
        return "fake";
    }

    @Override
    public ReplayGuard open(Demand asked) {
        demand = asked;
        return this;
    }

    @Override
    public void close() {
        closed = true;
    }
}
