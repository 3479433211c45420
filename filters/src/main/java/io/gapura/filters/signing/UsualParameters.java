package io.gapura.filters.signing;

import org.jspecify.annotations.Nullable;

/**
 * Reads signature parameters in one pass when they are written as nearly all are: the six of RFC 9421 §2.3, each at most
 * once, in canonical form. Anything else is no error here. Used once; not thread-safe.
 */
final class UsualParameters {
    private static final int MOST_DIGITS = 12;

    private final String line;
    private final int end;
    private int at;

    private long created = SignatureInput.ABSENT;
    private long expires = SignatureInput.ABSENT;
    private @Nullable String nonce;
    private @Nullable String alg;
    private @Nullable String keyId;
    private @Nullable String tag;

    /** The parameters that begin there and end with the line, which holds no backslash and no tab. */
    UsualParameters(String line, int from) {
        this.line = line;
        this.end = line.length();
        this.at = from;
    }

    /** What was read, with a covered list that stands in front of it. */
    SignatureInput input(CoveredList covered, int from) {
        return new SignatureInput(covered, line, from, created, expires, nonce, alg, keyId, tag);
    }

    /** Up to the end of the line, each known and standing once. */
    boolean read() {
        while (at < end) {
            if (!readsParameter()) {
                return false;
            }
        }
        return true;
    }

    private boolean readsParameter() {
        if (line.startsWith(";created=", at)) {
            return created == SignatureInput.ABSENT && (created = number(9)) >= 0;
        }
        if (line.startsWith(";keyid=", at)) {
            return keyId == null && (keyId = text(7)) != null;
        }
        if (line.startsWith(";nonce=", at)) {
            return nonce == null && (nonce = text(7)) != null;
        }
        if (line.startsWith(";expires=", at)) {
            return expires == SignatureInput.ABSENT && (expires = number(9)) >= 0;
        }
        if (line.startsWith(";alg=", at)) {
            return alg == null && (alg = text(5)) != null;
        }
        return line.startsWith(";tag=", at) && tag == null && (tag = text(5)) != null;
    }

    /** One to twelve digits without a needless zero; negative when it is anything else. */
    private long number(int skipped) {
        int from = at + skipped;
        int to = from;
        long value = 0;
        while (to < end && to - from <= MOST_DIGITS && FieldCharacters.isDigit(line.charAt(to))) {
            value = value * 10 + line.charAt(to++) - '0';
        }
        int digits = to - from;
        boolean canonical = digits == 1 || digits > 1 && digits <= MOST_DIGITS && line.charAt(from) != '0';
        at = to;
        return canonical && (to == end || line.charAt(to) == ';') ? value : -2;
    }

    /** A string without escapes, of which the line has none; null when it is anything else. */
    private @Nullable String text(int skipped) {
        int from = at + skipped;
        int to = from < end && line.charAt(from) == '"' ? line.indexOf('"', from + 1) : -1;
        if (to < 0 || to + 1 < end && line.charAt(to + 1) != ';') {
            return null;
        }
        at = to + 1;
        return line.substring(from + 1, to);
    }
}
