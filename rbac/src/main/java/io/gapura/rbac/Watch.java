package io.gapura.rbac;

import io.gapura.filters.ConfigurationException;
import java.time.Duration;
import java.util.Optional;

/**
 * Where a policy came from, and how to look whether it says something else by now. Immutable; refining methods return
 * copies.
 *
 * @param digest of the text that was loaded
 * @param reloads how many came before it
 * @param every nothing: it is read once
 * @param settle how long after a change a file must read the same again
 * @param mayOpen whether a change that opens an endpoint to somebody is taken
 */
record Watch(
        PolicySource source, String digest, int reloads, Optional<Duration> every, Duration settle, boolean mayOpen) {
    private static final Duration SETTLE = Duration.ofSeconds(1);
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(1);

    Watch {
        if (every.filter(time -> time.compareTo(SHORTEST) < 0 || time.compareTo(LONGEST) > 0)
                .isPresent()) {
            throw ConfigurationException.of("rbac.reload-every must be between 1 second and 1 day");
        }
    }

    static Watch of(PolicySource source, PolicyText text) {
        return new Watch(source, text.digest(), 0, Optional.empty(), SETTLE, true);
    }

    Watch every(Duration time) {
        return new Watch(source, digest, reloads, Optional.of(time), settle, mayOpen);
    }

    Watch settling(Duration time) {
        return new Watch(source, digest, reloads, every, time, mayOpen);
    }

    Watch mayOpen(boolean choice) {
        return new Watch(source, digest, reloads, every, settle, choice);
    }

    Watch after(PolicyText text) {
        return new Watch(source, text.digest(), reloads + 1, every, settle, mayOpen);
    }
}
