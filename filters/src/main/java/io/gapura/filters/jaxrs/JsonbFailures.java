package io.gapura.filters.jaxrs;

import jakarta.annotation.Priority;
import jakarta.json.bind.JsonbException;
import jakarta.ws.rs.core.FeatureContext;

/** The mapper for what JSON-B throws out of the application's own code. Loaded only where JSON-B is. */
final class JsonbFailures {
    private JsonbFailures() {}

    static void register(FeatureContext context) {
        Mappers.register(context, new OfJsonb());
    }

    @Priority(1)
    static final class OfJsonb extends FailureMapper<JsonbException> {}
}
