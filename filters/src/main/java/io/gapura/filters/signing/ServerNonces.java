package io.gapura.filters.signing;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.config.Reference;
import io.gapura.filters.signing.keys.WeakSecrets;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Nonces that the server hands out and recognises, for clients whose clock is wrong: what is fresh is known from the
 * nonce, so that {@code created} need not say it. Base64url of the second of issue, 16 random bytes, and HMAC-SHA256
 * over both, cut to 16 bytes. Good in the five minutes in which it was issued and the five after; nothing is remembered
 * until it is used.
 *
 * <p>Nodes that share the key take each other's. Immutable and thread-safe.
 */
final class ServerNonces {
    static final long BUCKET_SECONDS = 300;
    private static final int SHORTEST_KEY = 32;
    private static final int LONGEST_KEY = 1_024;
    private static final int RANDOM = 16;
    private static final int SIGNED = Long.BYTES + RANDOM;
    private static final int MAC = 16;
    private static final int CHARACTERS = 54;
    /** How far the clock of a node that issued one may be ahead of ours. */
    private static final long SKEW_SECONDS = 30;

    /** Of one that a node ahead of us issues at the beginning of a bucket. */
    private static final Duration LONGEST_LIFE = Duration.ofSeconds(2 * BUCKET_SECONDS + SKEW_SECONDS);

    private final SecretKey key;
    private final InstantSource clock;
    private final SecureRandom random;

    private ServerNonces(SecretKey key, InstantSource clock, SecureRandom random) {
        this.key = key;
        this.clock = clock;
        this.random = random;
    }

    /** By the key that stands there, 32 bytes or more as they are, the same on every node. */
    static ServerNonces by(Reference key, InstantSource clock, SecureRandom random) {
        byte[] secret = key.read(LONGEST_KEY);
        try {
            if (secret.length < SHORTEST_KEY) {
                throw ConfigurationException.of("signing.server-nonce must lead to at least 32 random bytes");
            }
            WeakSecrets.refuse("of signing.server-nonce", secret);
            return new ServerNonces(new SecretKeySpec(secret, "HmacSHA256"), clock, random);
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    /** How long a guard must be able to remember that remembers the usual nonces so long. */
    static Duration remembered(Duration usual, boolean issued) {
        return issued && usual.compareTo(LONGEST_LIFE) < 0 ? LONGEST_LIFE : usual;
    }

    /** A nonce that nobody has used. */
    String fresh() {
        byte[] bytes = new byte[SIGNED + MAC];
        byte[] chosen = new byte[RANDOM];
        random.nextBytes(chosen);
        ByteBuffer.wrap(bytes)
                .putLong(clock.instant().getEpochSecond())
                .put(chosen)
                .put(mac(bytes));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Whether it was issued by a server with this key, at whatever time. */
    boolean isGenuine(String nonce) {
        return issued(nonce) != null;
    }

    /**
     * When a nonce ends that is good now: with the bucket after the one it was issued in. Null for any other: what is
     * not ours, too old, or from the future.
     *
     * @param start issued before, its use may have been forgotten
     */
    @Nullable
    Instant goodUntil(String nonce, long now, long start) {
        Long issued = issued(nonce);
        if (issued == null || issued < start || issued > now + SKEW_SECONDS) {
            return null;
        }
        long end = (Math.floorDiv(issued, BUCKET_SECONDS) + 2) * BUCKET_SECONDS;
        return now < end ? Instant.ofEpochSecond(end) : null;
    }

    private @Nullable Long issued(String nonce) {
        if (nonce.length() != CHARACTERS) {
            return null;
        }
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(nonce);
        } catch (IllegalArgumentException foreign) {
            return null;
        }
        // one text for one nonce: spare bits would make sixteen of it
        boolean canonical =
                Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(nonce);
        byte[] claimed = Arrays.copyOfRange(bytes, SIGNED, bytes.length);
        boolean genuine = MessageDigest.isEqual(mac(bytes), claimed);
        return canonical && genuine ? ByteBuffer.wrap(bytes).getLong() : null;
    }

    private byte[] mac(byte[] bytes) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            mac.update(bytes, 0, SIGNED);
            return Arrays.copyOf(mac.doFinal(), MAC);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every platform has HmacSHA256", impossible);
        }
    }
}
