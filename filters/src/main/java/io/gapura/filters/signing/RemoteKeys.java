package io.gapura.filters.signing;

import io.gapura.filters.remote.DocumentFetch;
import io.gapura.filters.remote.Published;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Public keys that their owner publishes; {@link Published} says how long a set is good. While there are none to be
 * trusted, the answer is 503.
 *
 * <p>A key id that is unknown starts a fetch too, one in 10 seconds at most, and nobody waits for it: an unknown key must
 * not take longer than a wrong signature.
 */
final class RemoteKeys implements KeySource {
    static final Duration CACHE = Published.CACHE;
    static final Duration AHEAD = Published.AHEAD;
    static final Duration PAUSE = Published.PAUSE;
    static final Duration OUTAGE = Published.OUTAGE;

    private final Published<Keys> published;
    private final InstantSource clock;

    private RemoteKeys(Published<Keys> published, InstantSource clock) {
        this.published = published;
        this.clock = clock;
    }

    /** Fetches once before it returns; what goes wrong then is a state and no failure. */
    static RemoteKeys of(DocumentFetch fetch, String place, String caller, InstantSource clock, Executor beside) {
        KeyWarnings warnings = new KeyWarnings(place);
        Published.Listener<Keys> listener = new Published.Listener<>() {
            @Override
            public void good(Keys keys) {
                warnings.good();
                warnings.endings(keys, clock.instant());
            }

            @Override
            public void kept(String problem) {
                warnings.kept(problem);
            }
        };
        return new RemoteKeys(
                Published.of(fetch, document -> Keys.readPublic(document, caller), listener, clock, beside), clock);
    }

    @Override
    public Optional<Keys> current() {
        return Optional.ofNullable(published.current());
    }

    @Override
    public void missed() {
        published.missed();
    }

    @Override
    public KeyState state() {
        Published.Version<Keys> version = published.version();
        Keys keys = version.value();
        return KeyState.published(
                keys == null ? 0 : keys.size(),
                version.lastGood(),
                version.isTrusted(clock.millis()),
                Optional.ofNullable(version.problem()));
    }
}
