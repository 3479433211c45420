package io.gapura.filters.headers;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Makes the word that a page's own scripts carry and an injected one cannot know: 144 random bits per request as 24
 * characters of base64 (CSP3 §7.1 asks for 128). The application finds it as the request attribute
 * {@value #ATTRIBUTE}, a Jakarta REST resource as the request property of that name.
 *
 * <p>Thread-safe. Random bits come in refills of 4 KiB and are erased when they are used.
 */
public final class CspNonce {
    /** One word without dots, so that a page can say {@code ${cspNonce}}. */
    public static final String ATTRIBUTE = "cspNonce";

    private static final int OCTETS = 18;

    private final ReentrantLock lock = new ReentrantLock();
    private final SecureRandom random;
    private final byte[] bits = new byte[OCTETS * 228];
    private int used = bits.length;

    CspNonce(SecureRandom random) {
        this.random = random;
    }

    String next() {
        byte[] own = new byte[OCTETS];
        lock.lock();
        try {
            if (used == bits.length) {
                random.nextBytes(bits);
                used = 0;
            }
            for (int i = 0; i < OCTETS; i++) {
                own[i] = bits[used];
                bits[used++] = 0;
            }
        } finally {
            lock.unlock();
        }
        return Base64.getEncoder().encodeToString(own);
    }
}
