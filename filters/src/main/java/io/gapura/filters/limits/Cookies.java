package io.gapura.filters.limits;

import io.gapura.filters.Decision;
import io.gapura.filters.Headers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Reads Cookie lines for what would make two readers disagree: a quote that swallows the next cookie, and a name that a
 * session or a prefix protects but that came twice. Values are opaque; commas, blanks and inner quotes pass, because
 * scripts of third parties write them. RFC 6265 §5.4; at most 1,000 pieces.
 */
final class Cookies {
    private static final int MOST = 1_000;

    private final Set<String> sessionNames;

    /** One pair as it was sent; a piece without {@code =} is a value without a name. */
    record Cookie(String name, String value) {}

    Cookies(Set<String> sessionNames) {
        this.sessionNames = sessionNames;
    }

    Decision malformed(Headers headers) {
        if (headers.cookies() == 0) {
            return Decision.proceed();
        }
        if (headers.cookies() > MOST) {
            return Refusals.COOKIE_MALFORMED;
        }
        for (String line : headers.all("cookie")) {
            for (Cookie cookie : parse(line)) {
                if (opensAQuote(cookie.value())) {
                    return Refusals.COOKIE_MALFORMED;
                }
            }
        }
        return Decision.proceed();
    }

    Decision repeated(Headers headers) {
        if (headers.cookies() < 2 || headers.cookies() > MOST) {
            return Decision.proceed();
        }
        Set<String> guarded = new HashSet<>();
        for (String line : headers.all("cookie")) {
            for (Cookie cookie : parse(line)) {
                if (isGuarded(cookie.name()) && !guarded.add(cookie.name())) {
                    return Refusals.COOKIE_REPEATED;
                }
            }
        }
        return Decision.proceed();
    }

    /** Browsers give the prefixes their meaning in any case (RFC 6265bis §5.7). */
    private boolean isGuarded(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.startsWith("__host-") || lower.startsWith("__secure-") || sessionNames.contains(name);
    }

    private static boolean opensAQuote(String value) {
        return value.startsWith("\"") && (value.length() < 2 || !value.endsWith("\"") || isEscaped(value));
    }

    /** Whether the last character follows an odd number of backslashes: RFC 2109 readers then go on behind it. */
    private static boolean isEscaped(String value) {
        int last = value.length() - 1;
        int at = last;
        while (at > 0 && value.charAt(at - 1) == '\\') {
            at--;
        }
        return (last - at) % 2 == 1;
    }

    /** The pairs of one line, in order, blanks around name and value dropped; empty pieces are none. */
    static List<Cookie> parse(String line) {
        List<Cookie> cookies = new ArrayList<>();
        for (int from = 0; from <= line.length(); ) {
            int semicolon = line.indexOf(';', from);
            int to = semicolon < 0 ? line.length() : semicolon;
            String piece = line.substring(from, to).strip();
            if (!piece.isEmpty()) {
                int equals = piece.indexOf('=');
                cookies.add(
                        equals < 0
                                ? new Cookie("", piece)
                                : new Cookie(
                                        piece.substring(0, equals).strip(),
                                        piece.substring(equals + 1).strip()));
            }
            from = to + 1;
        }
        return cookies;
    }
}
