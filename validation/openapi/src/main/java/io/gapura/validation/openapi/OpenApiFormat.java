package io.gapura.validation.openapi;

import io.gapura.filters.config.Reference;
import io.gapura.validation.ContractSource;

/** Reads what {@code validation.document} leads to; found by service loading. */
public final class OpenApiFormat implements ContractSource.Format {
    /** For service loading. */
    public OpenApiFormat() {}

    @Override
    public ContractSource read(Reference document) {
        return OpenApi.read(document);
    }
}
