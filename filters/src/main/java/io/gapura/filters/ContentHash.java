package io.gapura.filters;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Tells contents apart, and names them where they are not to be shown: the SHA-256 of documents that are read again, of
 * policies, and of lines of the log. Of public contents alone: a secret that can be guessed is found by its hash.
 *
 * @param hex 64 digits, small letters
 */
public record ContentHash(String hex) {
    private static final int DIGITS = 64;
    private static final int BRIEF = 8;

    public ContentHash {
        if (hex.length() != DIGITS || !hex.chars().allMatch(ContentHash::isDigit)) {
            throw new IllegalArgumentException("a SHA-256 has 64 digits of small letters");
        }
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9' || c >= 'a' && c <= 'f';
    }

    public static ContentHash of(byte[] content) {
        try {
            return new ContentHash(HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(content)));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java runtime has SHA-256", missing);
        }
    }

    /** Of a text in UTF-8. */
    public static ContentHash of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The 32 bytes that the digits stand for: a new array each time. */
    public byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }

    /** The first eight digits: enough for people to tell two versions apart, and not for a program. */
    public String brief() {
        return hex.substring(0, BRIEF);
    }
}
