package io.gapura.filters.headers;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * The form of Strict-Transport-Security (RFC 6797 §6.1), and what the browsers' preload list asks of a host that says
 * {@code preload}: a year at least, sub-domains included. A host that says it without keeping it is refused by the list,
 * and one that says it lightly is not taken off for months.
 */
final class TransportSecurity {
    private static final long YEAR = 31_536_000;

    private TransportSecurity() {}

    static void check(String value) {
        long maxAge = -1;
        Set<String> seen = new HashSet<>();
        for (String part : value.split(";", -1)) {
            String directive = part.strip().toLowerCase(Locale.ROOT);
            if (!seen.add(directive.startsWith("max-age=") ? "max-age" : directive)) {
                throw new IllegalArgumentException("hsts names a directive twice");
            }
            if (directive.startsWith("max-age=")) {
                maxAge = seconds(directive.substring(8));
            } else if (!directive.equals("includesubdomains") && !directive.equals("preload")) {
                throw form();
            }
        }
        if (maxAge < 0) {
            throw form();
        }
        if (seen.contains("preload") && (maxAge < YEAR || !seen.contains("includesubdomains"))) {
            throw new IllegalArgumentException(
                    "hsts: preload needs includeSubDomains and a max-age of at least " + YEAR + " seconds");
        }
    }

    private static long seconds(String digits) {
        if (!digits.matches("[0-9]{1,10}")) {
            throw form();
        }
        return Long.parseLong(digits);
    }

    private static IllegalArgumentException form() {
        return new IllegalArgumentException(
                "hsts must be max-age=SECONDS; includeSubDomains; preload (the last two as" + " wanted), or omit");
    }
}
