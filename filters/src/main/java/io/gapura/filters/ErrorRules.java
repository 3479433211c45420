package io.gapura.filters;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a deployment says about its error answers to those who do not write them: engine and adapters ask here what the
 * section {@code errors} was told. Immutable.
 *
 * @param incidentHeader shows the incident on every answer
 * @param trace whose trace context is believed
 * @param scrub what becomes of error content that the application wrote
 * @param applicationPages whether {@code sendError(status)} goes on to the application's own pages, without its text
 * @param keptCookies names of cookies that an error answer keeps, such as that of a logout
 * @param retryAfterSeconds on 429 and 503 that name no time themselves; 1 or more
 * @param maxViolations shown in one answer
 */
public record ErrorRules(
        String incidentHeader,
        Trace trace,
        Scrub scrub,
        boolean applicationPages,
        Set<String> keptCookies,
        int retryAfterSeconds,
        int maxViolations) {
    /** Fields of answers that browsers, caches and connections act on. */
    private static final Set<String> SPOKEN = Set.of(
            "age",
            "allow",
            "alt-svc",
            "authentication-info",
            "cache-control",
            "clear-site-data",
            "connection",
            "date",
            "etag",
            "expect-ct",
            "expires",
            "host",
            "keep-alive",
            "last-modified",
            "link",
            "location",
            "nel",
            "origin-agent-cluster",
            "permissions-policy",
            "pragma",
            "proxy-authenticate",
            "proxy-connection",
            "public-key-pins",
            "referrer-policy",
            "refresh",
            "report-to",
            "reporting-endpoints",
            "retry-after",
            "server",
            "set-cookie",
            "set-cookie2",
            "signature",
            "signature-input",
            "sourcemap",
            "strict-transport-security",
            "te",
            "timing-allow-origin",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "vary",
            "via",
            "warning",
            "www-authenticate",
            "x-content-type-options",
            "x-dns-prefetch-control",
            "x-frame-options",
            "x-permitted-cross-domain-policies",
            "x-xss-protection");

    private static final List<String> SPOKEN_FAMILIES =
            List.of("accept", "access-control-", "content-", "cross-origin-", "document-policy", "sec-", "x-csrf-");

    /** What stands where nothing was set. */
    public static final ErrorRules DEFAULTS =
            new ErrorRules("X-Request-Id", Trace.RESTART, Scrub.ENFORCE, false, Set.of(), 5, 100);

    /** Whose trace context is believed. */
    public enum Trace {
        /** That of trusted proxies; a public edge starts a new trace. */
        RESTART,
        /** Everybody's. */
        CONTINUE
    }

    /** What becomes of error content that the application wrote and nobody opted in for. */
    public enum Scrub {
        /** Replaced by a problem document. */
        ENFORCE,
        /** Passes, and is recorded: for adoption. What an exception says never passes. */
        SHADOW
    }

    public ErrorRules {
        keptCookies = Set.copyOf(keptCookies);
        if (!Ascii.isToken(incidentHeader) || incidentHeader.length() > 64) {
            throw new IllegalArgumentException("incident-header must be a header name of at most 64 characters");
        }
        if (isSpoken(incidentHeader.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("incident-header must be a name that has no other meaning");
        }
        if (!keptCookies.stream().allMatch(Ascii::isToken)) {
            throw new IllegalArgumentException("keep-cookies must be names of cookies");
        }
        if (retryAfterSeconds < 1) {
            throw new IllegalArgumentException("retry-after must be at least 1s");
        }
        if (maxViolations < 1 || maxViolations > 100) {
            throw new IllegalArgumentException("max-violations must be between 1 and 100");
        }
    }

    /** An id in the place of a length, a cookie or a policy would undo the answer that it is to be found by. */
    private static boolean isSpoken(String name) {
        return SPOKEN.contains(name) || SPOKEN_FAMILIES.stream().anyMatch(name::startsWith);
    }
}
