package io.gapura.filters.signing;

import io.gapura.filters.signing.Claim.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A shared store, and this node's own memory for the time in which the store does not answer. What this node has let
 * pass it refuses whatever the store says; while the store is away, each other node may let the same message pass once.
 * That is less than the store promises, so it must be asked for.
 */
final class FallbackGuard implements ReplayGuard {
    private final ReplayGuard shared;
    private final LocalReplayGuard own;

    FallbackGuard(ReplayGuard shared, LocalReplayGuard own) {
        this.shared = shared;
        this.own = own;
    }

    @Override
    public Claim claim(ReplayKey key, String caller, Instant until) {
        Claim first = shared.claim(key, caller, until);
        if (first.outcome() == Outcome.UNAVAILABLE) {
            return own.claim(key, caller, until);
        }
        if (first.outcome() != Outcome.CLAIMED) {
            return first;
        }
        // remembered here too, for the next outage and because of the last; no room here is no reason to refuse
        Claim second = own.claim(key, caller, until);
        return second.outcome() == Outcome.SEEN ? second : first;
    }

    @Override
    public void sharedBy(int callers) {
        shared.sharedBy(callers);
        own.sharedBy(callers);
    }

    /** A restart during an outage forgets what only this node knew. */
    @Override
    public boolean forgetsOnRestart() {
        return true;
    }

    @Override
    public Duration longestLife() {
        Duration other = shared.longestLife();
        return other.compareTo(own.longestLife()) < 0 ? other : own.longestLife();
    }

    @Override
    public List<String> remarks(Duration life) {
        List<String> lines = new ArrayList<>(shared.remarks(life));
        lines.add("replay: while the store is away each node may accept a message once (on-store-unavailable ="
                + " local-fallback)");
        lines.addAll(own.remarks(life));
        return lines;
    }

    @Override
    public void close() {
        shared.close();
        own.close();
    }
}
