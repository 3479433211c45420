package io.gapura.validation.constraints;

import java.net.IDN;
import java.text.Normalizer;
import org.jspecify.annotations.Nullable;

/**
 * Host names that every reader of a URL reads alike: at least two LDH labels (RFC 1123), the last of them beginning with a
 * letter, so that no reader takes the name for an address (WHATWG URL, <em>ends in a number checker</em>; RFC 2396, {@code
 * toplabel}, by which {@code java.net.URI} reads).
 */
final class HostNames {
    private static final int LONGEST = 253;
    private static final int LONGEST_LABEL = 63;
    private static final String PLAIN = "-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final long PLAIN_LOW = Ascii.low(PLAIN);
    private static final long PLAIN_HIGH = Ascii.high(PLAIN);
    private static final String[] INSIDE = {"localhost", "local", "internal", "intranet", "home.arpa", "onion"};

    /** The letters that those end with, so that most names need not be compared. */
    private static final long INSIDE_ENDS = lastLetters();

    private HostNames() {}

    private static long lastLetters() {
        StringBuilder letters = new StringBuilder();
        for (String name : INSIDE) {
            char last = name.charAt(name.length() - 1);
            letters.append(last).append(Character.toUpperCase(last));
        }
        return Ascii.high(letters.toString());
    }

    /** Where something stands first that is no letter, digit, hyphen or dot in ASCII, or {@code to}. */
    static int endOfPlain(CharSequence text, int from, int to) {
        int i = from;
        while (i < to && Ascii.isIn(text.charAt(i), PLAIN_LOW, PLAIN_HIGH)) {
            i++;
        }
        return i;
    }

    /** Whether the part is such a name in ASCII; punycode has to decode, and to encode back to itself. */
    static boolean isName(CharSequence text, int from, int to) {
        if (to - from > LONGEST) {
            return false;
        }
        int labels = 0;
        int last = from;
        for (int start = from; start <= to; ) {
            last = start;
            int dot = Ascii.indexOf(text, '.', start, to);
            int end = dot < 0 ? to : dot;
            if (!isLabel(text, start, end)) {
                return false;
            }
            labels++;
            start = end + 1;
        }
        return labels > 1 && Ascii.isLetter(text.charAt(last));
    }

    private static boolean isLabel(CharSequence text, int from, int to) {
        if (from == to || to - from > LONGEST_LABEL || text.charAt(from) == '-' || text.charAt(to - 1) == '-') {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (!Ascii.isAlphanumeric(text.charAt(i)) && text.charAt(i) != '-') {
                return false;
            }
        }
        return !Ascii.regionEquals(text, from, Math.min(to, from + 4), "xn--") || decodes(text, from, to);
    }

    /** The JDK gives a label back as it was when it is not what encoding would give. */
    private static boolean decodes(CharSequence text, int from, int to) {
        String label = text.subSequence(from, to).toString();
        return !Ascii.lower(IDN.toUnicode(label, IDN.ALLOW_UNASSIGNED | IDN.USE_STD3_ASCII_RULES))
                .startsWith("xn--");
    }

    /** Whether some reader takes it for an IPv4 address: the last label is digits, or {@code 0x} and hexadecimal digits. */
    static boolean endsInNumber(CharSequence text, int from, int to) {
        int end = to > from && text.charAt(to - 1) == '.' ? to - 1 : to;
        int start = end;
        while (start > from && text.charAt(start - 1) != '.') {
            start--;
        }
        if (start == end) {
            return false;
        }
        boolean hex = end - start >= 2 && text.charAt(start) == '0' && Ascii.lower(text.charAt(start + 1)) == 'x';
        for (int i = hex ? start + 2 : start; i < end; i++) {
            if (!(hex ? Ascii.isHex(text.charAt(i)) : Ascii.isDigit(text.charAt(i)))) {
                return false;
            }
        }
        return true;
    }

    /** Names that mean something else inside than outside (RFC 6761, RFC 6762, RFC 7686, RFC 8375). */
    static boolean isInside(CharSequence text, int from, int to) {
        if (from == to || !Ascii.isIn(text.charAt(to - 1), 0, INSIDE_ENDS)) {
            return false;
        }
        for (String name : INSIDE) {
            int start = to - name.length();
            if (start >= from
                    && Ascii.regionEquals(text, start, to, name)
                    && (start == from || text.charAt(start - 1) == '.')) {
                return true;
            }
        }
        return false;
    }

    /**
     * The ASCII form of a name in Unicode, or null when readers may differ on it: a label holds only NFC letters, marks and
     * digits, none that IDNA 2003 and 2008 read differently, and comes back from its ASCII form as it was.
     */
    static @Nullable String ascii(String name) {
        if (name.length() > LONGEST || !Normalizer.isNormalized(name, Normalizer.Form.NFC)) {
            return null;
        }
        for (int i = 0; i < name.length(); ) {
            int c = name.codePointAt(i);
            if (!isPartOfName(c)) {
                return null;
            }
            i += Character.charCount(c);
        }
        return roundTrip(name);
    }

    private static @Nullable String roundTrip(String name) {
        try {
            String ascii = IDN.toASCII(name, IDN.USE_STD3_ASCII_RULES);
            return IDN.toUnicode(ascii, IDN.USE_STD3_ASCII_RULES).equals(Ascii.lower(name)) ? ascii : null;
        } catch (IllegalArgumentException notAName) {
            return null;
        }
    }

    private static boolean isPartOfName(int c) {
        if (c < 0x80) {
            return Ascii.isAlphanumeric(c) || c == '-' || c == '.';
        }
        int type = Character.getType(c);
        return c != 'ß'
                && c != 'ς'
                && (Character.isLetter(c)
                        || type == Character.NON_SPACING_MARK
                        || type == Character.COMBINING_SPACING_MARK
                        || type == Character.DECIMAL_DIGIT_NUMBER);
    }
}
