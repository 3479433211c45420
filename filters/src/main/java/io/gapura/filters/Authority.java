package io.gapura.filters;

/** The grammar of a Host that all readers agree on: reg-name or IPv4 in LDH, or a bracketed IPv6, and a port. */
public final class Authority {
    private Authority() {}

    static boolean isValid(String authority) {
        boolean bracketed = authority.startsWith("[");
        int end = bracketed ? authority.indexOf(']') + 1 : authority.indexOf(':');
        int hostEnd = end < 0 ? authority.length() : end;
        boolean empty = bracketed ? hostEnd < 4 : hostEnd == 0; // [::] is the shortest address
        if (empty || authority.length() > 261) {
            return false;
        }
        for (int i = bracketed ? 1 : 0; i < (bracketed ? hostEnd - 1 : hostEnd); i++) {
            if (!isHostCharacter(authority.charAt(i), bracketed)) {
                return false;
            }
        }
        return hostEnd == authority.length() || isPort(authority, hostEnd);
    }

    /** The port of a valid authority, empty when none is written. */
    public static String port(String authority) {
        int colon = authority.indexOf(':', authority.indexOf(']') + 1);
        return colon < 0 ? "" : authority.substring(colon + 1);
    }

    /** The host of an authority, with its brackets and without its port. */
    public static String host(String authority) {
        int colon = authority.indexOf(':', authority.indexOf(']') + 1);
        return colon < 0 ? authority : authority.substring(0, colon);
    }

    static String withPort(String authority, int port) {
        return host(authority) + ":" + port;
    }

    private static boolean isHostCharacter(char c, boolean bracketed) {
        if (bracketed) {
            return Ascii.hex(c) >= 0 || c == ':' || c == '.';
        }
        boolean alphanumeric = c >= '0' && c <= '9' || Ascii.lower(c) >= 'a' && Ascii.lower(c) <= 'z';
        return alphanumeric || c == '-' || c == '.' || c == '_';
    }

    private static boolean isPort(String authority, int colon) {
        int digits = authority.length() - colon - 1;
        if (authority.charAt(colon) != ':' || digits < 1 || digits > 5) {
            return false;
        }
        int port = 0;
        for (int i = colon + 1; i < authority.length(); i++) {
            char c = authority.charAt(i);
            if (c < '0' || c > '9') {
                return false;
            }
            port = port * 10 + c - '0';
        }
        return port > 0 && port <= 65_535;
    }
}
