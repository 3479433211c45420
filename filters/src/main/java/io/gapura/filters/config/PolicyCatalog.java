package io.gapura.filters.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/** The names that a module gives to {@code policies = …}. A service: one per module, public no-argument constructor. */
public interface PolicyCatalog {
    List<CatalogEntry<?>> entries();

    /** All catalogues beside the engine and in the application. */
    static List<PolicyCatalog> installed() {
        Map<String, PolicyCatalog> found = new LinkedHashMap<>();
        for (ClassLoader loader : ApplicationLoaders.of(PolicyCatalog.class)) {
            ServiceLoader.load(PolicyCatalog.class, loader)
                    .forEach(catalog -> found.putIfAbsent(catalog.getClass().getName(), catalog));
        }
        return List.copyOf(found.values());
    }
}
