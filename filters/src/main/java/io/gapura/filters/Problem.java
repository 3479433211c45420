package io.gapura.filters;

import java.util.List;

/**
 * What a client may know of a refusal. It cannot hold a reason, a note or an exception, so no renderer can leak one.
 *
 * @param status as decided; a renderer that does not know the code answers 500
 * @param code public kebab-case word
 * @param incident the id that finds the audit event
 * @param violations sorted, at most 20
 */
public record Problem(int status, String code, IncidentId incident, List<Violation> violations) {
    public Problem {
        violations = List.copyOf(violations);
    }

    /** The public half of a rejection. */
    public static Problem of(Rejection rejection, IncidentId incident) {
        return new Problem(rejection.status(), rejection.code(), incident, rejection.violations());
    }
}
