package io.gapura.filters.dpop;

import io.gapura.filters.RequestView;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The URL of a request as its client knows it, in the one spelling in which URLs are compared here (RFC 9449 §4.3, check
 * 9; RFC 3986 §6.2.2 and §6.2.3): scheme and host in lower case, no default port, no query, no fragment, unreserved
 * characters decoded, escapes in upper case. Dots are not resolved: no client sends them, and the gate refuses them.
 */
final class TargetUrl {
    private TargetUrl() {}

    /** By scheme and authority as a trusted proxy says them, and the whole raw path. */
    static @Nullable String of(RequestView request) {
        String path = normalised(request.target().rawPath());
        return path == null ? null : request.scheme() + "://" + request.authority() + path;
    }

    /** The same of what a client wrote; null for what is no absolute URL of the web. */
    static @Nullable String of(String written) {
        int scheme = written.indexOf("://");
        if (scheme < 0) {
            return null;
        }
        String word = written.substring(0, scheme).toLowerCase(Locale.ROOT);
        if (!word.equals("https") && !word.equals("http")) {
            return null;
        }
        int end = end(written);
        int slash = written.indexOf('/', scheme + 3);
        int host = slash < 0 || slash > end ? end : slash;
        String path = normalised(host == end ? "/" : written.substring(host, end));
        String authority = written.substring(scheme + 3, host).toLowerCase(Locale.ROOT);
        boolean plain = !authority.isEmpty() && written.chars().allMatch(c -> c > ' ' && c < 0x7F);
        return path == null || !plain ? null : word + "://" + withoutDefaultPort(authority, word) + path;
    }

    /** Where query or fragment begin. */
    private static int end(String url) {
        for (int i = 0; i < url.length(); i++) {
            if (url.charAt(i) == '?' || url.charAt(i) == '#') {
                return i;
            }
        }
        return url.length();
    }

    private static String withoutDefaultPort(String authority, String scheme) {
        String port = scheme.equals("https") ? ":443" : ":80";
        return authority.endsWith(port) ? authority.substring(0, authority.length() - port.length()) : authority;
    }

    /** Null when an escape is none. */
    private static @Nullable String normalised(String path) {
        if (path.indexOf('%') < 0) {
            return path;
        }
        StringBuilder text = new StringBuilder(path.length());
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c != '%') {
                text.append(c);
                continue;
            }
            int value = i + 2 < path.length() ? value(path.charAt(i + 1), path.charAt(i + 2)) : -1;
            if (value < 0) {
                return null;
            }
            if (isUnreserved((char) value)) {
                text.append((char) value);
            } else {
                text.append(path.substring(i, i + 3).toUpperCase(Locale.ROOT));
            }
            i += 2;
        }
        return text.toString();
    }

    private static int value(char high, char low) {
        int first = Character.digit(high, 16);
        int second = Character.digit(low, 16);
        return first < 0 || second < 0 || high > 'f' || low > 'f' ? -1 : first << 4 | second;
    }

    private static boolean isUnreserved(char c) {
        return c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || c >= '0' && c <= '9'
                || c == '-'
                || c == '.'
                || c == '_'
                || c == '~';
    }
}
