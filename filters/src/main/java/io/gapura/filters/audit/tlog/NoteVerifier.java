package io.gapura.filters.audit.tlog;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A key whose notes count: name, Ed25519 public key and the short id that ties both (C2SP signed-note). Written
 * {@code <name>+<id>+<base64>}, as Go's {@code sumdb/note} does. Immutable.
 */
public final class NoteVerifier {
    static final byte ED25519 = 0x01;
    static final int SIGNATURE = 64;
    private static final int KEY = 32;
    private static final int LONGEST_NAME = 255;
    private static final byte[] SPKI = HexFormat.of().parseHex("302a300506032b6570032100");

    private final String name;
    private final byte[] raw;
    private final PublicKey key;
    private final int id;

    private NoteVerifier(String name, byte[] raw, PublicKey key) {
        this.name = name;
        this.raw = raw;
        this.key = key;
        this.id = id(name, raw);
    }

    /** The key in its text form; its id must be the right one. */
    public static NoteVerifier parse(String text) throws NotProvenException {
        String[] parts = text.split("\\+", 3);
        if (parts.length != 3 || !isName(parts[0])) {
            throw new NotProvenException("verifier key is not NAME+ID+BASE64");
        }
        byte[] typed = ExactBase64.decode(parts[2], "verifier key");
        if (typed.length != KEY + 1 || typed[0] != ED25519) {
            throw new NotProvenException("verifier key is not of Ed25519");
        }
        NoteVerifier verifier = of(parts[0], Arrays.copyOfRange(typed, 1, typed.length));
        if (!verifier.hexId().equals(parts[1])) {
            throw new NotProvenException("verifier key has not the id of its content");
        }
        return verifier;
    }

    static NoteVerifier of(String name, byte[] raw) throws NotProvenException {
        byte[] encoded = Arrays.copyOf(SPKI, SPKI.length + KEY);
        System.arraycopy(raw, 0, encoded, SPKI.length, KEY);
        try {
            return new NoteVerifier(
                    name, raw, KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
        } catch (GeneralSecurityException notOnTheCurve) {
            throw new NotProvenException("verifier key is no point of the curve");
        }
    }

    static NoteVerifier of(String name, PublicKey key) {
        byte[] encoded = key.getEncoded();
        int from = encoded.length - KEY;
        if (from != SPKI.length || !Arrays.equals(encoded, 0, from, SPKI, 0, from)) {
            throw new IllegalArgumentException("a note key must be of Ed25519");
        }
        return new NoteVerifier(name, Arrays.copyOfRange(encoded, from, encoded.length), key);
    }

    /** No space of any kind, no {@code +}, nothing that is not printed; at most 255 characters. */
    static boolean isName(String text) {
        return !text.isEmpty()
                && text.length() <= LONGEST_NAME
                && text.codePoints()
                        .noneMatch(point -> point == '+'
                                || Character.isISOControl(point)
                                || Character.isSpaceChar(point)
                                || Character.isWhitespace(point));
    }

    private static int id(String name, byte[] raw) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(name.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) '\n');
            digest.update(ED25519);
            return ByteBuffer.wrap(digest.digest(raw)).getInt();
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java runtime has SHA-256", missing);
        }
    }

    public String name() {
        return name;
    }

    /** The same key for a log of another name, such as the next incarnation of this one. */
    public NoteVerifier named(String other) {
        if (!isName(other)) {
            throw new IllegalArgumentException("a key name has no blank and no plus sign");
        }
        return new NoteVerifier(other, raw, key);
    }

    int id() {
        return id;
    }

    String hexId() {
        return HexFormat.of().toHexDigits(id);
    }

    /** JDK 17 takes a signature with a zero byte behind it (JDK-8285389): the length is looked at first. */
    boolean verifies(byte[] text, byte[] signature) {
        if (signature.length != SIGNATURE) {
            return false;
        }
        try {
            Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(key);
            verifier.update(text);
            return verifier.verify(signature);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java runtime has Ed25519", missing);
        } catch (GeneralSecurityException | RuntimeException wrong) {
            return false;
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NoteVerifier that && name.equals(that.name) && Arrays.equals(raw, that.raw);
    }

    @Override
    public int hashCode() {
        return id;
    }

    /** {@code <name>+<id>+<base64>}. */
    @Override
    public String toString() {
        byte[] typed = new byte[KEY + 1];
        typed[0] = ED25519;
        System.arraycopy(raw, 0, typed, 1, KEY);
        return name + "+" + hexId() + "+" + ExactBase64.encode(typed);
    }
}
