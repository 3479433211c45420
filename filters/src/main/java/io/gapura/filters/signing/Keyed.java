package io.gapura.filters.signing;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A dictionary or the parameters of an item: values by key, in order. A key that comes again replaces the value at its
 * first position, as RFC 9651 §4.2.2 says, and {@link #repeated} remembers it, because a signature must not carry two
 * readings.
 */
final class Keyed<V> {
    private static final Keyed<?> EMPTY = new Keyed<>(Map.of(), false);

    private final Map<String, V> entries;
    private final boolean repeated;

    private Keyed(Map<String, V> entries, boolean repeated) {
        this.entries = entries;
        this.repeated = repeated;
    }

    @SuppressWarnings("unchecked") // holds nothing, so it holds nothing of the wrong type
    static <V> Keyed<V> empty() {
        return (Keyed<V>) EMPTY;
    }

    /** The entries in their order; each key is checked against the grammar. */
    static <V> Keyed<V> of(Map<String, V> entries) {
        for (String key : entries.keySet()) {
            if (!FieldCharacters.isKey(key)) {
                throw new IllegalArgumentException("not a key of a structured field");
            }
        }
        return new Keyed<>(Collections.unmodifiableMap(new LinkedHashMap<>(entries)), false);
    }

    Map<String, V> asMap() {
        return entries;
    }

    Optional<V> get(String key) {
        return Optional.ofNullable(entries.get(key));
    }

    boolean contains(String key) {
        return entries.containsKey(key);
    }

    int size() {
        return entries.size();
    }

    /** Whether some key came more than once. */
    boolean repeated() {
        return repeated;
    }

    /** Gathers entries while parsing. */
    static final class Builder<V> {
        private final Map<String, V> entries = new LinkedHashMap<>(8);
        private boolean repeated;

        void put(String key, V value) {
            repeated |= entries.put(key, value) != null;
        }

        Keyed<V> build() {
            return new Keyed<>(Collections.unmodifiableMap(entries), repeated);
        }
    }
}
