package io.gapura.filters.audit.tlog;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * One node of a tree: SHA-256 with the prefixes of RFC 6962 §2.1, which keep a leaf from ever being taken for a node.
 * Immutable.
 */
public final class TreeHash {
    /** Bytes of one. */
    public static final int LENGTH = 32;

    /** The root of a tree without leaves. */
    public static final TreeHash EMPTY = new TreeHash(sha256().digest());

    private final byte[] bytes;

    private TreeHash(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Of an entry, such as a line of the log without its line feed. */
    public static TreeHash ofLeaf(byte[] entry) {
        return ofLeaf(sha256(), entry);
    }

    static TreeHash ofLeaf(MessageDigest digest, byte[] entry) {
        return ofLeaf(digest, entry, 0, entry.length);
    }

    /** Of an entry in a buffer. */
    static TreeHash ofLeaf(MessageDigest digest, byte[] buffer, int from, int to) {
        digest.update((byte) 0x00);
        digest.update(buffer, from, to - from);
        return new TreeHash(digest.digest());
    }

    public static TreeHash ofChildren(TreeHash left, TreeHash right) {
        return ofChildren(sha256(), left, right);
    }

    static TreeHash ofChildren(MessageDigest digest, TreeHash left, TreeHash right) {
        digest.update((byte) 0x01);
        digest.update(left.bytes);
        return new TreeHash(digest.digest(right.bytes));
    }

    /** The one at that place in a row of hashes, such as a tile. */
    public static TreeHash at(byte[] row, int place) {
        return new TreeHash(Arrays.copyOfRange(row, place * LENGTH, (place + 1) * LENGTH));
    }

    /** In the one spelling that base64 has for 32 bytes. */
    public static TreeHash ofBase64(String text) throws NotProvenException {
        byte[] bytes = ExactBase64.decode(text, "hash");
        if (bytes.length != LENGTH) {
            throw new NotProvenException("hash has not 32 bytes");
        }
        return new TreeHash(bytes);
    }

    public String base64() {
        return ExactBase64.encode(bytes);
    }

    /** A copy of its 32 bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** One to be used again and again: finding it takes as long as hashing a node. */
    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java runtime has SHA-256", missing);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TreeHash that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return base64();
    }
}
