package io.gapura.filters.signing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * What is remembered of a nonce: SHA-256 over policy, key id and nonce, cut to 128 bits. Each part is preceded by its
 * length, so that no two triples read alike; lengths are short, so that all of it is one block for the hash as a rule.
 */
public record ReplayKey(long high, long low) {
    private static final int HEX_DIGITS = 32;
    private static final int USUAL = 128;

    /**
     * By a digest and an empty buffer that the caller has; the one is fresh again, the other empty.
     *
     * @param policy of characters up to U+00FF, like the others: one byte each
     */
    static ReplayKey of(String policy, String keyId, String nonce, MessageDigest sha256, AsciiBuffer lent) {
        lent.appendLength(policy.length()).append(policy);
        lent.appendLength(keyId.length()).append(keyId);
        lent.appendLength(nonce.length()).append(nonce);
        sha256.update(lent.array(), 0, lent.length());
        lent.reset();
        return of(sha256.digest());
    }

    private static ReplayKey of(byte[] digest) {
        ByteBuffer longs = ByteBuffer.wrap(digest);
        return new ReplayKey(longs.getLong(), longs.getLong());
    }

    /**
     * The key of a message.
     *
     * @param policy who asks: two policies never share a nonce
     * @param keyId whose word it is
     * @param nonce what is said once
     */
    public static ReplayKey of(String policy, String keyId, String nonce) {
        return of(
                bytewise(policy),
                bytewise(keyId),
                bytewise(nonce),
                ContentDigest.Algorithm.SHA_256.begin(),
                new AsciiBuffer(USUAL));
    }

    /** The bytes of its UTF-8 as characters, which is itself when it is ASCII. */
    private static String bytewise(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /** Of a message without nonce: SHA-256 over its base, never over its signature, of which there may be several. */
    static ReplayKey ofBase(byte[] base, int length) {
        return of(ContentDigest.Algorithm.SHA_256.of(ByteBuffer.wrap(base, 0, length)));
    }

    /** 32 lowercase digits, the name of this key in a store of text. */
    public String hex() {
        StringBuilder digits = new StringBuilder(HEX_DIGITS);
        for (int shift = 60; shift >= 0; shift -= 4) {
            digits.append(Character.forDigit((int) (high >>> shift) & 0xF, 16));
        }
        for (int shift = 60; shift >= 0; shift -= 4) {
            digits.append(Character.forDigit((int) (low >>> shift) & 0xF, 16));
        }
        return digits.toString();
    }
}
