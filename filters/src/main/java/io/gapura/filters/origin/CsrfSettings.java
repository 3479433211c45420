package io.gapura.filters.origin;

import io.gapura.filters.HeaderLine;
import io.gapura.filters.config.DataSize;
import io.gapura.filters.config.Reference;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * How tokens are made and where they come back.
 *
 * @param key the secrets, one to a line
 * @param cookie with {@code __Host-}: no other host may set it
 * @param header in which the token comes back
 * @param field of an urlencoded form in which it may come instead
 * @param maxForm how much of such a form is read to find it
 * @param maxAge how long a rendered token is good
 * @param sessionCookies whose values a token is bound to
 */
record CsrfSettings(
        Kind kind,
        Reference key,
        String cookie,
        String header,
        Optional<String> field,
        DataSize maxForm,
        Duration maxAge,
        Set<String> sessionCookies) {
    static final String COOKIE = "__Host-csrf";
    static final String HEADER = "X-CSRF-Token";
    static final DataSize MAX_FORM = DataSize.bytes(64 * 1_024);
    static final Duration MAX_AGE = Duration.ofHours(12);
    static final Set<String> SESSION_COOKIES = Set.of("JSESSIONID");

    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(7);
    private static final long LARGEST_FORM = 1L << 20;

    /** What a token is bound to. */
    enum Kind {
        /** No tokens. */
        OFF,
        /** A session cookie of the application: without one there is no token. */
        SESSION,
        /** A random cookie of the gate, and the session cookie where there is one. */
        DOUBLE_SUBMIT
    }

    CsrfSettings {
        require(cookie.startsWith("__Host-") && cookie.length() > 7, "csrf-cookie must begin with __Host-");
        require(isName(cookie), "csrf-cookie must be a token");
        require(isName(header), "csrf-header must be the name of a header");
        require(field.map(CsrfSettings::isField).orElse(true), "csrf-field must be a name of 1 to 64 characters");
        require(
                maxForm.toBytes() >= 1 && maxForm.toBytes() <= LARGEST_FORM,
                "csrf-max-form must be between 1B and 1MiB");
        require(
                maxAge.compareTo(SHORTEST) >= 0 && maxAge.compareTo(LONGEST) <= 0,
                "csrf-max-age must be between 60s and 7d");
        sessionCookies = Set.copyOf(sessionCookies);
        require(sessionCookies.stream().allMatch(CsrfSettings::isName), "session-cookies must list names of cookies");
        require(!sessionCookies.isEmpty(), "session-cookies must name at least one cookie");
    }

    static CsrfSettings of(Kind kind, Reference key) {
        return new CsrfSettings(kind, key, COOKIE, HEADER, Optional.empty(), MAX_FORM, MAX_AGE, SESSION_COOKIES);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    private static boolean isName(String text) {
        try {
            new HeaderLine(text, "");
            return text.length() <= 64;
        } catch (IllegalArgumentException noToken) {
            return false;
        }
    }

    private static boolean isField(String text) {
        return !text.isEmpty() && text.length() <= 64 && text.chars().allMatch(c -> c > ' ' && c < 0x7F);
    }
}
