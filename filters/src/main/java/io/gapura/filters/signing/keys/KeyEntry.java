package io.gapura.filters.signing.keys;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import io.gapura.filters.signing.SignatureAlgorithm;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.time.Instant;
import java.util.Date;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One key of a set, in the JDK's types, with whom it proves. Not a record: a record would print its secret. */
public final class KeyEntry {
    private final String keyId;
    private final Material material;
    private final String caller;
    private final Set<String> tags;
    private final @Nullable Instant notBefore;
    private final @Nullable Instant notAfter;
    private final boolean signs;
    private final KeyMark mark;

    KeyEntry(JWK jwk, Material material, String caller, Set<String> tags) {
        this.keyId = jwk.getKeyID();
        this.material = material;
        this.caller = caller;
        this.tags = Set.copyOf(tags);
        this.notBefore = instant(jwk.getNotBeforeTime());
        this.notAfter = instant(jwk.getExpirationTime());
        this.signs = jwk.isPrivate()
                && (jwk.getKeyOperations() == null || jwk.getKeyOperations().contains(KeyOperation.SIGN));
        this.mark = KeyMark.of(jwk, "of " + caller + tagged() + times() + (signs ? " signs" : ""));
    }

    private static @Nullable Instant instant(@Nullable Date date) {
        return date == null ? null : date.toInstant();
    }

    private String tagged() {
        return tags.isEmpty() ? "" : " for " + String.join(" ", new TreeSet<>(tags));
    }

    private String times() {
        return (notBefore == null ? "" : " from " + notBefore) + (notAfter == null ? "" : " until " + notAfter);
    }

    /** As the audit log has it. */
    public KeyMark mark() {
        return mark;
    }

    public String keyId() {
        return keyId;
    }

    public SignatureAlgorithm algorithm() {
        return material.algorithm();
    }

    /** A copy of the shared secret; empty for a key with two halves. */
    public byte[] secret() {
        return material.secret();
    }

    /** The half that proves; null for a shared secret. */
    public @Nullable PublicKey proves() {
        return material.proves();
    }

    /** The half that signs; null when the set has only the other. */
    public @Nullable PrivateKey signsWith() {
        return material.signs();
    }

    public String caller() {
        return caller;
    }

    public Set<String> tags() {
        return tags;
    }

    /** {@code nbf}. */
    public @Nullable Instant notBefore() {
        return notBefore;
    }

    /** {@code exp}. */
    public @Nullable Instant notAfter() {
        return notAfter;
    }

    /** Whether it can sign, and {@code key_ops}, when there, allows it. */
    public boolean signs() {
        return signs;
    }
}
