package io.gapura.filters.signing;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads signature parameters in one pass when they are written as nearly all are: the six of RFC 9421 §2.3, each at most
 * once, in canonical form. Anything else is no error here. Used once; not thread-safe.
 */
final class UsualParameters {
    private static final int MOST_DIGITS = 12;
    private static final byte[] CREATED = name("created=");
    private static final byte[] EXPIRES = name("expires=");
    private static final byte[] KEY_ID = name("keyid=");
    private static final byte[] NONCE = name("nonce=");
    private static final byte[] ALG = name("alg=");
    private static final byte[] TAG = name("tag=");

    private final byte[] line;
    private final int end;
    private int at;

    private long created = SignatureInput.ABSENT;
    private long expires = SignatureInput.ABSENT;
    private @Nullable String nonce;
    private @Nullable String alg;
    private @Nullable String keyId;
    private @Nullable String tag;

    /** The parameters that begin there and end with the line. */
    private UsualParameters(AsciiBuffer line, int from) {
        this.line = line.array();
        this.end = line.length();
        this.at = from;
    }

    private static byte[] name(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * A known list with the parameters that follow it; null when they are not usual.
     *
     * @param line the same from there on
     * @param source holds the list and the parameters, from there to its end
     */
    static @Nullable SignatureInput input(AsciiBuffer line, CoveredList covered, String source, int from) {
        return input(line, covered.length(), covered, covered.components(), source, from);
    }

    /** The same with a list that is not known. */
    static @Nullable SignatureInput input(AsciiBuffer line, PlainList covered, String source, int from) {
        return input(line, covered.length(), null, covered.components(), source, from);
    }

    private static @Nullable SignatureInput input(
            AsciiBuffer line,
            int length,
            @Nullable CoveredList known,
            List<Component> components,
            String source,
            int from) {
        UsualParameters read = new UsualParameters(line, length);
        return read.reads()
                ? new SignatureInput(
                        known,
                        components,
                        source,
                        from,
                        read.created,
                        read.expires,
                        read.nonce,
                        read.alg,
                        read.keyId,
                        read.tag)
                : null;
    }

    /** Up to the end of the line, each known and standing once. */
    private boolean reads() {
        while (at < end) {
            if (line[at] != ';' || !readsParameter()) {
                return false;
            }
        }
        return true;
    }

    private boolean readsParameter() {
        return switch (at + 1 < end ? line[at + 1] : ' ') {
            case 'c' -> isNamed(CREATED) && created == SignatureInput.ABSENT && (created = number(CREATED)) >= 0;
            case 'k' -> isNamed(KEY_ID) && keyId == null && (keyId = text(KEY_ID)) != null;
            case 'n' -> isNamed(NONCE) && nonce == null && (nonce = text(NONCE)) != null;
            case 'e' -> isNamed(EXPIRES) && expires == SignatureInput.ABSENT && (expires = number(EXPIRES)) >= 0;
            case 'a' -> isNamed(ALG) && alg == null && (alg = text(ALG)) != null;
            default -> isNamed(TAG) && tag == null && (tag = text(TAG)) != null;
        };
    }

    private boolean isNamed(byte[] name) {
        if (end - at <= name.length) {
            return false;
        }
        for (int i = 0; i < name.length; i++) {
            if (line[at + 1 + i] != name[i]) {
                return false;
            }
        }
        return true;
    }

    /** One to twelve digits without a needless zero; negative when it is anything else. */
    private long number(byte[] name) {
        int from = at + 1 + name.length;
        int to = from;
        long value = 0;
        while (to < end && to - from <= MOST_DIGITS && line[to] >= '0' && line[to] <= '9') {
            value = value * 10 + line[to++] - '0';
        }
        int digits = to - from;
        boolean canonical = digits == 1 || digits > 1 && digits <= MOST_DIGITS && line[from] != '0';
        at = to;
        return canonical ? value : -2;
    }

    /** A string without escapes and without what no string may hold; null when it is anything else. */
    @SuppressWarnings("deprecation") // bytes of ASCII become characters as they are: a plain copy
    private @Nullable String text(byte[] name) {
        int from = at + 2 + name.length;
        int to = from;
        while (to < end && line[to] != '"' && line[to] != '\\' && line[to] >= ' ') {
            to++;
        }
        if (to >= end || line[from - 1] != '"' || line[to] != '"') {
            return null;
        }
        at = to + 1;
        return new String(line, 0, from, to - from);
    }
}
