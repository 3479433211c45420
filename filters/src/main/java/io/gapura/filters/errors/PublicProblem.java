package io.gapura.filters.errors;

import java.util.Map;

/**
 * For an application's exceptions whose meaning a client may know: a code of the {@link ErrorCatalog}, and values that
 * its entry declares. The exception's message stays private.
 *
 * <p>A code that is not in the catalogue is 500 {@code internal-error}. A value that is not declared, or has another
 * type, is not shown, and the audit event says so.
 */
public interface PublicProblem {
    /** A code of the catalogue. */
    String code();

    /** Values for the document, by declared name; none by default. */
    default Map<String, Object> params() {
        return Map.of();
    }
}
