package io.gapura.filters.bearer;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * Says which token it is that stands in a field, so that one that was verified is known again: SHA-256 over a keyed sum of
 * all of its text, over its length and over its last 32 characters, which are of the signature. One block, however long a
 * signature of RSA is.
 *
 * <p>The sum is the hash NH of UMAC (Black et al., CRYPTO 1999, §4; RFC 4418 §5.2), with signed words of 64 bits and a key
 * of random bits that never leaves the process: of any two texts of one length it is the same by chance alone, once in 2^63
 * keys, and nobody can look for such a pair. Who does not have a token cannot write the last characters of its signature;
 * who has it gains nothing by another text for it.
 *
 * <p>No text of a token is kept. Not thread-safe; lent.
 */
final class TokenDigest {
    private static final int TAIL = 32;
    private static final int PAIR = 2 * Long.BYTES;
    private static final int BLOCK = PAIR + Integer.BYTES + TAIL;
    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final MessageDigest sha256;
    private final long[] key;
    private final byte[] text = new byte[CompactToken.LONGEST];
    private final byte[] digest = new byte[TokenHash.LENGTH];
    private final ByteBuffer block = ByteBuffer.allocate(BLOCK);

    /** By a key of {@link #newKey}, which all have who are to know the same tokens. */
    TokenDigest(long[] key) {
        this.key = key;
        this.sha256 = sha256();
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java runtime has SHA-256", missing);
        }
    }

    /** For one memory: what another one has kept says nothing about it. */
    static long[] newKey() {
        return new SecureRandom().longs(CompactToken.LONGEST / Long.BYTES).toArray();
    }

    /**
     * Of what stands behind a place of a field: ASCII alone, and at most 8,192 characters.
     *
     * @param from where the token begins
     */
    @SuppressWarnings("deprecation") // drops the upper halves of characters, which ASCII has none of
    TokenHash of(String field, int from) {
        int length = field.length() - from;
        field.getBytes(from, field.length(), text, 0);
        sum(length);
        int tail = Math.min(length, TAIL);
        block.putInt(length).put(text, length - tail, tail);
        sha256.update(block.array(), 0, block.position());
        try {
            sha256.digest(digest, 0, digest.length);
        } catch (DigestException tooShort) {
            throw new IllegalStateException(tooShort);
        } finally {
            Arrays.fill(text, 0, length, (byte) 0); // also what the next one is padded with
            Arrays.fill(block.array(), (byte) 0);
        }
        return TokenHash.of(digest);
    }

    /** The products of neighbouring words, each word with one of the key, in 128 bits. */
    private void sum(int length) {
        long low = 0;
        long high = 0;
        for (int at = 0; at < length; at += PAIR) {
            long left = (long) WORDS.get(text, at) + key[at >>> 3];
            long right = (long) WORDS.get(text, at + Long.BYTES) + key[(at >>> 3) + 1];
            long product = left * right;
            low += product;
            high += Math.multiplyHigh(left, right) + (Long.compareUnsigned(low, product) < 0 ? 1 : 0);
        }
        block.clear().putLong(low).putLong(high);
    }
}
