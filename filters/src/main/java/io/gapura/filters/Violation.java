package io.gapura.filters;

import java.util.Comparator;

/**
 * One thing that was wrong and where, as a client may know it: a place, a declared name or JSON Pointer, a dotted word.
 * Never a value, and never a name that only the client knows.
 *
 * @param place which part of the request
 * @param at a <em>declared</em> parameter name, or a JSON Pointer into the body; empty when the part itself is meant
 * @param code stable dotted word, such as {@code param.type}
 */
public record Violation(Place place, String at, String code) implements Comparable<Violation> {
    private static final Comparator<Violation> ORDER =
            Comparator.comparing(Violation::place).thenComparing(Violation::at).thenComparing(Violation::code);

    /** The part of a request that a violation points at. */
    public enum Place {
        TARGET,
        QUERY,
        HEADER,
        COOKIE,
        FORM,
        PART,
        BODY
    }

    public Violation {
        if (at.length() > 128) {
            throw new IllegalArgumentException("the place of a violation must be at most 128 characters");
        }
        if (!code.matches("[a-z][a-z0-9.-]{1,63}")) {
            throw new IllegalArgumentException("a violation code must be a dotted lower-case word");
        }
    }

    @Override
    public int compareTo(Violation other) {
        return ORDER.compare(this, other);
    }
}
