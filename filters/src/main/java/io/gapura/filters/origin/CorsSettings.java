package io.gapura.filters.origin;

import io.gapura.filters.HeaderLine;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The section {@code cors}. A record that exists is safe to serve: what a browser would take for "everybody, with
 * cookies" cannot be written.
 *
 * @param origins exact ones, or {@code *} alone
 * @param methods that a page of those origins may use
 * @param headers that it may send beside those that need no leave
 * @param exposed response headers that it may read beside those that need no leave
 * @param credentials whether its requests may carry cookies
 * @param maxAge how long a browser may keep an answer to a preflight; at most 24 h, which is the longest of any
 * @param privateNetwork whether a public page may call in, where the application is on a private network
 */
record CorsSettings(
        Set<String> origins,
        Set<String> methods,
        Set<String> headers,
        Set<String> exposed,
        boolean credentials,
        Duration maxAge,
        boolean privateNetwork) {
    static final String ANYBODY = "*";

    private static final Duration LONGEST = Duration.ofHours(24);
    private static final int MOST_NAMES = 100;

    /** The Fetch Standard forbids these to pages (§2.2.1), so that a list with them promises what is not kept. */
    private static final Set<String> FORBIDDEN_METHODS = Set.of("CONNECT", "TRACE", "TRACK");

    /** And these (§2.2.2), by which a page cannot see or set a cookie. */
    private static final Set<String> NEVER_EXPOSED = Set.of("set-cookie", "set-cookie2");

    static final CorsSettings DEFAULTS = new CorsSettings(
            Set.of(), Set.of("GET", "HEAD", "POST"), Set.of(), Set.of(), false, Duration.ofMinutes(10), false);

    CorsSettings {
        boolean anybody = origins.contains(ANYBODY);
        require(!(anybody && credentials), "credentials cannot be allowed to every origin: list the origins");
        require(!(anybody && origins.size() > 1), "origins must be * alone, or a list without it");
        require(!(anybody && privateNetwork), "private-network cannot be opened to every origin: list the origins");
        origins = anybody ? Set.of(ANYBODY) : Origins.checked("origins", origins);
        methods = checkedMethods(methods);
        headers = names("headers", headers);
        exposed = names("exposed", exposed);
        require(exposed.stream().noneMatch(NEVER_EXPOSED::contains), "exposed must not hold Set-Cookie");
        require(!maxAge.isNegative() && maxAge.compareTo(LONGEST) <= 0, "max-age must be between 0s and 24h");
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    private static Set<String> checkedMethods(Set<String> methods) {
        require(!methods.isEmpty(), "methods must name at least one method");
        for (String method : methods) {
            require(isToken(method) && !method.equals(ANYBODY), "methods must list methods, without *");
            require(method.equals(method.toUpperCase(Locale.ROOT)), "methods must be written in capitals");
            require(!FORBIDDEN_METHODS.contains(method), "methods must not hold CONNECT, TRACE or TRACK");
        }
        return Set.copyOf(methods);
    }

    private static Set<String> names(String setting, Set<String> names) {
        require(names.size() <= MOST_NAMES, setting + " must list at most " + MOST_NAMES + " headers");
        for (String name : names) {
            require(isToken(name) && !name.equals(ANYBODY), setting + " must list names of headers, without *");
        }
        Set<String> lower =
                names.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
        require(lower.size() == names.size(), setting + " names one header twice");
        return Set.copyOf(lower);
    }

    static boolean isToken(String text) {
        try {
            new HeaderLine(text, "");
            return true;
        } catch (IllegalArgumentException other) {
            return false;
        }
    }

    boolean anybody() {
        return origins.contains(ANYBODY);
    }

    CorsSettings origins(Set<String> others) {
        return new CorsSettings(others, methods, headers, exposed, credentials, maxAge, privateNetwork);
    }

    CorsSettings methods(Set<String> others) {
        return new CorsSettings(origins, others, headers, exposed, credentials, maxAge, privateNetwork);
    }

    CorsSettings headers(Set<String> others) {
        return new CorsSettings(origins, methods, others, exposed, credentials, maxAge, privateNetwork);
    }

    CorsSettings exposed(Set<String> others) {
        return new CorsSettings(origins, methods, headers, others, credentials, maxAge, privateNetwork);
    }

    CorsSettings withCredentials() {
        return new CorsSettings(origins, methods, headers, exposed, true, maxAge, privateNetwork);
    }

    CorsSettings maxAge(Duration age) {
        return new CorsSettings(origins, methods, headers, exposed, credentials, age, privateNetwork);
    }

    CorsSettings withPrivateNetwork() {
        return new CorsSettings(origins, methods, headers, exposed, credentials, maxAge, true);
    }
}
