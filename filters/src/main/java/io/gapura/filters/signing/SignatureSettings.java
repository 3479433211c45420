package io.gapura.filters.signing;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.config.DataSize;
import io.gapura.filters.config.Reference;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * The section {@code signing}.
 *
 * @param keys the JWK Set; must be set, or else {@code keysUrl}
 * @param keysUrl where a caller publishes its public keys as a JWK Set
 * @param keysCaller the one caller whom keys from {@code keysUrl} prove
 * @param authorities the hosts that signatures may be for; must be set
 * @param required whether an unsigned request is refused; otherwise it goes on as anonymous
 * @param tag the only tag that counts
 * @param realm in the challenge of a 401
 */
record SignatureSettings(
        Optional<Reference> keys,
        Optional<String> keysUrl,
        Optional<String> keysCaller,
        Set<String> authorities,
        boolean required,
        Profile profile,
        Optional<String> tag,
        Duration maxAge,
        Duration futureSkew,
        DataSize maxBody,
        int replayCapacity,
        boolean rejectCreatedBeforeStart,
        String realm) {
    static final SignatureSettings DEFAULTS = new SignatureSettings(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Set.of(),
            true,
            Profile.STRICT,
            Optional.empty(),
            SignatureProfile.STRICT.maxAge(),
            SignatureProfile.STRICT.futureSkew(),
            DataSize.bytes(SignatureSetup.STANDARD_BODY),
            LocalReplayGuard.STANDARD_CAPACITY,
            true,
            SignatureSetup.STANDARD_REALM);

    /** The profiles that a setting may name. */
    enum Profile {
        STRICT;

        SignatureProfile profile() {
            return switch (this) {
                case STRICT -> SignatureProfile.STRICT;
            };
        }
    }

    SignatureSettings {
        authorities = Set.copyOf(authorities);
        if (maxBody.toBytes() > Signatures.LARGEST_BODY) {
            throw new IllegalArgumentException("max-body must be at most 64MiB");
        }
    }

    Signatures policy() {
        KeyRing ring = ring();
        SignatureProfile timed = profile.profile().maxAge(maxAge).futureSkew(futureSkew);
        Signatures.Draft draft = required ? Signatures.required(ring) : Signatures.optional(ring);
        Signatures policy = draft.authorities(authorities)
                .profile(tag.map(timed::tag).orElse(timed))
                .maxBody(maxBody)
                .realm(realm)
                .replay(LocalReplayGuard.holding(replayCapacity));
        return rejectCreatedBeforeStart ? policy : policy.acceptingCreatedBeforeStart();
    }

    private KeyRing ring() {
        if (keysUrl.isPresent() != keysCaller.isPresent() || keysUrl.isPresent() && keys.isPresent()) {
            throw ConfigurationException.of(
                    "signing.keys-url and signing.keys-caller belong together, and stand instead of signing.keys");
        }
        if (keysUrl.isPresent()) {
            return KeyRing.fetched(uri(keysUrl.get()), keysCaller.get());
        }
        return KeyRing.load(
                keys.orElseThrow(() -> ConfigurationException.of("signing.keys must be set: file:PATH or env:NAME")));
    }

    private static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException malformed) {
            throw ConfigurationException.of("signing.keys-url must be an absolute https URL");
        }
    }
}
