package io.gapura.filters.bearer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Verifies a token that is not known yet, in the order of RFC 9068 §4: type, issuer, algorithm, key, signature, then every
 * claim. Decides by value: a refusal makes no exception, and never costs more than an acceptance. Immutable and
 * thread-safe.
 */
final class Verification {
    private final Map<String, TrustedIssuer> issuers;
    private final Proofs proofs;

    /** Read, and not verified yet. */
    private record Read(TokenHeader header, TokenClaims claims, TrustedIssuer issuer) {}

    /** Verified against one key of a set. */
    private record Signer(TokenKeys keys, TokenKey key) {}

    Verification(List<TrustedIssuer> issuers, Proofs proofs) {
        Map<String, TrustedIssuer> byName = new LinkedHashMap<>();
        issuers.forEach(issuer -> byName.put(issuer.issuer(), issuer));
        this.issuers = Map.copyOf(byName);
        this.proofs = proofs;
    }

    Outcome verify(String text, long now) {
        CompactToken token = CompactToken.of(text);
        if (token == null) {
            return Outcome.Refused.of(TokenReason.SYNTAX);
        }
        TokenHeader header = TokenHeader.read(token.header());
        TokenClaims claims = header == null ? null : TokenClaims.read(token.payload());
        if (header == null || claims == null) {
            return Outcome.Refused.of(TokenReason.SYNTAX);
        }
        TrustedIssuer issuer = issuer(claims);
        return issuer == null
                ? Outcome.Refused.of(TokenReason.ISSUER)
                : verify(token, new Read(header, claims, issuer), now);
    }

    /** From a fixed map: what a token says of its issuer leads nowhere (RFC 8725 §3.8). */
    private @Nullable TrustedIssuer issuer(TokenClaims claims) {
        return claims.member("iss") instanceof String name ? issuers.get(name) : null;
    }

    private Outcome verify(CompactToken token, Read read, long now) {
        TrustedIssuer issuer = read.issuer();
        String known = "issuer " + issuer.issuer();
        if (!issuer.profile().takes(read.header().type())) {
            return new Outcome.Refused(TokenReason.TYPE, known);
        }
        TokenAlgorithm algorithm =
                TokenAlgorithm.named(read.header().algorithm()).orElse(null);
        if (algorithm == null || !issuer.allowed().contains(algorithm)) {
            return new Outcome.Refused(TokenReason.ALGORITHM, known);
        }
        TokenKeys keys = issuer.keys().current();
        if (keys == null) {
            return new Outcome.Refused(TokenReason.KEYS_UNAVAILABLE, known);
        }
        Signer signer = signer(keys, issuer, algorithm, read.header().keyId());
        if (signer == null) {
            return new Outcome.Refused(TokenReason.KEY, known);
        }
        if (!signer.key().verifies(algorithm, token.signed(), token.signature())) {
            return new Outcome.Refused(TokenReason.SIGNATURE, known);
        }
        return judged(token, read, signer.keys(), now);
    }

    /** The key by its id; one that is not there may have been published since. */
    private static @Nullable Signer signer(
            TokenKeys keys, TrustedIssuer issuer, TokenAlgorithm algorithm, @Nullable String id) {
        TokenKey key = keys.select(algorithm, id);
        if (key != null) {
            return new Signer(keys, key);
        }
        TokenKeys renewed = id == null || keys.names(id) ? null : issuer.keys().lookingFor(id);
        if (renewed == null) {
            return null;
        }
        TokenKey found = renewed.select(algorithm, id);
        return found == null ? null : new Signer(renewed, found);
    }

    /** What the issuer has signed, held against what is asked of a token. */
    private Outcome judged(CompactToken token, Read read, TokenKeys keys, long now) {
        TokenClaims claims = read.claims();
        TrustedIssuer issuer = read.issuer();
        TokenReason reason = ClaimRules.check(claims, issuer, now);
        if (reason != null) {
            return new Outcome.Refused(reason, named(issuer, claims));
        }
        Map<String, String> confirmations = proofs.confirmations(claims.member("cnf"));
        if (confirmations == null) {
            return new Outcome.Refused(TokenReason.BINDING, named(issuer, claims));
        }
        String digest = confirmations.isEmpty() ? "" : token.digest();
        return StatedCaller.accepted(claims, issuer, keys, confirmations, digest);
    }

    /** Which token it was, in words that its issuer has signed. */
    private static String named(TrustedIssuer issuer, TokenClaims claims) {
        return "issuer " + issuer.issuer() + ", jti "
                + Optional.ofNullable(claims.text("jti")).orElse("none") + ", subject "
                + Optional.ofNullable(claims.text("sub")).orElse("none");
    }
}
