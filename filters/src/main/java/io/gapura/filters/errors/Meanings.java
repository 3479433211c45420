package io.gapura.filters.errors;

import io.gapura.filters.Endpoint;
import io.gapura.filters.Rejection;
import java.lang.reflect.AnnotatedElement;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an application says about its own errors: by the type of an exception, or by an annotation on an endpoint. */
final class Meanings {
    private static final System.Logger LOG = System.getLogger("io.gapura.errors");
    private static final int DEEPEST = 16;
    private static final String REASON = "public-problem";

    private Meanings() {}

    /** The first {@link PublicProblem} among a throwable and its causes, 16 deep; none behind a cause that throws. */
    static Optional<PublicProblem> problemIn(Throwable thrown) {
        Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
            if (cause instanceof PublicProblem problem) {
                return Optional.of(problem);
            }
            cause = causeOf(cause);
        }
        return Optional.empty();
    }

    private static @Nullable Throwable causeOf(Throwable thrown) {
        try {
            return thrown.getCause();
        } catch (RuntimeException | Error hostile) {
            return null;
        }
    }

    /**
     * Its rejection, for the entry of its code; a code that nobody declared is a fault of ours. Values that are not
     * declared are left out, and the note for the audit event says how many: their names and values are the program's.
     */
    static Rejection rejection(PublicProblem problem, ErrorCatalog catalog) {
        String place = problem.getClass().getName();
        String code = problem.code();
        ErrorEntry known = catalog.find(code).orElse(null);
        if (known == null) {
            return Rejection.internalError(REASON).note(mistake(place + " has a code that is not in the catalogue"));
        }
        Map<String, Object> given = problem.params();
        Map<String, Object> shown = catalog.published(code).members().of(given);
        Rejection meant = Rejection.of(known.status(), code, REASON).members(shown);
        int left = given.size() - shown.size();
        return left == 0
                ? meant
                : meant.note(mistake(place + " has " + left + " values that its entry does not declare"));
    }

    private static String mistake(String text) {
        LOG.log(System.Logger.Level.WARNING, text);
        return text;
    }

    static boolean leavesAlone(Endpoint endpoint) {
        return endpoint.type().filter(Meanings::isAnnotated).isPresent()
                || endpoint.method().filter(Meanings::isAnnotated).isPresent();
    }

    private static boolean isAnnotated(AnnotatedElement element) {
        return element.isAnnotationPresent(OwnErrorBody.class);
    }
}
