package io.gapura.filters.origin;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The form in which a token stands in a page: a random mask and the token under it, new each time, so that compression
 * of a page that also repeats an attacker's text gives nothing away (BREACH, CVE-2013-3587). base64url, one spelling.
 */
final class MaskedToken {
    private MaskedToken() {}

    static String mask(byte[] token, SecureRandom random) {
        byte[] mask = new byte[token.length];
        random.nextBytes(mask);
        byte[] masked = Arrays.copyOf(mask, 2 * token.length);
        for (int i = 0; i < token.length; i++) {
            masked[token.length + i] = (byte) (token[i] ^ mask[i]);
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(masked);
    }

    /**
     * The token under the mask; null for text that {@link #mask} cannot have made of one.
     *
     * @param length of the token, in bytes
     */
    static byte @Nullable [] unmask(String text, int length) {
        byte[] masked = decoded(text, 2 * length);
        if (masked == null) {
            return null;
        }
        byte[] token = new byte[length];
        for (int i = 0; i < length; i++) {
            token[i] = (byte) (masked[i] ^ masked[length + i]);
        }
        return token;
    }

    /** Whether the text is the base64url of that many bytes. */
    static boolean isEncoded(String text, int length) {
        return decoded(text, length) != null;
    }

    private static byte @Nullable [] decoded(String text, int length) {
        if (text.length() != (length * 8 + 5) / 6) {
            return null;
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            // The decoder drops the last bits: by them a token would have a second spelling.
            boolean onlySpelling = Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(bytes)
                    .equals(text);
            return bytes.length == length && onlySpelling ? bytes : null;
        } catch (IllegalArgumentException malformed) {
            return null;
        }
    }
}
