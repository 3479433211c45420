package io.gapura.filters.callers;

import io.gapura.filters.HeaderLine;

/**
 * How a 401 names a way of proving oneself for which no scheme is registered: a 401 needs a challenge (RFC 9110
 * §15.5.2).
 */
record Challenge(String scheme, String realm) {
    static final String STANDARD_REALM = "gapura";

    Challenge {
        if (!isToken(scheme)) {
            throw new IllegalArgumentException("scheme must be a token");
        }
        boolean plain = realm.chars().allMatch(c -> c >= ' ' && c <= '~' && c != '"' && c != '\\');
        if (realm.isEmpty() || !plain) {
            throw new IllegalArgumentException("realm must be printable ASCII without quotes and backslashes");
        }
    }

    private static boolean isToken(String text) {
        try {
            new HeaderLine(text, "");
            return true;
        } catch (IllegalArgumentException noToken) {
            return false;
        }
    }

    HeaderLine line() {
        return new HeaderLine("WWW-Authenticate", scheme + " realm=\"" + realm + "\"");
    }
}
