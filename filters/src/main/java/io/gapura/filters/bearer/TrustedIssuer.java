package io.gapura.filters.bearer;

import io.gapura.filters.ConfigurationException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * An issuer whose tokens count here: its name, for whom its tokens must be, its keys, algorithms and times, which are
 * checked together (RFC 8725 §3.8, §3.9). One that exists can verify: there is no issuer without audience, keys and
 * algorithm.
 *
 * <p>Immutable and thread-safe; refining methods return copies.
 */
public final class TrustedIssuer {
    private final String issuer;
    private final Set<String> audiences;
    private final IssuerKeys keys;
    private final Set<TokenAlgorithm> algorithms;
    private final TokenProfile profile;
    private final LifetimeRules lifetime;

    private TrustedIssuer(
            String issuer,
            Set<String> audiences,
            IssuerKeys keys,
            Set<TokenAlgorithm> algorithms,
            TokenProfile profile,
            LifetimeRules lifetime) {
        this.issuer = issuer;
        this.audiences = audiences;
        this.keys = keys;
        this.algorithms = algorithms;
        this.profile = profile;
        this.lifetime = lifetime;
    }

    /**
     * The issuer of that name, for tokens that name one of these audiences.
     *
     * @param issuer exactly as {@code iss} says it: an https URL without query and fragment (RFC 8414 §2)
     */
    public static Draft of(String issuer, String... audiences) {
        return of(issuer, new LinkedHashSet<>(List.of(audiences)));
    }

    static Draft of(String issuer, Set<String> audiences) {
        requireName(issuer);
        if (audiences.isEmpty() || audiences.stream().anyMatch(String::isBlank)) {
            throw ConfigurationException.of("an issuer must name at least one audience");
        }
        return new Draft(issuer, Set.copyOf(audiences));
    }

    private static void requireName(String issuer) {
        try {
            URI uri = new URI(issuer);
            if ("https".equals(uri.getScheme())
                    && uri.getHost() != null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null) {
                return;
            }
        } catch (URISyntaxException malformed) {
            // said below
        }
        throw ConfigurationException.of("an issuer is an https URL without query and fragment, exactly as iss says it");
    }

    /** An issuer whose keys are not known yet. */
    public static final class Draft {
        private final String issuer;
        private final Set<String> audiences;

        private Draft(String issuer, Set<String> audiences) {
            this.issuer = issuer;
            this.audiences = audiences;
        }

        /** Whose tokens these keys verify; by RS256, PS256, ES256 and Ed25519 unless said. */
        public TrustedIssuer keys(IssuerKeys keys) {
            return new TrustedIssuer(
                    issuer, audiences, keys, TokenAlgorithm.STANDARD, TokenProfile.AT_JWT, LifetimeRules.standard());
        }
    }

    /** The same, signing by these algorithms alone: HS256, or any of the others. */
    public TrustedIssuer algorithms(TokenAlgorithm... only) {
        return algorithms(Set.of(only));
    }

    TrustedIssuer algorithms(Set<TokenAlgorithm> only) {
        if (only.isEmpty()) {
            throw ConfigurationException.of("an issuer must sign by at least one algorithm");
        }
        if (only.contains(TokenAlgorithm.HS256) && only.size() > 1) {
            throw ConfigurationException.of(
                    "HS256 must be the only algorithm of its issuer: beside others, a public key could pass for its secret");
        }
        return new TrustedIssuer(issuer, audiences, keys, Set.copyOf(EnumSet.copyOf(only)), profile, lifetime);
    }

    /** The same, saying by another rule that a token is for access. */
    public TrustedIssuer profile(TokenProfile other) {
        return new TrustedIssuer(issuer, audiences, keys, algorithms, other, lifetime);
    }

    /** The same by other times. */
    public TrustedIssuer lifetime(LifetimeRules rules) {
        return new TrustedIssuer(issuer, audiences, keys, algorithms, profile, rules);
    }

    /** Throws {@link ConfigurationException} when no key that is known can ever verify a token. */
    void requireKeys() {
        TokenKeys known = keys.current();
        if (known == null) {
            return; // published, and not read yet: 503 until it is
        }
        if (known.areSecrets() != algorithms.contains(TokenAlgorithm.HS256) || !known.anyFor(algorithms)) {
            throw ConfigurationException.of("bearer: the keys of " + issuer + " fit none of its algorithms "
                    + algorithms.stream()
                            .map(TokenAlgorithm::registeredName)
                            .sorted()
                            .toList());
        }
    }

    /** As {@code iss} says it. */
    public String issuer() {
        return issuer;
    }

    Set<String> audiences() {
        return audiences;
    }

    /** Where its keys are and how up to date. */
    public IssuerKeys keys() {
        return keys;
    }

    Set<TokenAlgorithm> allowed() {
        return algorithms;
    }

    TokenProfile profile() {
        return profile;
    }

    LifetimeRules lifetime() {
        return lifetime;
    }

    @Override
    public String toString() {
        return "TrustedIssuer[" + issuer + "]";
    }
}
