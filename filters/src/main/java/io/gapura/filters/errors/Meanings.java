package io.gapura.filters.errors;

import io.gapura.filters.Endpoint;
import io.gapura.filters.Rejection;
import java.lang.reflect.AnnotatedElement;
import java.util.Optional;

/** What an application says about its own errors: by the type of an exception, or by an annotation on an endpoint. */
final class Meanings {
    private static final int DEEPEST = 16;
    private static final String REASON = "public-problem";

    private Meanings() {}

    /** The first {@link PublicProblem} among a throwable and its causes, 16 deep. */
    static Optional<PublicProblem> problemIn(Throwable thrown) {
        Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++, cause = cause.getCause()) {
            if (cause instanceof PublicProblem problem) {
                return Optional.of(problem);
            }
        }
        return Optional.empty();
    }

    /** Its rejection, for the entry of its code; a code that nobody declared is a fault of ours. */
    static Rejection rejection(PublicProblem problem, ErrorCatalog catalog) {
        return catalog.find(problem.code())
                .map(entry -> Rejection.of(entry.status(), entry.code(), REASON).members(problem.params()))
                .orElseGet(() -> Rejection.internalError(REASON)
                        .note("no catalogue has the code of "
                                + problem.getClass().getName()));
    }

    static boolean leavesAlone(Endpoint endpoint) {
        return endpoint.type().filter(Meanings::isAnnotated).isPresent()
                || endpoint.method().filter(Meanings::isAnnotated).isPresent();
    }

    private static boolean isAnnotated(AnnotatedElement element) {
        return element.isAnnotationPresent(OwnErrorBody.class);
    }
}
