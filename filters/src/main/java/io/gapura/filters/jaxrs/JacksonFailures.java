package io.gapura.filters.jaxrs;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import jakarta.annotation.Priority;
import jakarta.ws.rs.core.FeatureContext;

/**
 * Mappers for what Jackson throws out of the application's own code: its mappers would show class names, input and all
 * known properties with a 400. Loaded only where Jackson's databind is; nothing else in this package names it.
 */
final class JacksonFailures {
    private JacksonFailures() {}

    static void register(FeatureContext context) {
        Mappers.register(context, new OfProcessing());
        Mappers.register(context, new OfParse());
        Mappers.register(context, new OfMapping());
        Mappers.register(context, new OfMismatch());
        Mappers.register(context, new OfFormat());
        Mappers.register(context, new OfProperty());
    }

    @Priority(1)
    static final class OfProcessing extends FailureMapper<JsonProcessingException> {}

    @Priority(1)
    static final class OfParse extends FailureMapper<JsonParseException> {}

    @Priority(1)
    static final class OfMapping extends FailureMapper<JsonMappingException> {}

    @Priority(1)
    static final class OfMismatch extends FailureMapper<MismatchedInputException> {}

    @Priority(1)
    static final class OfFormat extends FailureMapper<InvalidFormatException> {}

    @Priority(1)
    static final class OfProperty extends FailureMapper<UnrecognizedPropertyException> {}
}
