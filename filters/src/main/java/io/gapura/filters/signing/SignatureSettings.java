package io.gapura.filters.signing;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.config.DataSize;
import io.gapura.filters.config.Reference;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * The section {@code signing}.
 *
 * @param keys the JWK Set; must be set
 * @param authorities the hosts that signatures may be for; must be set
 * @param required whether an unsigned request is refused; otherwise it goes on as anonymous
 * @param tag the only tag that counts
 * @param memoryBound what is larger is kept in a temporary file
 * @param realm in the challenge of a 401
 */
record SignatureSettings(
        Optional<Reference> keys,
        Set<String> authorities,
        boolean required,
        Profile profile,
        Optional<String> tag,
        Duration maxAge,
        Duration futureSkew,
        DataSize maxBody,
        DataSize memoryBound,
        int replayCapacity,
        boolean rejectCreatedBeforeStart,
        String realm) {
    static final SignatureSettings DEFAULTS = new SignatureSettings(
            Optional.empty(),
            Set.of(),
            true,
            Profile.STRICT,
            Optional.empty(),
            SignatureProfile.STRICT.maxAge(),
            SignatureProfile.STRICT.futureSkew(),
            DataSize.bytes(BodyRules.STANDARD.most()),
            DataSize.bytes(BodyRules.STANDARD.inMemory()),
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
        BodyRules.STANDARD.atMost(maxBody.toBytes()).holding(memoryBound.toBytes());
    }

    Signatures policy() {
        KeyRing ring = KeyRing.load(
                keys.orElseThrow(() -> ConfigurationException.of("signing.keys must be set: file:PATH or env:NAME")));
        SignatureProfile timed = profile.profile().maxAge(maxAge).futureSkew(futureSkew);
        Signatures.Draft draft = required ? Signatures.required(ring) : Signatures.optional(ring);
        Signatures policy = draft.authorities(authorities)
                .profile(tag.map(timed::tag).orElse(timed))
                .maxBody(maxBody)
                .memoryBound(memoryBound)
                .realm(realm)
                .replay(LocalReplayGuard.holding(replayCapacity));
        return rejectCreatedBeforeStart ? policy : policy.acceptingCreatedBeforeStart();
    }
}
