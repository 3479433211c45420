package io.gapura.filters;

import org.jspecify.annotations.Nullable;

/**
 * One address in a forwarded chain (RFC 7239 §6): a literal, or a word that hides one. The port is checked and dropped.
 *
 * @param text canonical, for comparing two chains
 * @param address null for {@code unknown} and for an obfuscated identifier
 */
record Node(String text, @Nullable Address address) {
    /** Reads {@code node} of RFC 7239 §6: IPv6 stands in brackets. Null when it is none. */
    static @Nullable Node parse(String text) {
        if (text.startsWith("[")) {
            int end = text.indexOf(']');
            boolean v6 = end > 0 && text.lastIndexOf(':', end) > 0;
            return v6 && isPort(text, end + 1) ? of(Address.parse(text.substring(1, end))) : null;
        }
        int colon = text.indexOf(':');
        String name = colon < 0 ? text : text.substring(0, colon);
        return colon < 0 || isPort(text, colon) ? named(name) : null;
    }

    /** Reads an entry of {@code X-Forwarded-For}, where IPv6 may stand bare. */
    static @Nullable Node parseBare(String text) {
        Address address = Address.parse(text);
        return address == null ? parse(text) : of(address);
    }

    private static @Nullable Node named(String name) {
        if (Ascii.same(name, "unknown")) {
            return new Node("unknown", null);
        }
        if (isObfuscated(name, 0)) {
            return new Node(name, null);
        }
        return of(Address.parse(name));
    }

    private static @Nullable Node of(@Nullable Address address) {
        return address == null ? null : new Node(address.toString(), address);
    }

    /** Nothing, or a colon and a port: one to five digits, or obfuscated. */
    private static boolean isPort(String text, int colon) {
        if (colon == text.length()) {
            return true;
        }
        return text.charAt(colon) == ':' && (isObfuscated(text, colon + 1) || port(text, colon + 1) >= 0);
    }

    /** The number that fills the rest of the text; negative when it is no port. */
    static int port(String text, int from) {
        int digits = text.length() - from;
        if (digits < 1 || digits > 5) {
            return -1;
        }
        int value = 0;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            value = value * 10 + c - '0';
        }
        return value > 65_535 ? -1 : value;
    }

    private static boolean isObfuscated(String text, int from) {
        if (text.length() - from < 2 || text.charAt(from) != '_') {
            return false;
        }
        for (int i = from + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean alphanumeric = c >= '0' && c <= '9' || Ascii.lower(c) >= 'a' && Ascii.lower(c) <= 'z';
            if (!alphanumeric && c != '.' && c != '_' && c != '-') {
                return false;
            }
        }
        return true;
    }
}
