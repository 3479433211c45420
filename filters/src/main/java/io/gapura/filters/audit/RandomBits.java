package io.gapura.filters.audit;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Random bytes for many ids, a tenth as dear as those of {@link SecureRandom}: AES-256 in counter mode under a key of its,
 * which the first bytes of each draw replace, so that nobody learns later what was drawn before (fast key erasure, Bernstein
 * 2017). Each 64th draw takes a new key. Where a runtime has no such cipher, all bytes are those of SecureRandom. Not
 * thread-safe.
 */
final class RandomBits {
    private static final int KEY = 32;
    private static final int DRAWS = 64;
    private static final byte[] ZEROES = new byte[4_096]; // what is enciphered in its own place is copied first
    private static final IvParameterSpec FIRST_BLOCK = new IvParameterSpec(new byte[16]); // no key is used twice

    private final SecureRandom random;
    private final @Nullable Cipher cipher;
    private final byte[] key = new byte[KEY];
    private int draws;

    RandomBits(SecureRandom random) {
        this.random = random;
        this.cipher = cipher();
    }

    private static @Nullable Cipher cipher() {
        try {
            return Cipher.getInstance("AES/CTR/NoPadding");
        } catch (GeneralSecurityException none) {
            return null;
        }
    }

    /** Overwrites all of it. */
    void fill(byte[] bits) {
        Cipher stream = cipher;
        if (stream == null) {
            random.nextBytes(bits);
            return;
        }
        if (draws++ % DRAWS == 0) {
            random.nextBytes(key);
        }
        try {
            stream.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), FIRST_BLOCK);
            stream.update(ZEROES, 0, KEY, key, 0);
            for (int at = 0; at < bits.length; at += ZEROES.length) {
                stream.update(ZEROES, 0, Math.min(ZEROES.length, bits.length - at), bits, at);
            }
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("a cipher that exists takes a key of 32 bytes", impossible);
        }
    }
}
