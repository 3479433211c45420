package io.gapura.filters.bearer;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** Hashes tokens where they stand in a field, without a copy of their text. Not thread-safe; lent. */
final class TokenDigest {
    private final MessageDigest sha256;
    private final byte[] text = new byte[CompactToken.LONGEST];
    private final byte[] digest = new byte[TokenHash.LENGTH];

    TokenDigest() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java runtime has SHA-256", missing);
        }
    }

    /**
     * The hash of what stands behind a place of a field: ASCII alone, and at most 8,192 characters.
     *
     * @param from where the token begins
     */
    @SuppressWarnings("deprecation") // drops the upper halves of characters, which ASCII has none of
    TokenHash of(String field, int from) {
        int length = field.length() - from;
        field.getBytes(from, field.length(), text, 0);
        sha256.update(text, 0, length);
        try {
            sha256.digest(digest, 0, digest.length);
        } catch (DigestException tooShort) {
            throw new IllegalStateException(tooShort);
        } finally {
            Arrays.fill(text, 0, length, (byte) 0);
        }
        return TokenHash.of(digest);
    }
}
