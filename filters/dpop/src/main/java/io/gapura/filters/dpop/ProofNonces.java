package io.gapura.filters.dpop;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.config.Reference;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Nonces that the server hands out, so that nobody makes proofs for later (RFC 9449 §8): base64url of HMAC-SHA256 over the
 * five minutes in which one is issued, cut to 16 bytes. Good in these and in the five that follow; nothing is remembered.
 *
 * <p>Nodes that share the key take each other's, also of a node whose clock is ahead. Immutable and thread-safe.
 */
final class ProofNonces {
    static final long PERIOD_SECONDS = 300;
    private static final int SHORTEST_KEY = 32;
    private static final int LONGEST_KEY = 1_024;
    private static final int LENGTH = 16;
    private static final byte[] PURPOSE = "gapura dpop nonce".getBytes(StandardCharsets.US_ASCII);

    private final SecretKey key;
    private volatile Issued last = new Issued(Long.MIN_VALUE, "", "", "");

    /** What counts in one period: its own, that of the one before, and that of the next. */
    private record Issued(long period, String current, String previous, String next) {}

    private ProofNonces(SecretKey key) {
        this.key = key;
    }

    /** By the key that stands there, 32 bytes or more as they are, the same on every node. */
    static ProofNonces by(Reference place) {
        byte[] secret = place.read(LONGEST_KEY);
        try {
            boolean varied = secret.length >= SHORTEST_KEY
                    && !Arrays.equals(secret, 0, secret.length - 1, secret, 1, secret.length);
            if (!varied) {
                throw ConfigurationException.at(place.place(), "must hold at least 32 random bytes");
            }
            return new ProofNonces(new SecretKeySpec(secret, "HmacSHA256"));
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    private Issued at(long second) {
        long period = Math.floorDiv(second, PERIOD_SECONDS);
        Issued known = last;
        if (known.period() != period) {
            known = new Issued(period, made(period), made(period - 1), made(period + 1));
            last = known;
        }
        return known;
    }

    /** For the next proof. */
    String fresh(long second) {
        return at(second).current();
    }

    /** Whether a proof with that nonce counts now. */
    boolean isGood(String nonce, long second) {
        Issued now = at(second);
        boolean good = same(nonce, now.current());
        good |= same(nonce, now.previous());
        good |= same(nonce, now.next());
        return good;
    }

    /** What a client should use from now on; null when it has that. */
    @Nullable
    String successor(String nonce, long second) {
        Issued now = at(second);
        return same(nonce, now.previous()) ? now.current() : null;
    }

    private static boolean same(String a, String b) {
        return MessageDigest.isEqual(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
    }

    private String made(long period) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            mac.update(PURPOSE);
            byte[] code =
                    mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(period).array());
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(code, LENGTH));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every platform has HmacSHA256", impossible);
        }
    }
}
