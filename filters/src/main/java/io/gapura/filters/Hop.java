package io.gapura.filters;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What one proxy says of the request as it came to it.
 *
 * @param node who asked it; null when it does not say
 * @param scheme {@code http} or {@code https}
 * @param host lower case, with a port where one was written
 */
record Hop(
        @Nullable Node node,
        @Nullable String scheme,
        @Nullable String host) {
    static final int MOST = 32;
    static final int LONGEST = 4_096;

    /** A list of nodes alone. */
    static Hop of(Node node) {
        return new Hop(node, null, null);
    }

    /** Throws {@link RefusedException} for anything but the two schemes that are served. */
    static String scheme(String text) {
        if (Ascii.same(text, "https")) {
            return "https";
        }
        if (Ascii.same(text, "http")) {
            return "http";
        }
        throw ForwardedRefusal.MALFORMED.exception();
    }

    /** Throws {@link RefusedException} for anything but a Host. */
    static String host(String text) {
        if (!Authority.isValid(text)) { // before lower-casing, which turns U+212A into a plain k
            throw ForwardedRefusal.MALFORMED.exception();
        }
        return text.toLowerCase(Locale.ROOT);
    }
}
