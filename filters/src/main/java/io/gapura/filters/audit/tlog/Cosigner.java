package io.gapura.filters.audit.tlog;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A witness whose signatures count (C2SP tlog-cosignature, {@code cosignature/v1}): it has seen that a checkpoint extends
 * what it has seen before, and says when. Written {@code <name>+<id>+<base64>}, as a log's key is, with type 0x04. Immutable.
 */
public final class Cosigner {
    private static final byte TYPE = 0x04;
    private static final int KEY = 32;
    private static final int TIMED = Long.BYTES + NoteVerifier.SIGNATURE;

    private final NoteVerifier key;
    private final int id;

    private Cosigner(NoteVerifier key, int id) {
        this.key = key;
        this.id = id;
    }

    /** The key in its text form; its id must be the right one. */
    public static Cosigner parse(String text) throws NotProvenException {
        String[] parts = text.split("\\+", 3);
        if (parts.length != 3 || !NoteVerifier.isName(parts[0])) {
            throw new NotProvenException("witness key is not NAME+ID+BASE64");
        }
        byte[] typed = ExactBase64.decode(parts[2], "witness key");
        if (typed.length != KEY + 1 || typed[0] != TYPE) {
            throw new NotProvenException("witness key is not of cosignature/v1");
        }
        int id = id(parts[0], typed);
        if (!parts[1].equals(HexFormat.of().toHexDigits(id))) {
            throw new NotProvenException("witness key has not the id of its content");
        }
        return new Cosigner(NoteVerifier.of(parts[0], Arrays.copyOfRange(typed, 1, typed.length)), id);
    }

    private static int id(String name, byte[] typed) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((name + "\n").getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest.digest(typed)).getInt();
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java runtime has SHA-256", missing);
        }
    }

    public String name() {
        return key.name();
    }

    int id() {
        return id;
    }

    /** When it has signed a text, in seconds; refuses what it has not signed. */
    Instant verified(String text, byte[] signature) throws NotProvenException {
        if (signature.length != TIMED) {
            throw new NotProvenException("cosignature has not its length");
        }
        long seconds = ByteBuffer.wrap(signature).getLong();
        if (seconds < 0) {
            throw new NotProvenException("cosignature has no time");
        }
        byte[] message = message(text, seconds);
        if (!key.verifies(message, Arrays.copyOfRange(signature, Long.BYTES, TIMED))) {
            throw new NotProvenException("cosignature is wrong");
        }
        return Instant.ofEpochSecond(Math.min(seconds, Instant.MAX.getEpochSecond()));
    }

    /** What a witness signs. */
    static byte[] message(String text, long seconds) {
        return ("cosignature/v1\ntime " + seconds + "\n" + text).getBytes(StandardCharsets.UTF_8);
    }
}
