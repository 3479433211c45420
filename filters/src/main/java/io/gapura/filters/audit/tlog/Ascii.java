package io.gapura.filters.audit.tlog;

import java.nio.charset.StandardCharsets;

/** Text of 7-bit characters and decimal numbers in their one spelling. */
final class Ascii {
    /** As many digits as the largest size has. */
    private static final int LONGEST = 19;

    private Ascii() {}

    static byte[] bytes(String text, String what) throws NotProvenException {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < 0x20 || text.charAt(i) > 0x7E) {
                throw new NotProvenException(what + " has a character that it must not have");
            }
        }
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** From 0 to 2⁶³−1, no sign and no leading zero. */
    static long number(String text, String what) throws NotProvenException {
        boolean digits = !text.isEmpty()
                && text.length() <= LONGEST
                && text.chars().allMatch(c -> c >= '0' && c <= '9')
                && (text.length() == 1 || text.charAt(0) != '0');
        try {
            if (digits) {
                return Long.parseLong(text);
            }
        } catch (NumberFormatException tooLarge) {
            // said below
        }
        throw new NotProvenException(what + " is not a decimal number without leading zeroes");
    }
}
