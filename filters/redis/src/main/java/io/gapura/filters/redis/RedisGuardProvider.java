package io.gapura.filters.redis;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.signing.ReplayGuard;
import io.gapura.filters.signing.ReplayGuardProvider;

/** Serves {@code signing.replay = redis}; the address stands where {@code signing.replay-store} leads to. */
public final class RedisGuardProvider implements ReplayGuardProvider {
    /** For the service loader. */
    public RedisGuardProvider() {}

    @Override
    public String name() {
        return "redis";
    }

    @Override
    public ReplayGuard open(Demand demand) {
        return RedisReplayGuard.open(
                demand.store()
                        .orElseThrow(() -> ConfigurationException.of(
                                "signing.replay-store must lead to the address of Redis: file:PATH or env:NAME")),
                demand.mustAnswer());
    }
}
