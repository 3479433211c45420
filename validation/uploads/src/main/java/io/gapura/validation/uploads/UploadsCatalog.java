package io.gapura.validation.uploads;

import io.gapura.filters.config.CatalogEntry;
import io.gapura.filters.config.PolicyCatalog;
import java.util.List;

/** What this module offers to {@code policies = …}; found by service loading. */
public final class UploadsCatalog implements PolicyCatalog {
    /** For service loading. */
    public UploadsCatalog() {}

    @Override
    public List<CatalogEntry<?>> entries() {
        return List.of(MultipartUploads.entry());
    }
}
