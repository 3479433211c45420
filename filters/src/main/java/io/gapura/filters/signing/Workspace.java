package io.gapura.filters.signing;

import io.gapura.filters.lent.Pool;
import java.security.MessageDigest;

/**
 * What one verification writes and hashes with, lent from a {@link Pool}: the base grows in a buffer that is there
 * already, and the digest that hashes content hashes the nonce afterwards. Not thread-safe.
 */
final class Workspace {
    private static final int USUAL = 1_024;
    private static final int LARGEST = 8_192;

    private AsciiBuffer base = new AsciiBuffer(USUAL);
    private MessageDigest sha256 = ContentDigest.Algorithm.SHA_256.begin();
    private boolean hashing;

    AsciiBuffer base() {
        return base;
    }

    /** The digest, fresh, until {@link #hashed}. */
    MessageDigest beginHash() {
        hashing = true;
        return sha256;
    }

    /** The digest has given its result, and is fresh again. */
    void hashed() {
        hashing = false;
    }

    /** The replay key of a nonce; what the buffer held is gone. */
    ReplayKey key(String policy, String keyId, String nonce) {
        base.wipe();
        ReplayKey key = ReplayKey.of(policy, keyId, nonce, beginHash(), base);
        hashed();
        return key;
    }

    /**
     * Ready for the next: nothing of a base stays, which may hold credentials, and a digest that was not ended is not used
     * again. A covered list, a key id or a nonce, which are no secrets, may stay until they are written over.
     */
    Workspace clean() {
        base.wipe();
        if (base.array().length > LARGEST) {
            base = new AsciiBuffer(USUAL);
        }
        if (hashing) {
            sha256 = ContentDigest.Algorithm.SHA_256.begin();
            hashing = false;
        }
        return this;
    }
}
