package io.gapura.filters.signing;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A dictionary or the parameters of an item: values by key, in order. A key that comes again replaces the value at its
 * first position, as RFC 9651 §4.2.2 says, and {@link #repeated} remembers it, because a signature must not carry two
 * readings.
 *
 * <p>Immutable. The few entries that are usual stand in two arrays; many are found by a map, so that reading stays linear.
 */
final class Keyed<V> {
    private static final int FEW = 8;
    private static final Keyed<?> EMPTY = new Keyed<>(new Builder<>());

    private final String[] keys;
    private final Object[] values;
    private final @Nullable Map<String, Integer> index;
    private final boolean repeated;

    private Keyed(Builder<V> builder) {
        this.keys = Arrays.copyOf(builder.keys, builder.size);
        this.values = Arrays.copyOf(builder.values, builder.size);
        this.index = builder.index;
        this.repeated = builder.repeated;
    }

    @SuppressWarnings("unchecked") // holds nothing, so it holds nothing of the wrong type
    static <V> Keyed<V> empty() {
        return (Keyed<V>) EMPTY;
    }

    /** The entries in their order; each key is checked against the grammar. */
    static <V> Keyed<V> of(Map<String, V> entries) {
        Builder<V> builder = new Builder<>();
        for (Map.Entry<String, V> entry : entries.entrySet()) {
            if (!FieldCharacters.isKey(entry.getKey())) {
                throw new IllegalArgumentException("not a key of a structured field");
            }
            builder.put(entry.getKey(), entry.getValue());
        }
        return builder.build();
    }

    /** A copy in the form of the collections. */
    Map<String, V> asMap() {
        Map<String, V> map = new LinkedHashMap<>();
        for (int i = 0; i < keys.length; i++) {
            map.put(keys[i], value(i));
        }
        return Collections.unmodifiableMap(map);
    }

    /** The key at a position, from 0. */
    String key(int position) {
        return keys[position];
    }

    /** The value at a position, from 0. */
    @SuppressWarnings("unchecked") // the builder takes nothing else
    V value(int position) {
        return (V) values[position];
    }

    Optional<V> get(String key) {
        int position = position(keys, keys.length, index, key);
        return position < 0 ? Optional.empty() : Optional.of(value(position));
    }

    boolean contains(String key) {
        return position(keys, keys.length, index, key) >= 0;
    }

    private static int position(String[] keys, int size, @Nullable Map<String, Integer> index, String key) {
        if (index != null) {
            return index.getOrDefault(key, -1);
        }
        for (int i = 0; i < size; i++) {
            if (keys[i].equals(key)) {
                return i;
            }
        }
        return -1;
    }

    int size() {
        return keys.length;
    }

    /** Whether some key came more than once. */
    boolean repeated() {
        return repeated;
    }

    /** Gathers entries while parsing; gives one result. */
    static final class Builder<V> {
        private String[] keys = new String[4];
        private Object[] values = new Object[4];
        private int size;
        private @Nullable Map<String, Integer> index;
        private boolean repeated;

        void put(String key, V value) {
            int position = position(keys, size, index, key);
            if (position >= 0) {
                repeated = true;
                values[position] = value;
                return;
            }
            if (size == keys.length) {
                keys = Arrays.copyOf(keys, size * 2);
                values = Arrays.copyOf(values, size * 2);
            }
            keys[size] = key;
            values[size] = value;
            size++;
            index();
        }

        private void index() {
            Map<String, Integer> known = index;
            if (known != null) {
                known.put(keys[size - 1], size - 1);
            } else if (size > FEW) {
                index = new HashMap<>();
                for (int i = 0; i < size; i++) {
                    index.put(keys[i], i);
                }
            }
        }

        Keyed<V> build() {
            return new Keyed<>(this);
        }
    }
}
