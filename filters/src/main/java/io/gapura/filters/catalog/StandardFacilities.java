package io.gapura.filters.catalog;

import io.gapura.filters.AuditSink;
import io.gapura.filters.DefaultFacilities;
import io.gapura.filters.ErrorRenderer;
import io.gapura.filters.audit.LoggerSink;
import io.gapura.filters.errors.ProblemErrors;

/** Problem documents and the system's logger; found by service loading. */
public final class StandardFacilities implements DefaultFacilities {
    /** For service loading. */
    public StandardFacilities() {}

    @Override
    public ErrorRenderer errors() {
        return ProblemErrors.standard();
    }

    @Override
    public AuditSink audit() {
        return LoggerSink.standard();
    }
}
