package io.gapura.filters.signing;

import io.gapura.filters.signing.ContentDigest.Algorithm;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Hashes content piece by piece, for bodies that are never held whole: to make the value of a digest field (RFC 9530), or
 * to be compared with one that was stated. Keeps no content. Not thread-safe; ended once.
 */
public final class RunningDigest {
    private final @Nullable MessageDigest sha256;
    private final @Nullable MessageDigest sha512;
    private long length;
    private boolean ended;

    /** Of digests that nobody else uses meanwhile. */
    RunningDigest(@Nullable MessageDigest sha256, @Nullable MessageDigest sha512) {
        this.sha256 = sha256;
        this.sha512 = sha512;
    }

    /** A digest of nothing yet. */
    public static RunningDigest of(Set<Algorithm> algorithms) {
        return new RunningDigest(
                algorithms.contains(Algorithm.SHA_256) ? Algorithm.SHA_256.begin() : null,
                algorithms.contains(Algorithm.SHA_512) ? Algorithm.SHA_512.begin() : null);
    }

    /** Hashes the next piece. */
    public RunningDigest update(byte[] piece, int offset, int count) {
        requireRunning();
        if (sha256 != null) {
            sha256.update(piece, offset, count);
        }
        if (sha512 != null) {
            sha512.update(piece, offset, count);
        }
        length += count;
        return this;
    }

    /** The same; the buffer's position stays where it is. */
    public RunningDigest update(ByteBuffer piece) {
        requireRunning();
        if (sha256 != null) {
            sha256.update(piece.duplicate());
        }
        if (sha512 != null) {
            sha512.update(piece.duplicate());
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
        if (sha256 == null && sha512 == null) {
            throw new IllegalStateException("must hash at least one algorithm to be a field");
        }
        return end().toString();
    }

    /** Ends it: what a field would state. */
    ContentDigest end() {
        requireRunning();
        ended = true;
        return new ContentDigest(sha256 == null ? null : sha256.digest(), sha512 == null ? null : sha512.digest());
    }

    private void requireRunning() {
        if (ended) {
            throw new IllegalStateException("the digest was ended");
        }
    }
}
