package io.gapura.filters.audit;

import java.util.Locale;

/**
 * Makes characters visible that would break a line, hide text or turn its direction: each becomes {@code <U+202E>}. Cuts
 * to a bound in code points of the result, never inside an expansion. What it gives back holds no control, no line or
 * paragraph separator, no format character (bidi, zero width, tags), no lone surrogate and no noncharacter.
 *
 * <p>One instance serves one event and remembers whether it had to act; not thread-safe.
 */
final class Neutralizer {
    private boolean changed;
    private long dropped;

    /** Whether a character was made visible since this instance exists. */
    boolean changed() {
        return changed;
    }

    /** How many bytes of UTF-8 were cut off because a text was longer than its bound. */
    long dropped() {
        return dropped;
    }

    String text(String raw, int bound) {
        return raw.length() <= bound && isPlain(raw) ? raw : rewritten(raw, bound);
    }

    private static boolean isPlain(String raw) {
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c < 0x20 || c > 0x7E) {
                return false;
            }
        }
        return true;
    }

    private String rewritten(String raw, int bound) {
        StringBuilder text = new StringBuilder(Math.min(raw.length(), bound) + 16);
        int room = bound;
        for (int i = 0; i < raw.length(); ) {
            int c = raw.codePointAt(i);
            boolean hostile = isHostile(c);
            String shown = hostile ? String.format(Locale.ROOT, "<U+%04X>", c) : "";
            room -= hostile ? shown.length() : 1;
            if (room < 0) {
                dropped += octets(raw, i);
                return text.toString();
            }
            if (hostile) {
                changed = true;
                text.append(shown);
            } else {
                text.appendCodePoint(c);
            }
            i += Character.charCount(c);
        }
        return text.toString();
    }

    /** A lone surrogate counts as three. */
    private static long octets(String raw, int from) {
        long count = 0;
        for (int i = from; i < raw.length(); ) {
            int c = raw.codePointAt(i);
            count += c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
            i += Character.charCount(c);
        }
        return count;
    }

    static boolean isHostile(int c) {
        if (c >= 0x20 && c <= 0x7E) {
            return false;
        }
        if ((c & 0xFFFE) == 0xFFFE || c >= 0xFDD0 && c <= 0xFDEF) {
            return true; // noncharacters
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
