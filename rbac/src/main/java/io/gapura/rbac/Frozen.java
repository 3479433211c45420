package io.gapura.rbac;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** Immutable maps from maps. */
final class Frozen {
    private Frozen() {}

    static <K, V, W> Map<K, W> map(Map<K, V> from, Function<V, W> change) {
        Map<K, W> changed = new HashMap<>();
        from.forEach((key, value) -> changed.put(key, change.apply(value)));
        return Map.copyOf(changed);
    }
}
