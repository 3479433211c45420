package io.gapura.filters;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a client may know of a refusal. It cannot hold a reason, a note or an exception, so no renderer can leak one.
 *
 * @param status as decided; a renderer that does not know the code answers 500
 * @param code public kebab-case word
 * @param incident the id that finds the audit event
 * @param violations sorted, at most 100
 * @param truncated whether there were more violations
 * @param members values by name; a renderer shows what its catalogue declares for the code
 * @param traceId of the trace that the request belongs to, 32 hexadecimal digits
 * @param retryAfter seconds, 1 or more; the header says the same
 */
public record Problem(
        int status,
        String code,
        IncidentId incident,
        List<Violation> violations,
        boolean truncated,
        Map<String, Object> members,
        Optional<String> traceId,
        OptionalInt retryAfter) {
    public Problem {
        violations = List.copyOf(violations);
        members = Map.copyOf(members);
    }

    /** One with nothing but places of violations. */
    public Problem(int status, String code, IncidentId incident, List<Violation> violations) {
        this(status, code, incident, violations, false, Map.of(), Optional.empty(), OptionalInt.empty());
    }

    /** The public half of a rejection. */
    public static Problem of(
            Rejection rejection, IncidentId incident, Optional<String> traceId, OptionalInt retryAfter) {
        return new Problem(
                rejection.status(),
                rejection.code(),
                incident,
                rejection.violations(),
                rejection.isTruncated(),
                rejection.members(),
                traceId,
                retryAfter);
    }
}
