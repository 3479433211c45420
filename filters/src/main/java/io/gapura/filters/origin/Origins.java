package io.gapura.filters.origin;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The one written form of a web origin, as browsers send it (RFC 6454 §6.2): {@code scheme://host[:port]} in lower case,
 * the default port left out, no path. Origins are compared as text, so there is nothing to normalise and nothing to
 * disagree on; {@code null} is no origin.
 */
final class Origins {
    /** The longest host name, a scheme, a port and their marks. */
    private static final int LONGEST = 320;

    private static final Pattern FORM = Pattern.compile("(?<scheme>[a-z][a-z0-9+.-]{0,31})://"
            + "(?<host>[a-z0-9_-]+(?:\\.[a-z0-9_-]+)*|\\[[0-9a-f:.]{2,45}\\])"
            + "(?::(?<port>[1-9][0-9]{0,4}))?");

    private Origins() {}

    /** Whether the text is an origin that some browser may send. */
    static boolean isWellFormed(String text) {
        return complaint(text) == null;
    }

    /** Throws {@link IllegalArgumentException} for an origin that no request can name as its writer meant it. */
    static Set<String> checked(String setting, Set<String> origins) {
        for (String origin : origins) {
            String complaint = complaint(origin);
            if (complaint != null) {
                throw new IllegalArgumentException(
                        setting + " must list origins such as https://shop.example: " + complaint);
            }
        }
        return Set.copyOf(origins);
    }

    private static @Nullable String complaint(String text) {
        if (text.equals("null")) {
            return "null stands for sandboxed documents of anybody and never matches";
        }
        if (text.indexOf('*') >= 0) {
            return "there are no patterns, each origin is written out";
        }
        Matcher form = FORM.matcher(text);
        if (text.length() > LONGEST || !form.matches()) {
            return "one is not scheme://host or scheme://host:port in lower case, without path";
        }
        String port = form.group("port");
        if (port == null) {
            return null;
        }
        boolean standard = form.group("scheme").equals("http") && port.equals("80")
                || form.group("scheme").equals("https") && port.equals("443");
        if (standard) {
            return "browsers leave the default port out, and so must the setting";
        }
        return Integer.parseInt(port) > 65_535 ? "one has a port over 65535" : null;
    }
}
