package io.gapura.filters.signing.keys;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import io.gapura.filters.ContentHash;
import java.util.Arrays;

/**
 * One key of a set as an auditor may see it: its id and, of a public key, the thumbprint (RFC 7638). Two sets are compared by
 * it. Of a shared secret nothing is shown. Immutable and thread-safe.
 */
public final class KeyMark {
    private final String id;
    private final String shown;
    private final String compared;

    private KeyMark(String id, String shown, String compared) {
        this.id = id;
        this.shown = shown;
        this.compared = compared;
    }

    /**
     * Of a key as it stands in a set.
     *
     * @param more what else of it counts, such as whom it proves; shown, and compared
     */
    public static KeyMark of(JWK jwk, String more) {
        String id = jwk.getKeyID() == null ? "(no id)" : jwk.getKeyID();
        String print = jwk instanceof OctetSequenceKey ? "shared" : thumbprint(jwk);
        String shown = id + " " + print + (more.isEmpty() ? "" : " " + more);
        return new KeyMark(id, shown, jwk instanceof OctetSequenceKey secret ? shown + hash(secret) : shown);
    }

    /** Of a secret that stands without an id, such as a line of a file. The array is not kept. */
    public static KeyMark ofSecret(byte[] secret) {
        String hash = ContentHash.of(secret).hex();
        return new KeyMark(hash, "a secret", hash);
    }

    private static String thumbprint(JWK jwk) {
        try {
            return jwk.computeThumbprint().toString();
        } catch (JOSEException missing) {
            throw new IllegalStateException("every Java runtime has SHA-256", missing);
        }
    }

    /** Stays in memory, where the secret itself is. */
    private static String hash(OctetSequenceKey secret) {
        byte[] bytes = secret.toByteArray();
        try {
            return ContentHash.of(bytes).hex();
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    String id() {
        return id;
    }

    String compared() {
        return compared;
    }

    /** For the audit log. */
    @Override
    public String toString() {
        return shown;
    }
}
