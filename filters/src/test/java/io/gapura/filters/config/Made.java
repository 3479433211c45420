package io.gapura.filters.config;

import io.gapura.filters.Policy;
import java.util.Map;
import java.util.TreeMap;

/** The policy that settings make, for tests of other packages. */
public final class Made {
    private Made() {}

    /** The first policy of an entry; keys with the entry's name in front. */
    public static Policy policy(CatalogEntry<?> entry, Map<String, String> settings) {
        String prefix = entry.name() + ".";
        Map<String, String> own = new TreeMap<>();
        settings.forEach((key, value) -> own.put(key.substring(prefix.length()), value));
        return entry.make(Section.of(entry.name(), "test", own, Resources.ofSystem()))
                .policies()
                .get(0);
    }
}
