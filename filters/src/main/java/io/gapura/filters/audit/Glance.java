package io.gapura.filters.audit;

/**
 * Proves of most texts that {@link SecretScan} would find nothing in them, at the price of one look at each byte. It errs on
 * one side only: what it suspects is scanned, and what it does not suspect holds none of the forms that the scan knows. Each
 * form has one byte that it cannot be without, and that byte is what is looked for. Stateless.
 */
final class Glance {
    private static final byte DIGIT = 1;
    private static final byte SIGN = 2;
    private static final byte OUTSIDE = 3;
    private static final byte[] KINDS = kinds();

    /** Cards have 13 digits and more. */
    private static final int SHORTEST_CARD = 13;

    /** {@code pwd}, {@code otp}, {@code key}. */
    private static final int SHORTEST_NAME = 3;

    /** What a look at a text has found. */
    enum Found {
        NOTHING,

        /** A scan could find something in it. */
        SUSPECT,

        /** Something in it is no printable ASCII, or stands in JSON as something else. */
        ODD
    }

    private Glance() {}

    private static byte[] kinds() {
        byte[] kinds = new byte[128];
        for (char c = 0; c < kinds.length; c++) {
            kinds[c] = isOutside(c) ? OUTSIDE : c >= '0' && c <= '9' ? DIGIT : "@=:J-_. I".indexOf(c) >= 0 ? SIGN : 0;
        }
        return kinds;
    }

    private static boolean isOutside(char c) {
        return c < ' ' || c > '~' || c == '"' || c == '\\';
    }

    /** Whether one of these is no printable ASCII, or stands in JSON as something else. */
    static boolean isOdd(char[] text, int length) {
        int odd = 0;
        for (int i = 0; i < length; i++) {
            int c = text[i];
            odd |= c - ' ' | '~' - c | (c ^ '"') - 1 | (c ^ '\\') - 1; // each is negative where it must not be
        }
        return odd < 0;
    }

    /** Copies a text to there, and looks at each letter as it passes; what is odd is worth nothing there. */
    static Found copied(char[] text, int length, byte[] target, int at) {
        int other = -1;
        boolean suspect = false;
        for (int i = 0; i < length; i++) {
            char c = text[i];
            byte kind = c < KINDS.length ? KINDS[c] : OUTSIDE;
            target[at + i] = (byte) c;
            if (kind == DIGIT) {
                suspect |= i - other >= SHORTEST_CARD;
            } else if (kind == OUTSIDE) {
                return Found.ODD;
            } else if (kind == SIGN && suspects(target, at, at + i, (byte) c)) {
                suspect = true;
            } else if (c != ' ' && c != '-') {
                other = i;
            }
        }
        return suspect ? Found.SUSPECT : Found.NOTHING;
    }

    private static boolean suspects(byte[] text, int from, int at, byte sign) {
        byte before = back(text, from, at, 1);
        return switch (sign) {
            case 'J' -> before == 'y'; // eyJ
            case 'I' -> before == 'K' || before == 'S' || before == 'A'; // AKIA, ASIA, AIza
            case '.' -> before == 'G'; // SG.
            case ' ' -> isScheme(text, from, at);
            case '_' -> isPrefixed(back(text, from, at, 2), before);
            case '-' -> before == '-' || isHyphened(back(text, from, at, 2), before);
            case '@' -> true;
            default -> isNamed(text, from, at); // = and :
        };
    }

    /** {@code github_pat_}, {@code sk_live_}, {@code rk_live_}, {@code npm_}, {@code ghp_} and its like. */
    private static boolean isPrefixed(byte second, byte last) {
        return switch (last) {
            case 'b' -> second == 'u' || second == 'h';
            case 'k' -> second == 's' || second == 'r' || second == 'h';
            case 'm' -> second == 'p' || second == 'h';
            default -> second == 'h';
        };
    }

    /** {@code sk-ant-}, {@code glpat-}, {@code xoxb-} and its like. */
    private static boolean isHyphened(byte second, byte last) {
        return second == 'x' || last == 'k' && second == 's' || last == 't' && second == 'a';
    }

    private static byte back(byte[] text, int from, int at, int by) {
        return at - by < from ? 0 : text[at - by];
    }

    /** {@code Bearer …}, {@code Basic …}: their last letters, in either case. */
    private static boolean isScheme(byte[] text, int from, int at) {
        int last = back(text, from, at, 1) | 0x20;
        int third = back(text, from, at, 3) | 0x20;
        return last == 'r' && third == 'r' || last == 'c' && third == 's';
    }

    /** Whether a word of some length stands before the sign, and is not the scheme of a URL. */
    private static boolean isNamed(byte[] text, int from, int sign) {
        int end = sign;
        while (end > from && (text[end - 1] == ' ' || text[end - 1] == '\'')) {
            end--;
        }
        int start = end;
        while (start > from && isWord(text[start - 1])) {
            start--;
        }
        return end - start >= SHORTEST_NAME && !isHttp(text, start, end);
    }

    private static boolean isHttp(byte[] text, int start, int end) {
        int length = end - start;
        boolean http = length >= 4
                && text[start] == 'h'
                && text[start + 1] == 't'
                && text[start + 2] == 't'
                && text[start + 3] == 'p';
        return http && (length == 4 || length == 5 && text[start + 4] == 's');
    }

    private static boolean isWord(byte c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-';
    }
}
