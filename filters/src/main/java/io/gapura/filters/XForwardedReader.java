package io.gapura.filters;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code X-Forwarded-For}, {@code -Proto}, {@code -Host} and {@code -Port}. The first is a list over all its lines,
 * of literals with or without a port, {@code unknown} or obfuscated; each of the others says one thing once. At most 32
 * entries and 4,096 characters.
 */
final class XForwardedReader {
    private XForwardedReader() {}

    static boolean isPresent(Headers headers) {
        return headers.contains("x-forwarded-for")
                || headers.contains("x-forwarded-proto")
                || headers.contains("x-forwarded-host")
                || headers.contains("x-forwarded-port");
    }

    /** Throws {@link RefusedException}, and nothing else. */
    static Chain read(Headers headers) {
        List<Hop> hops = new ArrayList<>();
        int length = 0;
        for (String line : headers.all("x-forwarded-for")) {
            length += line.length();
            if (length > Hop.LONGEST) {
                throw ForwardedRefusal.SIZE.exception();
            }
            entries(line, hops);
        }
        String scheme = only(headers, "x-forwarded-proto");
        String host = only(headers, "x-forwarded-host");
        String port = only(headers, "x-forwarded-port");
        return Chain.of(
                hops,
                scheme == null ? null : Hop.scheme(scheme),
                host == null ? null : Hop.host(host),
                port == null ? 0 : port(port));
    }

    private static void entries(String line, List<Hop> hops) {
        for (int from = 0; from <= line.length(); ) {
            int comma = line.indexOf(',', from);
            int to = comma < 0 ? line.length() : comma;
            if (hops.size() == Hop.MOST) {
                throw ForwardedRefusal.SIZE.exception();
            }
            Node node = Node.parseBare(trimmed(line, from, to));
            if (node == null) {
                throw ForwardedRefusal.MALFORMED.exception();
            }
            hops.add(Hop.of(node));
            from = to + 1;
        }
    }

    /** Without the optional blanks of a list (RFC 9110 §5.6.1). */
    private static String trimmed(String line, int from, int to) {
        int start = from;
        int end = to;
        while (start < end && isBlank(line.charAt(start))) {
            start++;
        }
        while (end > start && isBlank(line.charAt(end - 1))) {
            end--;
        }
        return line.substring(start, end);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    /** Several values, on lines of their own or in one, are several answers. */
    private static @Nullable String only(Headers headers, String name) {
        List<String> lines = headers.all(name);
        if (lines.isEmpty()) {
            return null;
        }
        if (lines.size() > 1 || lines.get(0).indexOf(',') >= 0) {
            throw ForwardedRefusal.AMBIGUOUS.exception();
        }
        return lines.get(0);
    }

    private static int port(String text) {
        int port = Node.port(text, 0);
        if (port < 1) {
            throw ForwardedRefusal.MALFORMED.exception();
        }
        return port;
    }
}
