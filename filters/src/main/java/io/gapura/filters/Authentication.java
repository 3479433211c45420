package io.gapura.filters;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * How and when a caller has proven who it is, for rules that ask for more than a name (RFC 9470). Immutable.
 *
 * @param level the authentication context class ({@code acr})
 * @param methods the methods that were used ({@code amr})
 * @param time when the caller was last actively authenticated ({@code auth_time})
 */
public record Authentication(Optional<String> level, Set<String> methods, Optional<Instant> time) {
    private static final Authentication UNKNOWN = new Authentication(Optional.empty(), Set.of(), Optional.empty());

    public Authentication {
        methods = Set.copyOf(methods);
    }

    /** Nothing is known, and so nothing that is asked for is met. */
    public static Authentication unknown() {
        return UNKNOWN;
    }
}
