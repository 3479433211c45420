package io.gapura.filters;

import java.util.List;
import java.util.Optional;

/**
 * Where a request belongs in a distributed trace: the W3C {@code traceparent}, read strictly or not at all. A trace that
 * cannot be read is no reason to refuse; a new one starts.
 *
 * @param traceId 32 lower-case hex digits, not all zero
 * @param parentId 16 lower-case hex digits, not all zero
 * @param flags 0 to 255; bit 0 says sampled
 */
public record TraceContext(String traceId, String parentId, int flags) {
    private static final int LENGTH = 55;
    private static final String VERSION = "00-";

    public TraceContext {
        if (!isId(traceId, 32) || !isId(parentId, 16) || flags < 0 || flags > 255) {
            throw new IllegalArgumentException(
                    "a trace context needs ids of 32 and 16 lower-case hex digits, not zero");
        }
    }

    /** Reads one {@code traceparent}: 55 characters of version 00, and nothing else. */
    public static Optional<TraceContext> parse(String text) {
        boolean shaped =
                text.length() == LENGTH && text.startsWith(VERSION) && text.charAt(35) == '-' && text.charAt(52) == '-';
        if (!shaped || !isHex(text, 53, LENGTH)) {
            return Optional.empty();
        }
        String traceId = text.substring(3, 35);
        String parentId = text.substring(36, 52);
        return isId(traceId, 32) && isId(parentId, 16)
                ? Optional.of(new TraceContext(traceId, parentId, Integer.parseInt(text.substring(53), 16)))
                : Optional.empty();
    }

    /** The trace that these fields name; none when the line is absent, repeated or malformed. */
    static Optional<TraceContext> in(Headers headers) {
        List<String> lines = headers.all("traceparent");
        return lines.size() == 1 ? parse(lines.get(0)) : Optional.empty();
    }

    /** As a {@code traceparent}. */
    @Override
    public String toString() {
        String digits = Integer.toHexString(flags);
        return VERSION + traceId + "-" + parentId + "-" + (flags < 16 ? "0" + digits : digits);
    }

    private static boolean isId(String text, int length) {
        return text.length() == length && isHex(text, 0, length) && text.chars().anyMatch(c -> c != '0');
    }

    private static boolean isHex(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return true;
    }
}
