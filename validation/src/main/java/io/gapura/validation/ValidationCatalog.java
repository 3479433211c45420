package io.gapura.validation;

import io.gapura.filters.config.CatalogEntry;
import io.gapura.filters.config.PolicyCatalog;
import java.util.List;

/** What this module offers to {@code policies = …}; found by service loading. */
public final class ValidationCatalog implements PolicyCatalog {
    /** For service loading. */
    public ValidationCatalog() {}

    @Override
    public List<CatalogEntry<?>> entries() {
        return List.of(Validation.entry());
    }
}
