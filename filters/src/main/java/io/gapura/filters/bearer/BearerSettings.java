package io.gapura.filters.bearer;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.config.ApplicationLoaders;
import io.gapura.filters.config.Reference;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The section {@code bearer}.
 *
 * @param name the issuers, each by its name
 * @param required whether a request without token is refused; otherwise it goes on as anonymous
 * @param ignoreInvalidOnPublic whether a bad token goes on as anonymous, to what is public
 * @param skew how far the clocks of issuers may differ from ours, at most 60 s
 * @param realm in the challenge of a 401
 * @param resourceMetadata the URL of the metadata of RFC 9728
 * @param cache whether verified tokens are remembered
 * @param revocation the name of who knows which tokens were taken back
 * @param revocationStore its address and credentials
 * @param proofs the names of proofs for tokens that are bound to a key: certificate (RFC 8705), dpop (RFC 9449)
 * @param proofReplay where proofs are remembered that count once: local, or the name of a shared store
 * @param proofReplayStore the address and credentials of that store
 * @param proofMaxAge how long a proof counts
 * @param proofNonce the key for nonces that the server hands out and proofs must carry
 * @param clustered whether there are several nodes, which must share what they remember
 */
record BearerSettings(
        Map<String, Issuer> name,
        boolean required,
        boolean ignoreInvalidOnPublic,
        Duration skew,
        String realm,
        Optional<String> resourceMetadata,
        Switch cache,
        int cacheEntries,
        Optional<String> revocation,
        Optional<Reference> revocationStore,
        Set<String> proofs,
        Optional<String> proofReplay,
        Optional<Reference> proofReplayStore,
        Duration proofMaxAge,
        Optional<Reference> proofNonce,
        boolean clustered) {
    static final BearerSettings DEFAULTS = new BearerSettings(
            Map.of(),
            true,
            false,
            LifetimeRules.STANDARD_SKEW,
            BearerTokens.STANDARD_REALM,
            Optional.empty(),
            Switch.ON,
            TokenCache.STANDARD_ENTRIES,
            Optional.empty(),
            Optional.empty(),
            Set.of(),
            Optional.empty(),
            Optional.empty(),
            Duration.ofSeconds(60),
            Optional.empty(),
            false);

    /** On or off. */
    enum Switch {
        ON,
        OFF
    }

    /**
     * One issuer.
     *
     * @param issuer exactly as {@code iss} says it; must be set
     * @param audiences for whom its tokens are, one of which must be named; must be set
     * @param keys a JWK Set of our own; this or {@code keysUrl} must be set
     * @param keysUrl where the issuer publishes its JWK Set
     * @param algorithms by their names in RFC 7518 and RFC 9864
     */
    record Issuer(
            Optional<String> issuer,
            Set<String> audiences,
            Optional<Reference> keys,
            Optional<String> keysUrl,
            Set<String> algorithms,
            TokenProfile profile,
            Duration maxLifetime) {
        static final Issuer DEFAULTS = new Issuer(
                Optional.empty(),
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                Set.of("ES256", "Ed25519", "PS256", "RS256"),
                TokenProfile.AT_JWT,
                LifetimeRules.STANDARD_LIFETIME);

        Issuer {
            audiences = Set.copyOf(audiences);
            algorithms = Set.copyOf(algorithms);
            named(algorithms);
            LifetimeRules.standard().maxLifetime(maxLifetime);
        }

        private static Set<TokenAlgorithm> named(Set<String> names) {
            Set<TokenAlgorithm> named = EnumSet.noneOf(TokenAlgorithm.class);
            for (String name : names) {
                named.add(TokenAlgorithm.named(name)
                        .orElseThrow(() ->
                                new IllegalArgumentException("algorithms must be some of " + TokenAlgorithm.names())));
            }
            return named;
        }

        TrustedIssuer trusted(Duration skew) {
            String name = issuer.orElseThrow(() -> ConfigurationException.of("issuer must be set: what iss says"));
            if (audiences.isEmpty()) {
                throw ConfigurationException.of("audiences must be set: what aud must name");
            }
            return TrustedIssuer.of(name, audiences)
                    .keys(issuerKeys())
                    .algorithms(named(algorithms))
                    .profile(profile)
                    .lifetime(LifetimeRules.standard().maxLifetime(maxLifetime).skew(skew));
        }

        private IssuerKeys issuerKeys() {
            if (keys.isPresent() == keysUrl.isPresent()) {
                throw ConfigurationException.of(
                        "either keys must be set (file:PATH or env:NAME), or keys-url (an https URL)");
            }
            if (keysUrl.isPresent() && algorithms.contains(TokenAlgorithm.HS256.registeredName())) {
                throw ConfigurationException.of("keys-url is for public keys, and HS256 has none");
            }
            return keys.isPresent() ? IssuerKeys.load(keys.get()) : IssuerKeys.fetched(uri(keysUrl.get()));
        }

        private static URI uri(String text) {
            try {
                return new URI(text);
            } catch (URISyntaxException malformed) {
                throw ConfigurationException.of("keys-url must be an absolute https URL");
            }
        }
    }

    BearerSettings {
        name = Map.copyOf(name);
        proofs = Set.copyOf(proofs);
        LifetimeRules.standard().skew(skew);
        if (cacheEntries < 1) {
            throw new IllegalArgumentException("cache-entries must be at least 1; cache = off remembers none");
        }
    }

    BearerTokens policy() {
        if (name.isEmpty()) {
            throw ConfigurationException.of("bearer.<name>.issuer must be set: whose tokens count");
        }
        List<TrustedIssuer> issuers = new ArrayList<>();
        new TreeMap<>(name).forEach((each, issuer) -> issuers.add(trusted(each, issuer)));
        TrustedIssuer[] all = issuers.toArray(TrustedIssuer[]::new);
        BearerTokens policy = required ? BearerTokens.required(all) : BearerTokens.optional(all);
        policy = ignoreInvalidOnPublic ? policy.ignoringInvalidOnPublic() : policy;
        policy = policy.realm(realm);
        policy = resourceMetadata.isPresent() ? policy.resourceMetadata(resourceMetadata.get()) : policy;
        policy = cache == Switch.OFF ? policy.uncached() : policy.cacheEntries(cacheEntries);
        policy = revocation.isPresent() ? policy.revocation(taken(revocation.get())) : policy;
        return proofs.isEmpty() ? policy : policy.proving(opened());
    }

    private TrustedIssuer trusted(String each, Issuer issuer) {
        try {
            return issuer.trusted(skew);
        } catch (ConfigurationException | IllegalArgumentException bad) {
            throw new IllegalArgumentException(each + ": " + bad.getMessage(), bad);
        }
    }

    private TokenRevocation taken(String word) {
        return provided(TokenRevocationProvider.class, "revocation", word, TokenRevocationProvider::name)
                .open(revocationStore);
    }

    private ProofOfPossession[] opened() {
        ProofOfPossessionProvider.Demand demand =
                new ProofOfPossessionProvider.Demand(proofReplay, proofReplayStore, proofMaxAge, proofNonce, clustered);
        return proofs.stream()
                .sorted()
                .map(word -> provided(ProofOfPossessionProvider.class, "proofs", word, ProofOfPossessionProvider::name)
                        .open(demand))
                .toArray(ProofOfPossession[]::new);
    }

    private static <T> T provided(Class<T> type, String setting, String word, Function<T, String> name) {
        Set<String> known = new TreeSet<>();
        for (ClassLoader loader : ApplicationLoaders.of(type)) {
            for (T provider : ServiceLoader.load(type, loader)) {
                if (name.apply(provider).equals(word)) {
                    return provider;
                }
                known.add(name.apply(provider));
            }
        }
        throw ConfigurationException.of("bearer." + setting + " names nothing on the class path; there are " + known);
    }
}
