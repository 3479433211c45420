package io.gapura.validation;

import io.gapura.filters.Violation;
import java.util.Locale;

/** Where a parameter stands in a request. */
public enum ParameterPlace {
    /** A name of the path template. */
    PATH(Violation.Place.TARGET),
    QUERY(Violation.Place.QUERY),
    /** {@code ;name=value} behind a path segment; the firewall refuses them unless a prefix is opened for them. */
    MATRIX(Violation.Place.TARGET),
    /** Only the fields that a contract declares are looked at: every client and proxy adds others. */
    HEADER(Violation.Place.HEADER),
    /** The same for cookies. */
    COOKIE(Violation.Place.COOKIE),
    FORM(Violation.Place.FORM);

    private final Violation.Place place;

    ParameterPlace(Violation.Place place) {
        this.place = place;
    }

    /** As an answer names it. */
    Violation.Place place() {
        return place;
    }

    /** Whether a name that no contract declares is refused there. */
    boolean isClosed() {
        return this == QUERY || this == FORM || this == MATRIX;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
