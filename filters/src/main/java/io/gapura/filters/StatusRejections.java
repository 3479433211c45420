package io.gapura.filters;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * What is said in the place of an answer of 400 or more that the application or its runtime made: the status, and of its
 * headers those that a client needs to go on (errors.md §7). By status and never by exception class: CXF throws a plain
 * {@code ClientErrorException} for 404, 405, 406 and 415.
 */
final class StatusRejections {
    static final String REASON = "application-status";

    private static final int LONGEST_VALUE = 1_024;

    private static final Map<Integer, String> CODES = Map.of(
            404, "not-found",
            405, "method-not-allowed",
            406, "not-acceptable",
            415, "media-type-refused",
            500, "internal-error");

    /** Kept on any error, or on the status named. */
    private static final Map<String, Set<Integer>> KEPT = Map.of(
            "Allow", Set.of(),
            "WWW-Authenticate", Set.of(401),
            "Accept-Signature", Set.of(401),
            "Retry-After", Set.of(),
            "Content-Range", Set.of(416),
            "Accept", Set.of(415),
            "Accept-Patch", Set.of(415));

    private static final List<String> ORDER = KEPT.keySet().stream().sorted().toList();

    private StatusRejections() {}

    static Rejection of(int chosen, Function<String, ? extends Collection<String>> headers) {
        int status = chosen < 400 || chosen > 599 ? 500 : chosen;
        Rejection rejection = Rejection.of(status, CODES.getOrDefault(status, "status-" + status), REASON);
        for (String name : ORDER) {
            Set<Integer> on = KEPT.getOrDefault(name, Set.of());
            if (on.isEmpty() || on.contains(status)) {
                rejection = withLines(rejection, name, headers.apply(name));
            }
        }
        return rejection;
    }

    private static Rejection withLines(Rejection rejection, String name, Collection<String> values) {
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
            return new HeaderLine(name, value).value().length() <= LONGEST_VALUE;
        } catch (IllegalArgumentException split) {
            return false;
        }
    }
}
