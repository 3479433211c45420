package io.gapura.filters.signing.webhook;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** How a provider writes the secret that it hands out. */
enum Codec {
    /** The text itself, prefix and all. */
    TEXT(null, "") {
        @Override
        Decoded decode(byte[] line) {
            return new Decoded(line.clone());
        }
    },
    HEX(Encoding.HEX, ""),
    /** Standard Webhooks: a shared secret. */
    WHSEC(Encoding.BASE64, "whsec_"),
    /** Standard Webhooks: a public key. */
    WHPK(Encoding.BASE64, "whpk_"),
    /** A public key as the standard writes it (X.509), on one line without its frame. */
    SPKI(Encoding.BASE64, "");

    private final @Nullable Encoding encoding;
    private final String prefix;

    Codec(@Nullable Encoding encoding, String prefix) {
        this.encoding = encoding;
        this.prefix = prefix;
    }

    /** A secret that is wiped when it is a key. */
    static final class Decoded implements AutoCloseable {
        private static final int SHORTEST = 16;
        private static final int LONGEST_PATTERN = 8;

        private final byte[] bytes;

        Decoded(byte[] bytes) {
            this.bytes = bytes;
        }

        /** The array itself; who makes a key of it copies it. */
        byte[] bytes() {
            return bytes;
        }

        /** Not empty, not short, not one pattern: what anybody could guess proves nothing. */
        void requireStrong() {
            if (bytes.length < SHORTEST) {
                throw new IllegalArgumentException("a secret must have at least " + SHORTEST + " bytes");
            }
            for (int period = 1; period <= LONGEST_PATTERN; period++) {
                if (Arrays.equals(bytes, 0, bytes.length - period, bytes, period, bytes.length)) {
                    throw new IllegalArgumentException("a secret is a repeated pattern");
                }
            }
        }

        @Override
        public void close() {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /** What every secret of this codec begins with. */
    String prefix() {
        return prefix;
    }

    boolean fits(byte[] line) {
        byte[] head = Part.bytes(prefix);
        return line.length > head.length && Arrays.equals(line, 0, head.length, head, 0, head.length);
    }

    Decoded decode(byte[] line) {
        String text = new String(line, prefix.length(), line.length - prefix.length(), StandardCharsets.ISO_8859_1);
        byte[] bytes = encoding == null ? null : encoding.decode(text);
        if (bytes == null) {
            throw new IllegalArgumentException(
                    "a secret must be " + this + (prefix.isEmpty() ? "" : " behind " + prefix));
        }
        return new Decoded(bytes);
    }

    @Override
    public String toString() {
        return encoding == null ? "text" : Words.of(encoding);
    }
}
