package io.gapura.filters.audit;

import io.gapura.filters.ConfigurationException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key of one epoch, which seals one segment and then becomes the next one in a way that leads forward only:
 * {@code k(i+1) = HKDF(k(i), "next")}, seal key {@code HKDF(k(i), "seal")} (RFC 5869 with SHA-256). Who takes the host at
 * epoch i can write no seal of an earlier one. The first key is kept elsewhere by who verifies.
 *
 * <p>A secret: no text form but that of its file. Immutable.
 */
final class EpochKeys {
    private static final String HEAD = "gapura-epoch-key-v1";
    private static final int LENGTH = 32;

    /** As many epochs as a century of hours has, with room. */
    private static final long MOST_STEPS = 2_000_000;

    private final long epoch;
    private final byte[] key;

    private EpochKeys(long epoch, byte[] key) {
        this.epoch = epoch;
        this.key = key;
    }

    /** The first one. */
    static EpochKeys fresh(SecureRandom random) {
        byte[] key = new byte[LENGTH];
        random.nextBytes(key);
        return new EpochKeys(0, key);
    }

    /** Reads a file as {@link #text} writes it; {@link ConfigurationException} for anything else. */
    static EpochKeys read(Path file) {
        try {
            return parse(Files.readString(file, StandardCharsets.US_ASCII));
        } catch (IOException | IllegalArgumentException bad) {
            throw ConfigurationException.of("audit.epoch-key is not a file as gapura audit epoch-key writes it");
        }
    }

    private static EpochKeys parse(String text) {
        String[] lines = text.split("\n", -1);
        byte[] key = lines.length == 4 ? Base64.getDecoder().decode(lines[2]) : new byte[0];
        if (!lines[0].equals(HEAD) || key.length != LENGTH || !lines[3].isEmpty()) {
            throw new IllegalArgumentException("shape");
        }
        long epoch = Long.parseLong(lines[1]);
        if (epoch < 0 || !lines[1].equals(String.valueOf(epoch))) {
            throw new IllegalArgumentException("epoch");
        }
        return new EpochKeys(epoch, key);
    }

    String text() {
        return HEAD + "\n" + epoch + "\n" + Base64.getEncoder().encodeToString(key) + "\n";
    }

    long epoch() {
        return epoch;
    }

    EpochKeys next() {
        return new EpochKeys(epoch + 1, derived("next"));
    }

    /** The key of a later epoch. */
    EpochKeys at(long later) throws IOException {
        if (later < epoch || later - epoch > MOST_STEPS) {
            throw new IOException("an epoch before the key that is given, or too far behind it");
        }
        EpochKeys at = this;
        while (at.epoch < later) {
            at = at.next();
        }
        return at;
    }

    byte[] sum(byte[] content) {
        return hmac(derived("seal"), content);
    }

    /** Whether that is the sum that this key and no other gives. */
    boolean made(byte[] sum, byte[] content) {
        return MessageDigest.isEqual(sum, sum(content));
    }

    /** HKDF with no salt and the purpose as info; one block is enough. */
    private byte[] derived(String purpose) {
        byte[] extracted = hmac(new byte[LENGTH], key);
        return hmac(extracted, (purpose + "\u0001").getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] hmac(byte[] key, byte[] content) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(content);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every Java runtime has HmacSHA256", missing);
        }
    }

    /**
     * Puts this key in the place of the one before, whose bytes are overwritten where the file system writes in place.
     */
    void replace(Path file) throws IOException {
        Path old = old(file);
        shred(old);
        if (Files.exists(file)) {
            Files.createLink(old, file); // the old bytes keep a name when the new file takes theirs
        }
        DurableFiles files = new DurableFiles();
        files.write(file, text().getBytes(StandardCharsets.US_ASCII));
        files.force();
        shred(old);
    }

    /** The key that is in force; one before it that a crash left behind is destroyed. */
    static EpochKeys open(Path file) {
        EpochKeys key = read(file);
        try {
            shred(old(file));
        } catch (IOException readOnly) {
            throw ConfigurationException.of("audit.epoch-key must be writable: it is replaced after each segment");
        }
        return key;
    }

    private static Path old(Path file) {
        return file.resolveSibling("." + file.getFileName() + ".old");
    }

    private static void shred(Path file) throws IOException {
        if (Files.exists(file)) {
            try (RandomAccessFile old = new RandomAccessFile(file.toFile(), "rw")) {
                old.write(new byte[(int) old.length()]);
                old.getFD().sync();
            }
            Files.delete(file);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EpochKeys that && epoch == that.epoch && MessageDigest.isEqual(key, that.key);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(epoch);
    }

    @Override
    public String toString() {
        return "EpochKeys[" + epoch + "]";
    }
}
