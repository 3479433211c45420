package io.gapura.filters;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** The grammar of a Host that all readers agree on: reg-name or IPv4 in LDH, or a bracketed IPv6, and a port. */
public final class Authority {
    /** Letters, digits, hyphen, dot, underscore. */
    private static final boolean[] NAME = new boolean[128];

    static {
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._"
                .chars()
                .forEach(c -> NAME[c] = true);
    }

    private Authority() {}

    static boolean isValid(String authority) {
        boolean bracketed = authority.startsWith("[");
        int end = bracketed ? authority.indexOf(']') + 1 : authority.indexOf(':');
        int hostEnd = end < 0 ? authority.length() : end;
        boolean empty = bracketed ? hostEnd < 4 : hostEnd == 0; // [::] is the shortest address
        if (empty || authority.length() > 261) {
            return false;
        }
        if (bracketed ? !isAddress(authority.substring(1, hostEnd - 1)) : !isName(authority, hostEnd)) {
            return false;
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

    /** Letters, digits, hyphens; no empty label, which resolvers and allow-lists cut differently. */
    private static boolean isName(String authority, int end) {
        char before = '.';
        for (int i = 0; i < end; i++) {
            char c = authority.charAt(i);
            if (c >= NAME.length || !NAME[c] || c == '.' && before == '.') {
                return false;
            }
            before = c;
        }
        return true;
    }

    /** The JDK's reading of a literal; what holds a colon and only these characters is never looked up. */
    private static boolean isAddress(String literal) {
        if (literal.indexOf(':') < 0 || !literal.chars().allMatch(c -> isAddressCharacter((char) c))) {
            return false;
        }
        try {
            return InetAddress.getByName(literal).getAddress().length > 0;
        } catch (UnknownHostException malformed) {
            return false;
        }
    }

    private static boolean isAddressCharacter(char c) {
        return Ascii.hex(c) >= 0 || c == ':' || c == '.';
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
