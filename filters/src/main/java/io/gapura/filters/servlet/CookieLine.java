package io.gapura.filters.servlet;

import jakarta.servlet.http.Cookie;
import java.util.Map;
import java.util.Optional;

/** A cookie as the line of {@code Set-Cookie} (RFC 6265 §4.1.1). */
final class CookieLine {
    private CookieLine() {}

    /** Empty for what would need quotes or escapes: that is left to the container. */
    static Optional<String> of(Cookie cookie) {
        String value = cookie.getValue() == null ? "" : cookie.getValue();
        if (!value.chars().allMatch(CookieLine::isOctet)) {
            return Optional.empty();
        }
        StringBuilder line = new StringBuilder(cookie.getName()).append('=').append(value);
        for (Map.Entry<String, String> attribute : cookie.getAttributes().entrySet()) {
            if (!attribute.getValue().chars().allMatch(CookieLine::isAttributeOctet)) {
                return Optional.empty();
            }
            append(line, attribute.getKey(), attribute.getValue());
        }
        return Optional.of(line.toString());
    }

    /** Secure and HttpOnly say it by standing there. */
    private static void append(StringBuilder line, String name, String value) {
        boolean flag = name.equalsIgnoreCase("Secure") || name.equalsIgnoreCase("HttpOnly");
        if (!flag) {
            line.append("; ").append(name).append('=').append(value);
        } else if (!value.equalsIgnoreCase("false")) {
            line.append("; ").append(name);
        }
    }

    private static boolean isOctet(int c) {
        return c > 0x20 && c < 0x7F && c != '"' && c != ',' && c != ';' && c != '\\';
    }

    private static boolean isAttributeOctet(int c) {
        return c >= 0x20 && c < 0x7F && c != ';';
    }

    /** The name in a line; empty when it has none. */
    static String nameOf(String line) {
        int equals = line.indexOf('=');
        return equals < 1 ? "" : line.substring(0, equals).strip();
    }
}
