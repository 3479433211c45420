package io.gapura.examples.benchmarks;

import io.gapura.filters.signing.Claim;
import io.gapura.filters.signing.LocalReplayGuard;
import io.gapura.filters.signing.ReplayGuard;
import io.gapura.filters.signing.ReplayKey;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The real guard under endless traffic: messages that a benchmark sends again count as new, and time passes, so that
 * slices fill, end and are dropped as in production. What it adds is measured by the row {@code claimAlone}.
 */
final class EndlessReplays implements ReplayGuard {
    private final LocalReplayGuard guard;
    private final int perSecond;
    private final int life;
    private long claims;
    private volatile Instant now;
    private Instant until;

    /**
     * A guard.
     *
     * @param perSecond how many claims make a second pass
     * @param life in seconds, of each claim
     */
    EndlessReplays(int capacity, int perSecond, int life) {
        InstantSource clock = () -> now;
        this.perSecond = perSecond;
        this.life = life;
        this.now = SignedMessage.NOON;
        this.until = now.plusSeconds(life);
        this.guard = LocalReplayGuard.holding(capacity, clock);
    }

    int live() {
        return guard.size();
    }

    @Override
    public Claim claim(ReplayKey key, String caller, Instant ignored) {
        long number = ++claims;
        if (number % perSecond == 0) {
            now = now.plusSeconds(1);
            until = now.plusSeconds(life);
        }
        return guard.claim(new ReplayKey(key.high() ^ number * 0x9E3779B97F4A7C15L, key.low()), caller, until);
    }

    @Override
    public void sharedBy(int callers) {
        guard.sharedBy(callers);
    }
}
