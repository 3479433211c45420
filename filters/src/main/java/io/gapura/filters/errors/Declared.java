package io.gapura.filters.errors;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The values that a code or the word of a violation may carry, by name, in order. Immutable. */
record Declared(Map<String, MemberType> types) {
    static final Declared NOTHING = new Declared(Map.of());

    private static final int MOST = 8;

    /** Members that every document has. */
    private static final Set<String> RESERVED = Set.of(
            "type",
            "code",
            "title",
            "status",
            "detail",
            "instance",
            "trace_id",
            "retry_after",
            "errors",
            "errors_truncated");

    Declared {
        types = Collections.unmodifiableMap(new TreeMap<>(types));
    }

    /** Throws {@link IllegalArgumentException} for a name that RFC 9457 §3.2 or the document has no room for. */
    Declared with(String name, MemberType type) {
        if (!name.matches("[A-Za-z][A-Za-z0-9_]{2,31}") || RESERVED.contains(name)) {
            throw new IllegalArgumentException("a member must have a name of 3 to 32 letters, digits and _ that begins"
                    + " with a letter and is none of " + RESERVED);
        }
        Map<String, MemberType> more = new TreeMap<>(types);
        if (more.put(name, type) != null || more.size() > MOST) {
            throw new IllegalArgumentException("a member stands once, and there are at most " + MOST);
        }
        return new Declared(more);
    }

    /** Those of the values that are declared and have the declared type; what is left out is a mistake of the program. */
    Map<String, Object> of(Map<String, Object> values) {
        if (values.isEmpty()) {
            return Map.of();
        }
        Map<String, Object> kept = new TreeMap<>();
        types.forEach((name, type) -> {
            Object value = values.get(name);
            if (value != null && type.accepts(value)) {
                kept.put(name, value);
            }
        });
        return kept;
    }

    /** Throws {@link IllegalArgumentException} when a text asks for a value that nobody declared. */
    void require(Sentence sentence) {
        if (!types.keySet().containsAll(sentence.names())) {
            throw new IllegalArgumentException("a text asks for a value that is not declared");
        }
    }
}
