package io.gapura.filters.jcache;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.config.Reference;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.spi.CachingProvider;
import org.jspecify.annotations.Nullable;

/**
 * Which cache of which grid: lines {@code cache = NAME}, and where there is more than one grid {@code provider = CLASS},
 * where it is not the default one {@code manager = URI}. The cache must exist: one that we made would have the grid's
 * own eviction.
 *
 * @param place where this stands, for messages
 */
record NamedCache(
        String cache, @Nullable String provider, @Nullable URI manager, String place) {
    private static final int LONGEST = 4_096;
    private static final Set<String> KEYS = Set.of("cache", "provider", "manager");

    static NamedCache read(Reference reference) {
        String text = new String(reference.read(LONGEST), StandardCharsets.UTF_8);
        Map<String, String> values = new LinkedHashMap<>();
        for (String line : text.split("\\R", -1)) {
            if (!line.isBlank() && !line.startsWith("#")) {
                int equals = line.indexOf('=');
                String key = line.substring(0, Math.max(0, equals)).strip();
                if (!KEYS.contains(key)
                        || values.put(key, line.substring(equals + 1).strip()) != null) {
                    throw bad(reference);
                }
            }
        }
        if (!values.containsKey("cache") || values.containsValue("")) {
            throw bad(reference);
        }
        try {
            String manager = values.get("manager");
            return new NamedCache(
                    values.get("cache"),
                    values.get("provider"),
                    manager == null ? null : URI.create(manager),
                    reference.place());
        } catch (IllegalArgumentException malformed) {
            throw bad(reference);
        }
    }

    private static ConfigurationException bad(Reference reference) {
        return ConfigurationException.of(reference.place()
                + " must hold the lines cache = NAME and, where needed, provider = CLASS and manager = URI, each once");
    }

    /** The cache as the grid is configured. */
    Cache<String, String> open() {
        CachingProvider caching =
                provider == null ? Caching.getCachingProvider() : Caching.getCachingProvider(provider);
        CacheManager caches = manager == null
                ? caching.getCacheManager()
                : caching.getCacheManager(manager, caching.getDefaultClassLoader());
        Cache<String, String> found = caches.getCache(cache);
        if (found == null) {
            caches.close();
            throw ConfigurationException.of("the cache that " + place + " names is not configured in its grid");
        }
        return found;
    }
}
