package io.gapura.rbac;

import java.util.List;
import java.util.Optional;

/**
 * Which rule covers an endpoint, and where it is written.
 *
 * @param rule nothing: the endpoint is uncovered
 * @param place of the rule, or of the class that has none
 * @param overridden what declarations say that the endpoint's own rule overrides; asked of lints alone
 */
record Resolution(Optional<AccessRule> rule, String place, List<Placed> overridden) {
    /** A rule and the declaration that it is written on. */
    record Placed(AccessRule rule, String place) {}

    static Resolution own(AccessRule rule, String place, List<Placed> overridden) {
        return new Resolution(Optional.of(rule), place, overridden);
    }

    static Resolution inherited(Placed from) {
        return new Resolution(Optional.of(from.rule()), from.place(), List.of());
    }

    static Resolution uncovered(String place) {
        return new Resolution(Optional.empty(), place, List.of());
    }
}
