package io.gapura.filters.bearer;

import io.gapura.filters.Caller;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A token that was verified: whom it proves and until when, and what must be asked again each time. Holds no text of the
 * token. Immutable.
 */
final class Accepted implements Outcome {
    private final Caller caller;
    private final TrustedIssuer issuer;
    private final TokenKeys keys;
    private final TokenIdentity identity;
    private final Map<String, String> confirmations;
    private final String digest;
    private final long first;
    private final long last;

    /**
     * @param confirmations the members of {@code cnf}; none when it is bound to no key
     * @param digest SHA-256 of the text in base64url, when it is bound to a key; otherwise nothing
     * @param first from when on it counts, inclusive, in milliseconds
     * @param last until when, exclusive
     */
    Accepted(
            Caller caller,
            TrustedIssuer issuer,
            TokenKeys keys,
            TokenIdentity identity,
            Map<String, String> confirmations,
            String digest,
            long first,
            long last) {
        this.caller = caller;
        this.issuer = issuer;
        this.keys = keys;
        this.identity = identity;
        this.confirmations = Map.copyOf(confirmations);
        this.digest = digest;
        this.first = first;
        this.last = last;
    }

    Caller caller() {
        return caller;
    }

    TrustedIssuer issuer() {
        return issuer;
    }

    /** Whether the keys that verified it are still the issuer's. */
    @SuppressWarnings("ReferenceEquality") // a set is what it is, however alike another may be
    boolean isOf(@Nullable TokenKeys now) {
        return keys == now;
    }

    TokenIdentity identity() {
        return identity;
    }

    /** Which token it was, in words that its issuer has signed. */
    String named() {
        return "issuer " + identity.issuer() + ", jti " + identity.tokenId() + ", subject " + identity.subject();
    }

    Map<String, String> confirmations() {
        return confirmations;
    }

    String digest() {
        return digest;
    }

    long first() {
        return first;
    }

    long last() {
        return last;
    }
}
