package io.gapura.filters;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An IP address read from a literal, never from a name: 128 bits, IPv4 as mapped IPv6, so that {@code ::ffff:192.0.2.1}
 * and {@code 192.0.2.1} are one address. Zone ids are dropped.
 *
 * <p>Immutable. Text is RFC 4291 §2.2 in, RFC 5952 out; IPv4 has four decimal numbers without leading zeros.
 */
record Address(long high, long low) {
    /** An IPv6 address with an IPv4 tail has 45 characters; a zone id has at most 32. */
    private static final int LONGEST = 45 + 1 + 32;

    private static final long MAPPED = 0xFFFF_0000_0000L;

    /** Null when it is no literal. */
    static @Nullable Address parse(String text) {
        if (text.length() > LONGEST) {
            return null;
        }
        if (text.indexOf(':') >= 0) {
            String bare = withoutZone(text);
            return bare == null ? null : v6(bare);
        }
        long bits = v4(text, 0);
        return bits < 0 ? null : new Address(0, MAPPED | bits);
    }

    boolean isV4() {
        return high == 0 && low >>> 32 == 0xFFFF;
    }

    private static @Nullable String withoutZone(String text) {
        int percent = text.indexOf('%');
        if (percent < 0) {
            return text;
        }
        for (int i = percent + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean plain = c >= '0' && c <= '9' || Ascii.lower(c) >= 'a' && Ascii.lower(c) <= 'z';
            if (!plain && c != '.' && c != '_' && c != '-') {
                return null;
            }
        }
        return percent + 1 == text.length() ? null : text.substring(0, percent);
    }

    /** The 32 bits of four decimal numbers that fill the rest of the text; negative when it is something else. */
    private static long v4(String text, int from) {
        long bits = 0;
        int at = from;
        for (int octet = 0; octet < 4; octet++) {
            int end = octet == 3 ? text.length() : text.indexOf('.', at);
            int value = octet(text, at, end);
            if (value < 0) {
                return -1;
            }
            bits = bits << 8 | value;
            at = end + 1;
        }
        return bits;
    }

    private static int octet(String text, int from, int to) {
        int digits = to - from;
        if (digits < 1 || digits > 3 || digits > 1 && text.charAt(from) == '0') {
            return -1;
        }
        int value = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            value = value * 10 + c - '0';
        }
        return value > 255 ? -1 : value;
    }

    private static @Nullable Address v6(String text) {
        int gap = text.indexOf("::");
        if (gap < 0) {
            int[] groups = groups(text, true);
            return groups != null && groups.length == 8 ? of(groups) : null;
        }
        int[] head = groups(text.substring(0, gap), false);
        int[] tail = groups(text.substring(gap + 2), true);
        boolean twice = text.indexOf("::", gap + 1) >= 0;
        if (twice || head == null || tail == null || head.length + tail.length > 7) {
            return null;
        }
        int[] groups = Arrays.copyOf(head, 8);
        System.arraycopy(tail, 0, groups, 8 - tail.length, tail.length);
        return of(groups);
    }

    /** The 16-bit groups between single colons, none of an empty text; null when something else stands there. */
    private static int @Nullable [] groups(String text, boolean last) {
        int[] found = new int[8];
        int count = 0;
        for (int at = 0; at < text.length(); ) {
            int colon = text.indexOf(':', at);
            int end = colon < 0 ? text.length() : colon;
            boolean dotted = last && colon < 0 && text.indexOf('.', at) >= 0;
            long bits = dotted ? v4(text, at) : group(text, at, end);
            if (bits < 0 || count > (dotted ? 6 : 7) || end == text.length() - 1) {
                return null;
            }
            if (dotted) {
                found[count++] = (int) (bits >>> 16);
            }
            found[count++] = (int) (bits & 0xFFFF);
            at = end + 1;
        }
        return Arrays.copyOf(found, count);
    }

    private static int group(String text, int from, int to) {
        if (to == from || to - from > 4) {
            return -1;
        }
        int value = 0;
        for (int i = from; i < to; i++) {
            int digit = Ascii.hex(text.charAt(i));
            if (digit < 0) {
                return -1;
            }
            value = value << 4 | digit;
        }
        return value;
    }

    private static Address of(int[] groups) {
        long high = 0;
        long low = 0;
        for (int i = 0; i < 4; i++) {
            high = high << 16 | groups[i];
            low = low << 16 | groups[i + 4];
        }
        return new Address(high, low);
    }

    private int group(int index) {
        long half = index < 4 ? high : low;
        return (int) (half >>> 16 * (3 - index % 4)) & 0xFFFF;
    }

    /** One spelling: dotted IPv4, or IPv6 with the first longest run of zeros cut (RFC 5952 §4). */
    @Override
    public String toString() {
        if (isV4()) {
            return (low >>> 24 & 255) + "." + (low >>> 16 & 255) + "." + (low >>> 8 & 255) + "." + (low & 255);
        }
        int gap = -1;
        int longest = 1;
        for (int i = 0; i < 8; i++) {
            int run = zerosFrom(i);
            if (run > longest) {
                gap = i;
                longest = run;
            }
        }
        StringBuilder text = new StringBuilder(39);
        for (int i = 0; i < 8; i++) {
            if (i == gap) {
                text.append("::");
                i += longest - 1;
            } else {
                text.append(text.isEmpty() || text.charAt(text.length() - 1) == ':' ? "" : ":")
                        .append(Integer.toHexString(group(i)));
            }
        }
        return text.toString();
    }

    private int zerosFrom(int index) {
        int run = 0;
        while (index + run < 8 && group(index + run) == 0) {
            run++;
        }
        return run;
    }
}
