package io.gapura.filters.jaxrs;

import io.gapura.filters.HeaderLine;
import io.gapura.filters.Rejection;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What is said in the place of an answer of 400 or more that the application or the runtime made: its status, and of its
 * headers those a client needs to go on. By status and never by exception class: CXF throws a plain
 * {@code ClientErrorException} for 404, 405, 406 and 415.
 */
final class ByStatus {
    private static final Map<Integer, String> CODES = Map.of(
            404, "not-found",
            405, "method-not-allowed",
            406, "not-acceptable",
            415, "media-type-refused",
            500, "internal-error");

    /** Kept on any error, or on the status named (errors.md §7). */
    private static final Map<String, Set<Integer>> KEPT = Map.of(
            "allow", Set.of(),
            "www-authenticate", Set.of(401),
            "retry-after", Set.of(),
            "content-range", Set.of(416),
            "accept", Set.of(415),
            "accept-patch", Set.of(415));

    private ByStatus() {}

    static Rejection of(int status, MultivaluedMap<String, String> headers) {
        int known = status > 599 ? 500 : status;
        Rejection rejection = Rejection.of(known, CODES.getOrDefault(known, "status-" + known), "application-status");
        for (Map.Entry<String, List<String>> entry : headers.entrySet()) {
            Set<Integer> on = KEPT.get(entry.getKey().toLowerCase(Locale.ROOT));
            if (on != null && (on.isEmpty() || on.contains(known))) {
                rejection = withLines(rejection, entry.getKey(), entry.getValue());
            }
        }
        return rejection;
    }

    private static Rejection withLines(Rejection rejection, String name, List<String> values) {
        Rejection with = rejection;
        for (String value : values) {
            if (isSafe(name, value)) {
                with = with.header(name, value);
            }
        }
        return with;
    }

    /** A value that no header may hold is left out: the answer must go, and must not be split. */
    private static boolean isSafe(String name, String value) {
        try {
            return new HeaderLine(name, value).value().length() <= 1_024;
        } catch (IllegalArgumentException split) {
            return false;
        }
    }
}
