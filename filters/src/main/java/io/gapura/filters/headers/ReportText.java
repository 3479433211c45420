package io.gapura.filters.headers;

import java.util.Locale;
import java.util.regex.Pattern;

/** What is kept of a stranger's text. Total: any text gives a safe one. */
final class ReportText {
    private static final int LONGEST = 256;
    private static final Pattern WORD = Pattern.compile("[a-z][a-z-]{0,31}");
    private static final Pattern SCHEME = Pattern.compile("[a-z][a-z0-9+.-]{0,15}");
    private static final Pattern AUTHORITY =
            Pattern.compile("[A-Za-z0-9.-]{1,253}(?::[0-9]{1,5})?|\\[[0-9a-fA-F:.]{2,45}](?::[0-9]{1,5})?");

    private ReportText() {}

    /** Origin and path of a URL, the scheme of one without an authority, a lower-case word, or nothing. */
    static String place(String text) {
        if (WORD.matcher(text).matches()) {
            return text;
        }
        int colon = text.indexOf(':');
        if (colon < 0) {
            return "";
        }
        String scheme = text.substring(0, colon).toLowerCase(Locale.ROOT);
        if (!SCHEME.matcher(scheme).matches()) {
            return "";
        }
        return text.startsWith("//", colon + 1) ? hierarchical(scheme, text.substring(colon + 3)) : scheme;
    }

    private static String hierarchical(String scheme, String rest) {
        int end = first(rest, "/\\?#;", 0);
        String authority = rest.substring(0, end);
        String host = authority.substring(authority.lastIndexOf('@') + 1);
        if (!AUTHORITY.matcher(host).matches()) {
            return "";
        }
        String path = rest.substring(end, first(rest, "?#;", end));
        return neutral(scheme + "://" + host.toLowerCase(Locale.ROOT) + path);
    }

    private static int first(String text, String marks, int from) {
        for (int i = from; i < text.length(); i++) {
            if (marks.indexOf(text.charAt(i)) >= 0) {
                return i;
            }
        }
        return text.length();
    }

    private static String neutral(String text) {
        StringBuilder safe = new StringBuilder(Math.min(text.length(), LONGEST));
        for (int i = 0; i < text.length() && i < LONGEST; i++) {
            char c = text.charAt(i);
            boolean plain = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
            safe.append(plain || "-._~%/:[]".indexOf(c) >= 0 ? c : '_');
        }
        return safe.toString();
    }

    /** The name of a directive, or {@code unknown}. Old browsers write its sources behind it. */
    static String directive(String text) {
        int blank = text.indexOf(' ');
        return CspDirective.named(blank < 0 ? text : text.substring(0, blank))
                .map(CspDirective::text)
                .orElse("unknown");
    }
}
