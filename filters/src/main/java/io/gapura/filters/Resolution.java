package io.gapura.filters;

import java.util.List;
import java.util.Optional;

/**
 * What is declared for an endpoint, and where it is written.
 *
 * @param found nothing: nobody declared anything
 * @param place of the declaration, or of what has none; of several that were added up, all of them
 * @param overridden what declarations say that the endpoint's own one overrides; asked of lints alone
 */
public record Resolution<R>(Optional<R> found, Origin origin, String place, List<Placed<R>> overridden) {
    /** Immutable. */
    public Resolution {
        overridden = List.copyOf(overridden);
    }

    /** How what runs came by it. */
    public enum Origin {
        /** It is written on what runs. */
        OWN,
        /** It is written on what runs, and declarations around it add to it. */
        ADDED,
        /** It is written on the concrete class, an overridden method or an interface. */
        INHERITED,
        /** Nobody declared anything. */
        NONE
    }

    /** What is declared, and where it is written. */
    public record Placed<R>(R found, String place) {}

    static <R> Resolution<R> own(R found, String place, List<Placed<R>> overridden) {
        return new Resolution<>(Optional.of(found), Origin.OWN, place, overridden);
    }

    static <R> Resolution<R> of(Placed<R> from, Origin origin) {
        return new Resolution<>(Optional.of(from.found()), origin, from.place(), List.of());
    }

    static <R> Resolution<R> nothing(String place) {
        return new Resolution<>(Optional.empty(), Origin.NONE, place, List.of());
    }
}
