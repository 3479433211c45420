package io.gapura.filters.signing;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.HeaderLine;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Everything a {@link Signatures} policy is made of. A setup that exists can run: it knows its authorities, its keys and
 * its bounds.
 *
 * @param required whether an unsigned request is refused
 * @param authorities whose requests are accepted: host and port in lower case, default ports dropped
 * @param responses who signs answers; null when nobody does
 */
record SignatureSetup(
        KeyRing keys,
        boolean required,
        Set<String> authorities,
        SignatureProfile profile,
        BodyRules body,
        ReplayRules replay,
        @Nullable ResponseSigner responses,
        String realm,
        InstantSource clock,
        SecureRandom random) {
    static final String STANDARD_REALM = "gapura";
    private static final int MOST_SHOWN = 8;

    SignatureSetup {
        authorities = normalised(authorities);
        if (authorities.isEmpty()) {
            throw ConfigurationException.of("signing.authorities must name at least one host");
        }
        if (!keys.anyValidAt(clock.instant())) {
            throw ConfigurationException.of("signing.keys holds no key that is valid now");
        }
        requireRealm(realm);
    }

    /** What is taken, and for whom: the first words of the posture. */
    String scope(List<SignatureProfile> all) {
        String hosts = authorities.stream().sorted().limit(MOST_SHOWN).collect(Collectors.joining(" "));
        String more = authorities.size() > MOST_SHOWN ? " and " + (authorities.size() - MOST_SHOWN) + " more" : "";
        return "verifies by " + all.stream().map(SignatureProfile::name).collect(Collectors.joining(" or ")) + " for "
                + hosts + more;
    }

    /** Nobody could ever sign by a profile that no key fits; content in front of trailers cannot be read later. */
    void requireFitting(SignatureProfile one) {
        requireKeyFor(one);
        if (one.takesTrailers() && body.isStreamed()) {
            throw ConfigurationException.of("the profile " + one.name()
                    + " takes trailers, which follow the content: it cannot be streamed unproven");
        }
        if (one.takesTrailers() && responses != null && !responses.signsTrailers()) {
            throw ConfigurationException.of("the profile " + one.name()
                    + " takes trailers, and that of the signed responses, which cover them again, does not");
        }
    }

    private void requireKeyFor(SignatureProfile one) {
        if (!keys.anyFor(one, clock.instant())) {
            throw ConfigurationException.of("signing.keys holds no key that the profile " + one.name()
                    + " takes now; it takes keys for "
                    + one.data().algorithms().stream()
                            .map(SignatureAlgorithm::registeredName)
                            .sorted()
                            .collect(Collectors.joining(", ")));
        }
    }

    /** In lower case, as requests say theirs. */
    static Set<String> normalised(Set<String> authorities) {
        Set<String> lower = new LinkedHashSet<>();
        for (String authority : authorities) {
            if (authority.isBlank() || !FieldCharacters.isVisible(authority) || authority.indexOf('/') >= 0) {
                throw ConfigurationException.of(
                        "signing.authorities lists hosts with or without port, such as api.example.com");
            }
            lower.add(authority.toLowerCase(Locale.ROOT));
        }
        return Set.copyOf(lower);
    }

    private static void requireRealm(String realm) {
        if (realm.isEmpty() || realm.indexOf('"') >= 0 || realm.indexOf('\\') >= 0) {
            throw ConfigurationException.of("signing.realm must be text without quotes and backslashes");
        }
        try {
            new HeaderLine("WWW-Authenticate", realm);
        } catch (IllegalArgumentException unprintable) {
            throw ConfigurationException.of("signing.realm must be printable ASCII");
        }
    }

    SignatureSetup with(SignatureProfile other) {
        return new SignatureSetup(keys, required, authorities, other, body, replay, responses, realm, clock, random);
    }

    SignatureSetup with(ReplayRules rules) {
        return new SignatureSetup(keys, required, authorities, profile, body, rules, responses, realm, clock, random);
    }

    SignatureSetup with(BodyRules rules) {
        return new SignatureSetup(keys, required, authorities, profile, rules, replay, responses, realm, clock, random);
    }

    SignatureSetup with(ResponseSigner signer) {
        return new SignatureSetup(keys, required, authorities, profile, body, replay, signer, realm, clock, random);
    }

    SignatureSetup withRealm(String other) {
        return new SignatureSetup(keys, required, authorities, profile, body, replay, responses, other, clock, random);
    }
}
