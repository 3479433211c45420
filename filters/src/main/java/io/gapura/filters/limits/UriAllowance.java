package io.gapura.filters.limits;

import io.gapura.filters.Target;
import io.gapura.filters.UriViolation;

/**
 * One ambiguity that is let through below one path prefix, such as {@code path-parameter:/files/}. The prefix must
 * stand in the raw path and in the canonical one: {@code /admin/../files/x} is below {@code /files/} only to those who
 * resolve dots.
 *
 * @param violation an adoptable one
 * @param prefix begins and ends with a slash, in canonical form
 */
record UriAllowance(UriViolation violation, String prefix) {
    UriAllowance {
        if (!violation.adoptable()) {
            throw new IllegalArgumentException(
                    "uri-allow must not name " + violation.word() + ": no setting allows it");
        }
        Target written = Target.parse(prefix);
        boolean canonical = written.violations().isEmpty() && written.path().equals(prefix);
        if (!prefix.startsWith("/") || !prefix.endsWith("/") || !canonical) {
            throw new IllegalArgumentException(
                    "uri-allow needs a path prefix in canonical form that begins and ends with a slash");
        }
    }

    /** Reads the text form: the name without {@code uri.}, a colon, the prefix. */
    static UriAllowance parse(String text) {
        int colon = text.indexOf(':');
        for (UriViolation violation : UriViolation.values()) {
            if (colon > 0 && violation.word().equals("uri." + text.substring(0, colon))) {
                return new UriAllowance(violation, text.substring(colon + 1));
            }
        }
        throw new IllegalArgumentException(
                "uri-allow must be made of encoded-slash, double-encoding, dot-segment, empty-segment, path-parameter or"
                        + " hidden-segment, each with a path prefix, such as path-parameter:/files/");
    }

    boolean covers(UriViolation found, Target target) {
        return found == violation && target.isBelow(prefix);
    }

    String text() {
        return violation.word().substring("uri.".length()) + ":" + prefix;
    }
}
