package io.gapura.validation.constraints;

import org.jspecify.annotations.Nullable;

/**
 * The structural rule under every other: well-formed, no controls, no noncharacters, shown in the order it is read, at
 * most so many code points. One pass, no allocation, ends at the first finding.
 */
final class PlainText {
    private PlainText() {}

    static @Nullable TextViolation refusal(CharSequence text, int max, BidiControls bidi, boolean oneLine) {
        int length = text.length();
        if (length >> 1 > max) {
            return TextViolation.TEXT_LENGTH; // each code point is at most two chars: no need to look
        }
        long open = BidiNesting.NONE;
        int count = 0;
        for (int i = 0; i < length; i++) {
            if (++count > max) {
                return TextViolation.TEXT_LENGTH;
            }
            char c = text.charAt(i);
            if (c >= ' ' && c < 0x7F || isOrdinary(c)) {
                continue;
            }
            if (Character.isSurrogate(c)) {
                TextViolation found = pair(text, i);
                if (found != null) {
                    return found;
                }
                i++;
                continue;
            }
            if (BidiNesting.isControl(c)) {
                open = bidi == BidiControls.BALANCED ? BidiNesting.after(open, c) : BidiNesting.BROKEN;
                if (open == BidiNesting.BROKEN) {
                    return TextViolation.TEXT_BIDI;
                }
                continue;
            }
            TextViolation found = other(c, oneLine);
            if (found != null) {
                return found;
            }
            if (open != BidiNesting.NONE && endsParagraph(c)) {
                return TextViolation.TEXT_BIDI;
            }
        }
        return open == BidiNesting.NONE ? null : TextViolation.TEXT_BIDI;
    }

    /** Beyond ASCII, the blocks in which nothing is refused and nothing opens or ends: most of what people write. */
    private static boolean isOrdinary(char c) {
        return c >= 0xA0 && c < 0x2000 || c >= 0x3000 && c < Character.MIN_SURROGATE;
    }

    private static @Nullable TextViolation pair(CharSequence text, int at) {
        char high = text.charAt(at);
        if (!Character.isHighSurrogate(high)
                || at + 1 == text.length()
                || !Character.isLowSurrogate(text.charAt(at + 1))) {
            return TextViolation.TEXT_SURROGATE;
        }
        int c = Character.toCodePoint(high, text.charAt(at + 1));
        return (c & 0xFFFE) == 0xFFFE ? TextViolation.TEXT_NONCHARACTER : null;
    }

    private static @Nullable TextViolation other(char c, boolean oneLine) {
        if (c < 0xA0) {
            if (c == '\n' || c == '\r') {
                return oneLine ? TextViolation.TEXT_LINE_BREAK : null;
            }
            return c == '\t' ? null : TextViolation.TEXT_CONTROL;
        }
        if (c >= 0xFDD0 && (c <= 0xFDEF || c >= 0xFFFE)) {
            return TextViolation.TEXT_NONCHARACTER;
        }
        return oneLine && (c == 0x2028 || c == 0x2029) ? TextViolation.TEXT_LINE_BREAK : null;
    }

    private static boolean endsParagraph(char c) {
        return c == '\n' || c == '\r' || c == 0x2029;
    }
}
