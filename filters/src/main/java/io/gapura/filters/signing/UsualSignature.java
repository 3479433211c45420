package io.gapura.filters.signing;

import io.gapura.filters.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The signature that nearly every message carries, read in one pass over the text and without a tree: one line of each
 * field, one label, a covered list that is known or plain, parameters that RFC 9421 §2.3 names, each once and in
 * canonical form. What is anything else is left to {@link SignatureFields}, which either reads it to the same result or
 * says what is wrong; so nothing is refused here.
 */
final class UsualSignature {
    private static final int LONGEST = FieldLines.LONGEST_STRUCTURED;

    private final SignatureInput input;
    private final byte[] bytes;

    private UsualSignature(SignatureInput input, byte[] bytes) {
        this.input = input;
        this.bytes = bytes;
    }

    /**
     * The only signature of a message; null when it is not usual, or there is none.
     *
     * @param lent empty, and empty again afterwards
     */
    static @Nullable UsualSignature in(Headers headers, CoveredLists known, AsciiBuffer lent) {
        String line = headers.isPlain() ? headers.sole("signature-input") : null;
        String signature = line == null ? null : headers.sole("signature");
        if (line == null || signature == null || line.length() > LONGEST || signature.length() > LONGEST) {
            return null;
        }
        int label = labelEnd(line);
        byte[] bytes = label < 0 ? null : bytes(signature, line, label, lent);
        SignatureInput input = bytes == null ? null : input(line, label + 1, known, lent);
        return bytes == null || input == null ? null : new UsualSignature(input, bytes);
    }

    /** Where the equals sign is that follows the first label; -1 when there is none. */
    private static int labelEnd(String line) {
        if (line.isEmpty() || !FieldCharacters.startsKey(line.charAt(0))) {
            return -1;
        }
        int at = 1;
        while (at < line.length() && FieldCharacters.continuesKey(line.charAt(at))) {
            at++;
        }
        return at < line.length() && line.charAt(at) == '=' ? at : -1;
    }

    /** Under the same label, to the end of the line. */
    private static byte @Nullable [] bytes(String line, String input, int label, AsciiBuffer lent) {
        int last = line.length() - 1;
        boolean usual = last > label + 1
                && line.charAt(label + 1) == ':'
                && line.charAt(last) == ':'
                && line.regionMatches(0, input, 0, label + 1);
        return usual ? StrictBase64.decodeAscii(line, label + 2, last, lent) : null;
    }

    private static @Nullable SignatureInput input(String line, int from, CoveredLists known, AsciiBuffer lent) {
        lent.append(line, from, line.length());
        CoveredList covered = known.find(lent);
        SignatureInput input =
                covered == null ? unknown(line, from, lent) : UsualParameters.input(lent, covered, line, from);
        lent.reset();
        return input;
    }

    private static @Nullable SignatureInput unknown(String line, int from, AsciiBuffer lent) {
        PlainList list = PlainList.in(lent);
        return list == null ? null : UsualParameters.input(lent, list, line, from);
    }

    SignatureInput input() {
        return input;
    }

    /** Of the signature. */
    byte[] bytes() {
        return bytes;
    }
}
