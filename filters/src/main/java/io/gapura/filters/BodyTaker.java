package io.gapura.filters;

import java.io.IOException;
import java.io.InputStream;

/**
 * Reads the content in the place of the application, which then finds it empty: of a multipart that becomes files. Asked
 * once, after every policy has let the request pass and before the endpoint runs; one request has one at most.
 */
@FunctionalInterface
public interface BodyTaker {
    /**
     * Reads, and hands the application what became of it as an {@linkplain Decision.Proceed#attribute attribute}.
     *
     * @param content decoded, watched by the body guards; closed by the caller
     * @return what becomes of the request; a refusal counts in every mode, because nothing is left to pass on
     * @throws IOException when the client went away, as the content says it; a {@link BodyRejectedException} of the
     *     content is to be passed on
     */
    Decision take(RequestView request, InputStream content) throws IOException;
}
