package io.gapura.filters.jersey;

import io.gapura.filters.Rejection;
import io.gapura.filters.Violation;
import jakarta.annotation.Priority;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.util.List;
import org.glassfish.jersey.server.ParamException;

/**
 * A parameter that cannot be converted is 400 {@code parameters-refused} with its declared name; Jersey says 404 for
 * query and matrix parameters. A path parameter stays 404: that path leads nowhere.
 */
@Priority(1)
final class ParameterFailures implements ExceptionMapper<ParamException> {
    private static final int LONGEST_NAME = 128;

    @Override
    public Response toResponse(ParamException failure) {
        Rejection rejection = failure instanceof ParamException.PathParamException
                ? Rejection.of(404, "not-found", "path-parameter")
                : Rejection.of(400, "parameters-refused", "conversion").violations(violations(failure));
        return Response.status(rejection.status()).entity(rejection).build();
    }

    private static List<Violation> violations(ParamException failure) {
        String name = failure.getParameterName();
        String declared = name == null || name.length() > LONGEST_NAME ? "" : name;
        return List.of(new Violation(place(failure), declared, "param.type"));
    }

    private static Violation.Place place(ParamException failure) {
        if (failure instanceof ParamException.HeaderParamException) {
            return Violation.Place.HEADER;
        }
        if (failure instanceof ParamException.CookieParamException) {
            return Violation.Place.COOKIE;
        }
        if (failure instanceof ParamException.FormParamException) {
            return Violation.Place.FORM;
        }
        return failure instanceof ParamException.QueryParamException ? Violation.Place.QUERY : Violation.Place.TARGET;
    }
}
