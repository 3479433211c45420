package io.gapura.filters;

import java.util.List;
import java.util.Optional;

/**
 * What is declared for an endpoint, and where it is written.
 *
 * @param found nothing: nobody declared anything
 * @param place of the declaration, or of the class that has none
 * @param overridden what declarations say that the endpoint's own one overrides; asked of lints alone
 */
public record Resolution<R>(Optional<R> found, String place, List<Placed<R>> overridden) {
    /** Immutable. */
    public Resolution {
        overridden = List.copyOf(overridden);
    }

    /** What is declared, and where it is written. */
    public record Placed<R>(R found, String place) {}

    static <R> Resolution<R> own(R found, String place, List<Placed<R>> overridden) {
        return new Resolution<>(Optional.of(found), place, overridden);
    }

    static <R> Resolution<R> inherited(Placed<R> from) {
        return new Resolution<>(Optional.of(from.found()), from.place(), List.of());
    }

    static <R> Resolution<R> nothing(String place) {
        return new Resolution<>(Optional.empty(), place, List.of());
    }
}
