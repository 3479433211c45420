package io.gapura.filters.config;

import java.util.List;

/** The names that a module gives to {@code policies = …}. A service: one per module, public no-argument constructor. */
public interface PolicyCatalog {
    List<CatalogEntry<?>> entries();
}
