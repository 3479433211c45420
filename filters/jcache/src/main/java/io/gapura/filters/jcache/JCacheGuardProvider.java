package io.gapura.filters.jcache;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.signing.ReplayGuard;
import io.gapura.filters.signing.ReplayGuardProvider;
import javax.cache.Cache;
import javax.cache.CacheException;

/** Serves {@code signing.replay = jcache}; which cache is said where {@code signing.replay-store} leads to. */
public final class JCacheGuardProvider implements ReplayGuardProvider {
    /** For the service loader. */
    public JCacheGuardProvider() {}

    @Override
    public String name() {
        return "jcache";
    }

    @Override
    public ReplayGuard open(Demand demand) {
        NamedCache named = NamedCache.read(demand.store()
                .orElseThrow(() -> ConfigurationException.of(
                        "signing.replay-store must lead to the name of a cache: file:PATH or env:NAME")));
        try {
            Cache<String, String> cache = named.open();
            return JCacheReplayGuard.on(cache, demand.life()).closing(cache.getCacheManager());
        } catch (CacheException | IllegalStateException | IllegalArgumentException absent) {
            throw ConfigurationException.of("the grid that " + named.place() + " leads to does not open: "
                    + absent.getClass().getSimpleName());
        }
    }
}
