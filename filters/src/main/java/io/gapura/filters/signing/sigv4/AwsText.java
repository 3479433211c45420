package io.gapura.filters.signing.sigv4;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/** How SigV4 writes text: percent-encoding of everything that is not unreserved, in upper case. */
final class AwsText {
    private static final String UNRESERVED = "-._~";

    private AwsText() {}

    static String encoded(byte[] bytes, String kept) {
        StringBuilder out = new StringBuilder(bytes.length + 16);
        for (byte b : bytes) {
            char c = (char) (b & 0xFF);
            boolean plain = c < 0x80 && (isAlphanumeric(c) || UNRESERVED.indexOf(c) >= 0 || kept.indexOf(c) >= 0);
            if (plain) {
                out.append(c);
            } else {
                out.append('%').append(hex(c >> 4)).append(hex(c & 15));
            }
        }
        return out.toString();
    }

    static String encoded(String text, String kept) {
        return encoded(text.getBytes(StandardCharsets.UTF_8), kept);
    }

    private static boolean isAlphanumeric(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }

    private static char hex(int digit) {
        return "0123456789ABCDEF".charAt(digit);
    }

    /** A path as it is sent, each segment in the one spelling. */
    static String encodedPath(String rawPath) {
        StringBuilder out = new StringBuilder();
        for (String segment : rawPath.split("/", -1)) {
            out.append(out.isEmpty() && segment.isEmpty() ? "" : encoded(decoded(segment), ""))
                    .append('/');
        }
        out.setLength(out.length() - 1);
        return out.toString();
    }

    /** The bytes behind an encoding; a {@code +} is a plus here. {@link java.net.URI} has checked the triplets. */
    static byte[] decoded(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                out.write(Integer.parseInt(text, i + 1, i + 3, 16));
                i += 2;
            } else {
                byte[] utf8 = String.valueOf(c).getBytes(StandardCharsets.UTF_8);
                out.write(utf8, 0, utf8.length);
            }
        }
        return out.toByteArray();
    }

    /** RFC 3986 §5.2.4 without empty segments, as every service but S3 reads a path. */
    static String normalised(String path) {
        Deque<String> segments = new ArrayDeque<>();
        for (String segment : path.split("/", -1)) {
            if (segment.equals("..")) {
                segments.pollLast();
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                segments.addLast(segment);
            }
        }
        boolean folder = path.endsWith("/") || path.endsWith("/.") || path.endsWith("/..");
        String joined = "/" + String.join("/", segments);
        return folder && !segments.isEmpty() ? joined + "/" : joined;
    }

    /** A header value with single spaces, stripped. */
    static String folded(String value) {
        return value.strip().replaceAll(" +", " ");
    }
}
