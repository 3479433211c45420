package io.gapura.validation;

/**
 * Something that the start-up check found: open or unconstrained input, or a constraint that nobody would run.
 *
 * @param code stable, such as {@code lint.unconstrained-parameter}
 * @param endpoint id of the endpoint
 * @param place what of it, such as {@code query page}; empty: the endpoint itself
 * @param fix the shortest one
 */
public record Finding(String code, String endpoint, String place, String fix) implements Comparable<Finding> {
    @Override
    public int compareTo(Finding other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return code + " " + endpoint + (place.isEmpty() ? "" : " " + place) + ": " + fix;
    }
}
