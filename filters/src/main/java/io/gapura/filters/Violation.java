package io.gapura.filters;

import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/**
 * One thing that was wrong and where, as a client may know it: a place, a declared name or JSON Pointer, a dotted word.
 * Never a value, and never a name that only the client knows.
 *
 * @param place which part of the request
 * @param at a <em>declared</em> parameter name, or a JSON Pointer into the body; empty when the part itself is meant
 * @param code stable dotted word, such as {@code param.type}
 * @param params for the text in the catalogue, by name; from the contract (a limit, the words of an enum), never from the
 *     request
 */
public record Violation(Place place, String at, String code, Map<String, Object> params)
        implements Comparable<Violation> {
    private static final Comparator<Violation> ORDER = Comparator.comparing(Violation::place)
            .thenComparing(Violation::at)
            .thenComparing(Violation::code)
            .thenComparing(violation -> violation.params.toString());

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
        params = params.isEmpty() ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(params));
    }

    /** One whose text needs no value. */
    public Violation(Place place, String at, String code) {
        this(place, at, code, Map.of());
    }

    /** The same with a value of the contract for its text, such as the limit that was passed. */
    public Violation with(String name, Object value) {
        Map<String, Object> more = new TreeMap<>(params);
        more.put(name, value);
        return new Violation(place, at, code, more);
    }

    @Override
    public int compareTo(Violation other) {
        return ORDER.compare(this, other);
    }
}
