package io.gapura.filters.bearer;

import java.time.Instant;

/**
 * A verified token that counts only for who holds a key (RFC 7800): what a {@link ProofOfPossession} needs to know of it.
 * Never the token itself.
 */
public final class BoundToken {
    private final String issuer;
    private final String thumbprint;
    private final String scheme;
    private final String hash;
    private final long last;

    BoundToken(String issuer, String thumbprint, String scheme, String hash, long last) {
        this.issuer = issuer;
        this.thumbprint = thumbprint;
        this.scheme = scheme;
        this.hash = hash;
        this.last = last;
    }

    public String issuer() {
        return issuer;
    }

    /** The value of the member of {@code cnf}: of the issuer, and 1 to 256 characters. */
    public String thumbprint() {
        return thumbprint;
    }

    /** The scheme under which it came, as {@link ProofOfPossession#scheme} writes it. */
    public String scheme() {
        return scheme;
    }

    /** SHA-256 of its text in base64url: what {@code ath} of a DPoP proof says (RFC 9449 §4.2). */
    public String hash() {
        return hash;
    }

    /** When it ends, skew included. */
    public Instant end() {
        return Instant.ofEpochMilli(last);
    }
}
