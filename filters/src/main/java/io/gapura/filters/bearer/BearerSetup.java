package io.gapura.filters.bearer;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.HeaderLine;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything a {@link BearerTokens} policy is made of. A setup that exists can run: each issuer is there once and has keys
 * that fit it.
 *
 * @param required whether a request without token is refused
 * @param ignoring whether a bad token goes on as anonymous, to what is public
 * @param metadata the URL that challenges name
 * @param entries how many tokens are remembered; 0 when none is
 * @param revocation null when nobody takes tokens back
 */
record BearerSetup(
        boolean required,
        boolean ignoring,
        List<TrustedIssuer> issuers,
        String realm,
        Optional<String> metadata,
        int entries,
        @Nullable TokenRevocation revocation,
        Proofs proofs,
        InstantSource clock) {
    private static final int MOST_ENTRIES = 1_000_000;

    BearerSetup {
        issuers = List.copyOf(issuers);
        if (issuers.isEmpty()) {
            throw ConfigurationException.of("bearer must trust at least one issuer");
        }
        Set<String> names = new HashSet<>();
        for (TrustedIssuer issuer : issuers) {
            if (!names.add(issuer.issuer())) {
                throw ConfigurationException.of("bearer: two issuers are named " + issuer.issuer());
            }
            issuer.requireKeys();
        }
        if (ignoring && required) {
            throw ConfigurationException.of("bearer.ignore-invalid-on-public is for bearer.required = false");
        }
        requireQuotable("bearer.realm", realm);
        metadata.ifPresent(BearerSetup::requireMetadata);
        if (entries < 0 || entries > MOST_ENTRIES) {
            throw ConfigurationException.of("bearer.cache-entries must be between 1 and " + MOST_ENTRIES);
        }
    }

    static BearerSetup of(boolean required, List<TrustedIssuer> issuers) {
        issuers.forEach(issuer -> TokenSelfTest.require(issuer.allowed()));
        return new BearerSetup(
                required,
                false,
                issuers,
                BearerTokens.STANDARD_REALM,
                Optional.empty(),
                TokenCache.STANDARD_ENTRIES,
                null,
                Proofs.of(List.of()),
                InstantSource.system());
    }

    private static void requireQuotable(String setting, String value) {
        if (value.isEmpty() || value.indexOf('"') >= 0 || value.indexOf('\\') >= 0) {
            throw ConfigurationException.of(setting + " must be text without quotes and backslashes");
        }
        try {
            new HeaderLine("WWW-Authenticate", value);
        } catch (IllegalArgumentException unprintable) {
            throw ConfigurationException.of(setting + " must be printable ASCII");
        }
    }

    private static void requireMetadata(String url) {
        requireQuotable("bearer.resource-metadata", url);
        try {
            URI uri = new URI(url);
            if ("https".equals(uri.getScheme()) && uri.getHost() != null && uri.getRawFragment() == null) {
                return;
            }
        } catch (URISyntaxException malformed) {
            // said below
        }
        throw ConfigurationException.of("bearer.resource-metadata must be an absolute https URL (RFC 9728)");
    }

    private static void requireAnswering(TokenRevocation revocation) {
        try {
            revocation.require();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw ConfigurationException.of("bearer.revocation does not answer");
        } catch (Exception away) {
            throw ConfigurationException.of(
                    "bearer.revocation does not answer: " + away.getClass().getSimpleName());
        }
    }

    BearerSetup withRealm(String other) {
        return new BearerSetup(required, ignoring, issuers, other, metadata, entries, revocation, proofs, clock);
    }

    BearerSetup withMetadata(String url) {
        return new BearerSetup(
                required, ignoring, issuers, realm, Optional.of(url), entries, revocation, proofs, clock);
    }

    BearerSetup withIgnoring() {
        return new BearerSetup(required, true, issuers, realm, metadata, entries, revocation, proofs, clock);
    }

    BearerSetup withEntries(int most) {
        return new BearerSetup(required, ignoring, issuers, realm, metadata, most, revocation, proofs, clock);
    }

    BearerSetup with(TokenRevocation other) {
        requireAnswering(other);
        return new BearerSetup(required, ignoring, issuers, realm, metadata, entries, other, proofs, clock);
    }

    BearerSetup with(Proofs other) {
        return new BearerSetup(required, ignoring, issuers, realm, metadata, entries, revocation, other, clock);
    }

    BearerSetup withClock(InstantSource time) {
        return new BearerSetup(required, ignoring, issuers, realm, metadata, entries, revocation, proofs, time);
    }
}
