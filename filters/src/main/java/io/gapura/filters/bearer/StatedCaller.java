package io.gapura.filters.bearer;

import io.gapura.filters.Authentication;
import io.gapura.filters.Caller;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes a caller of claims that {@link ClaimRules} has let pass: issuer and subject, never the subject alone. */
final class StatedCaller {
    private final TokenClaims claims;
    private final TrustedIssuer issuer;

    private StatedCaller(TokenClaims claims, TrustedIssuer issuer) {
        this.claims = claims;
        this.issuer = issuer;
    }

    static Accepted accepted(
            TokenClaims claims,
            TrustedIssuer issuer,
            TokenKeys keys,
            Map<String, String> confirmations,
            String digest) {
        StatedCaller stated = new StatedCaller(claims, issuer);
        TokenIdentity identity = stated.identity();
        LifetimeRules lifetime = issuer.lifetime();
        return new Accepted(
                stated.caller(identity),
                issuer,
                keys,
                identity,
                confirmations,
                digest,
                lifetime.firstMillis(claims),
                lifetime.lastMillis(claims));
    }

    private TokenIdentity identity() {
        return new TokenIdentity(
                issuer.issuer(),
                text("jti"),
                text("sub"),
                Optional.ofNullable(claims.text("sid")),
                instant("iat").orElseThrow());
    }

    private Caller caller(TokenIdentity identity) {
        return Caller.of(BearerTokens.NAME, issuer.issuer(), identity.subject())
                .withScopes(ClaimRules.scopes(claims))
                .withAuthentication(authentication())
                .withExpiry(instant("exp").orElseThrow())
                .withClaims(claims)
                .withProof(new VerifiedToken(identity, client(), details()));
    }

    private Authentication authentication() {
        List<String> methods = claims.list("amr");
        return new Authentication(
                Optional.ofNullable(claims.text("acr")),
                methods == null ? Set.of() : Set.copyOf(methods),
                instant("auth_time"));
    }

    private String client() {
        return issuer.profile().clients().stream()
                .filter(claims::has)
                .map(this::text)
                .findFirst()
                .orElseThrow();
    }

    private String text(String name) {
        return Optional.ofNullable(claims.text(name)).orElseThrow();
    }

    private Optional<Instant> instant(String name) {
        return Optional.ofNullable(claims.time(name)).map(Instant::ofEpochSecond);
    }

    @SuppressWarnings("unchecked") // a frozen object is of names
    private Optional<List<Map<String, Object>>> details() {
        return claims.member("authorization_details") instanceof List<?> elements
                ? Optional.of((List<Map<String, Object>>) frozen(elements))
                : Optional.empty();
    }

    private static Object frozen(@Nullable Object value) {
        if (value instanceof List<?> elements) {
            List<Object> copy = new ArrayList<>(elements.size());
            elements.forEach(element -> copy.add(frozen(element)));
            return Collections.unmodifiableList(copy);
        }
        if (value instanceof Map<?, ?> members) {
            Map<String, Object> copy = new LinkedHashMap<>();
            members.forEach((name, member) -> copy.put(String.valueOf(name), frozen(member)));
            return Collections.unmodifiableMap(copy);
        }
        return Objects.requireNonNull(value);
    }
}
