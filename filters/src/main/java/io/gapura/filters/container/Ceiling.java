package io.gapura.filters.container;

import io.gapura.filters.Bound;
import java.util.Map;
import java.util.Optional;

/**
 * A limit of a server that answers before one of ours does, where it is the lower one.
 *
 * @param setting as the server names it; below zero is no limit
 * @param bound what of ours it is held against
 * @param ours the setting of ours
 * @param answer what a client gets for what is over the server's
 */
record Ceiling(String setting, Bound bound, String ours, String answer) {
    /** The finding, when both are known and the server's is lower. */
    Optional<String> finding(Map<String, String> settings, Map<Bound, Long> bounds) {
        Long limit = bounds.get(bound);
        long theirs = Numbers.of(settings.get(setting));
        if (limit == null || theirs < 0 || theirs >= limit) {
            return Optional.empty();
        }
        return Optional.of(setting + "=" + theirs + " is lower than " + ours + "=" + limit + ": " + answer
                + "; raise the one or lower the other");
    }
}
