package io.gapura.filters.signing;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/**
 * Hashes content piece by piece, for bodies that are never held whole: to make the value of a digest field (RFC 9530), or
 * to be compared with one that was stated. Keeps no content. Not thread-safe; ended once.
 */
public final class RunningDigest {
    private final Map<ContentDigest.Algorithm, MessageDigest> digests = new EnumMap<>(ContentDigest.Algorithm.class);
    private long length;
    private boolean ended;

    private RunningDigest(Set<ContentDigest.Algorithm> algorithms) {
        for (ContentDigest.Algorithm algorithm : algorithms) {
            digests.put(algorithm, algorithm.begin());
        }
    }

    /** A digest of nothing yet. */
    public static RunningDigest of(Set<ContentDigest.Algorithm> algorithms) {
        return new RunningDigest(algorithms);
    }

    /** Hashes the next piece. */
    public RunningDigest update(byte[] piece, int offset, int count) {
        requireRunning();
        for (MessageDigest digest : digests.values()) {
            digest.update(piece, offset, count);
        }
        length += count;
        return this;
    }

    /** The same; the buffer's position stays where it is. */
    public RunningDigest update(ByteBuffer piece) {
        requireRunning();
        for (MessageDigest digest : digests.values()) {
            digest.update(piece.duplicate());
        }
        length += piece.remaining();
        return this;
    }

    /** How many bytes were hashed. */
    public long length() {
        return length;
    }

    /**
     * Ends it: the value of {@code Content-Digest} or {@code Repr-Digest} for what was hashed.
     *
     * @throws IllegalStateException when it hashes nothing, or was ended before
     */
    public String field() {
        if (digests.isEmpty()) {
            throw new IllegalStateException("must hash at least one algorithm to be a field");
        }
        return FieldWriter.dictionary(ContentDigest.members(end()));
    }

    Map<ContentDigest.Algorithm, byte[]> end() {
        requireRunning();
        ended = true;
        Map<ContentDigest.Algorithm, byte[]> results = new EnumMap<>(ContentDigest.Algorithm.class);
        digests.forEach((algorithm, digest) -> results.put(algorithm, digest.digest()));
        return results;
    }

    private void requireRunning() {
        if (ended) {
            throw new IllegalStateException("the digest was ended");
        }
    }
}
