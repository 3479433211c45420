package io.gapura.validation.constraints;

import java.text.Normalizer;
import org.jspecify.annotations.Nullable;

/**
 * Addresses in the one form that mail software never reads differently: a dot-atom (RFC 5321, section 4.1.2), {@code @}, a
 * host name of two labels or more. Lengths are octets, as in RFC 5321 and RFC 6531.
 */
final class EmailAddresses {
    private static final int LONGEST = 254;
    private static final int LONGEST_LOCAL = 64;
    /** RFC 5322, section 3.2.3. */
    private static final String ATEXT =
            "!#$%&'*+-/=?^_`{|}~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private static final long ATEXT_LOW = Ascii.low(ATEXT);
    private static final long ATEXT_HIGH = Ascii.high(ATEXT);

    private EmailAddresses() {}

    static @Nullable TextViolation refusal(CharSequence text, boolean internationalized) {
        int length = text.length();
        if (length > LONGEST) {
            return TextViolation.EMAIL_LENGTH;
        }
        int at = -1;
        for (int i = length - 1; i >= 0 && at < 0; i--) {
            at = text.charAt(i) == '@' ? i : -1;
        }
        if (at < 0) {
            return TextViolation.EMAIL_DOMAIN;
        }
        if (!isLocal(text, at, internationalized)) {
            return TextViolation.EMAIL_LOCAL;
        }
        if (!isDomain(text, at + 1, internationalized)) {
            return TextViolation.EMAIL_DOMAIN;
        }
        int octets = internationalized ? octets(text, length) : length;
        return octets > LONGEST ? TextViolation.EMAIL_LENGTH : null;
    }

    private static boolean isLocal(CharSequence text, int end, boolean internationalized) {
        boolean atom = false;
        boolean foreign = false;
        for (int i = 0; i < end; ) {
            int c = Character.codePointAt(text, i);
            boolean other = c >= 0x80 && internationalized && isLetterOrMark(c);
            if (c == '.' && !atom || c != '.' && !other && !Ascii.isIn(c, ATEXT_LOW, ATEXT_HIGH)) {
                return false;
            }
            atom = c != '.';
            foreign |= other;
            i += Character.charCount(c);
        }
        if (!atom || (foreign ? octets(text, end) : end) > LONGEST_LOCAL) {
            return false;
        }
        return !foreign || Normalizer.isNormalized(text.subSequence(0, end), Normalizer.Form.NFC);
    }

    /** The JDK calls no half of a pair a letter: a lone surrogate ends here. */
    private static boolean isLetterOrMark(int c) {
        int type = Character.getType(c);
        return Character.isLetterOrDigit(c)
                || type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK;
    }

    private static boolean isDomain(CharSequence text, int from, boolean internationalized) {
        int length = text.length();
        boolean foreign = false;
        for (int i = from; i < length; i++) {
            foreign |= text.charAt(i) >= 0x80;
        }
        if (!foreign) {
            return HostNames.isName(text, from, length);
        }
        if (!internationalized) {
            return false;
        }
        String ascii = HostNames.ascii(text.subSequence(from, length).toString());
        return ascii != null && HostNames.isName(ascii, 0, ascii.length());
    }

    private static int octets(CharSequence text, int end) {
        int octets = 0;
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            octets += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return octets;
    }
}
