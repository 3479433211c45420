package io.gapura.filters.signing;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.config.DataSize;
import io.gapura.filters.config.Reference;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The section {@code signing}.
 *
 * @param keys the JWK Set; must be set, or else {@code keysUrl}
 * @param keysUrl where a caller publishes its public keys as a JWK Set
 * @param keysCaller the one caller whom keys from {@code keysUrl} prove
 * @param authorities the hosts that signatures may be for; must be set
 * @param required whether an unsigned request is refused; otherwise it goes on as anonymous
 * @param algorithms the only ones that count, by their names in RFC 9421; those of the profile unless set
 * @param tag the only tag that counts
 * @param maxAge the profile's own unless set
 * @param futureSkew the profile's own unless set
 * @param memoryBound what is larger is kept in a temporary file
 * @param replay where nonces are remembered: local, redis, jcache, or a store of another artifact
 * @param replayStore the address and credentials of that store
 * @param replayCapacity of the local guard, in nonces
 * @param replayQuota how much of it one caller of several may take, in percent
 * @param serverNonce the key for nonces that the server hands out to clients with a wrong clock
 * @param replaySafeMethods whether a message without nonce counts once, by the hash of what it signed
 * @param signResponses whether answers are signed, with {@code responseKey}
 * @param responseKey id of a key of {@code keys} that may sign
 * @param realm in the challenge of a 401
 * @param scheme of that challenge: RFC 9421 registers none
 * @param diagnostics whether refused requests are explained in the log
 */
record SignatureSettings(
        Optional<Reference> keys,
        Optional<String> keysUrl,
        Optional<String> keysCaller,
        Set<String> authorities,
        boolean required,
        Profile profile,
        Set<String> algorithms,
        Optional<String> tag,
        Optional<Duration> maxAge,
        Optional<Duration> futureSkew,
        DataSize maxBody,
        DataSize memoryBound,
        String replay,
        Optional<Reference> replayStore,
        int replayCapacity,
        int replayQuota,
        OnStoreUnavailable onStoreUnavailable,
        boolean rejectCreatedBeforeStart,
        boolean replaySafeMethods,
        boolean signResponses,
        Optional<String> responseKey,
        Optional<Reference> serverNonce,
        String realm,
        String scheme,
        boolean diagnostics) {
    static final SignatureSettings DEFAULTS = new SignatureSettings(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Set.of(),
            true,
            Profile.STRICT,
            Set.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            DataSize.bytes(BodyRules.STANDARD.most()),
            DataSize.bytes(BodyRules.STANDARD.inMemory()),
            ReplayStores.LOCAL,
            Optional.empty(),
            LocalReplayGuard.STANDARD_CAPACITY,
            LocalReplayGuard.STANDARD_QUOTA,
            OnStoreUnavailable.REFUSE,
            true,
            false,
            false,
            Optional.empty(),
            Optional.empty(),
            SignatureSetup.STANDARD_REALM,
            Challenge.SCHEME,
            false);

    /** What becomes of requests while the store of nonces does not answer. */
    enum OnStoreUnavailable {
        REFUSE,
        LOCAL_FALLBACK,
        ACCEPT_SAFE_METHODS
    }

    /** The profiles that a setting may name. */
    enum Profile {
        STRICT,
        FAPI2,
        GNAP,
        WEB_BOT_AUTH,
        MASTODON;

        SignatureProfile profile() {
            return switch (this) {
                case STRICT -> SignatureProfile.STRICT;
                case FAPI2 -> SignatureProfile.FAPI2;
                case GNAP -> SignatureProfile.GNAP;
                case WEB_BOT_AUTH -> SignatureProfile.WEB_BOT_AUTH;
                case MASTODON -> SignatureProfile.MASTODON;
            };
        }
    }

    SignatureSettings {
        authorities = Set.copyOf(authorities);
        if (responseKey.isPresent() && !signResponses) {
            throw new IllegalArgumentException("response-key is for sign-responses = true");
        }
        BodyRules.STANDARD.atMost(maxBody.toBytes()).holding(memoryBound.toBytes());
        algorithms = Set.copyOf(algorithms);
        named(algorithms);
    }

    private static Set<SignatureAlgorithm> named(Set<String> names) {
        Set<SignatureAlgorithm> named = EnumSet.noneOf(SignatureAlgorithm.class);
        for (String name : names) {
            named.add(SignatureAlgorithm.named(name)
                    .orElseThrow(() -> new IllegalArgumentException("algorithms must be some of "
                            + Stream.of(SignatureAlgorithm.values())
                                    .map(SignatureAlgorithm::registeredName)
                                    .toList())));
        }
        return named;
    }

    Signatures policy() {
        KeyRing ring = ring();
        SignatureProfile base =
                algorithms.isEmpty() ? profile.profile() : profile.profile().naming(named(algorithms));
        SignatureProfile timed = maxAge.map(base::maxAge).orElse(base);
        timed = futureSkew.map(timed::futureSkew).orElse(timed);
        Signatures.Draft draft = required ? Signatures.required(ring) : Signatures.optional(ring);
        SignatureProfile chosen = tag.isPresent() ? timed.tag(tag.get()) : timed;
        Signatures policy = draft.authorities(authorities)
                .profile(chosen)
                .maxBody(maxBody)
                .memoryBound(memoryBound)
                .realm(realm)
                .scheme(scheme)
                .replay(guard(ServerNonces.remembered(chosen.data().time().remembered(), serverNonce.isPresent())));
        if (signResponses) {
            policy = policy.signResponses(signer(ring, chosen));
        }
        policy = replaySafeMethods ? policy.claimingMessagesWithoutNonce() : policy;
        policy = onStoreUnavailable == OnStoreUnavailable.ACCEPT_SAFE_METHODS
                ? policy.acceptingSafeMethodsWithoutStore()
                : policy;
        policy = serverNonce.isPresent() ? policy.serverNonces(serverNonce.get()) : policy;
        policy = diagnostics ? policy.diagnosing() : policy;
        return rejectCreatedBeforeStart ? policy : policy.acceptingCreatedBeforeStart();
    }

    private ResponseSigner signer(KeyRing ring, SignatureProfile responses) {
        String id = responseKey.orElseThrow(() -> ConfigurationException.of(
                "signing.response-key must be set when signing.sign-responses is true: the id of a key that signs"));
        return ResponseSigner.with(ring, id, responses);
    }

    private ReplayGuard guard(Duration life) {
        LocalReplayGuard local = LocalReplayGuard.holding(replayCapacity).quota(replayQuota);
        boolean refuse = onStoreUnavailable == OnStoreUnavailable.REFUSE;
        if (replay.equals(ReplayStores.LOCAL)) {
            if (replayStore.isPresent() || !refuse) {
                throw ConfigurationException.of(
                        "signing.replay-store and signing.on-store-unavailable are for a shared store, and signing.replay"
                                + " is local");
            }
            return local;
        }
        ReplayGuard shared = ReplayStores.open(replay, new ReplayGuardProvider.Demand(replayStore, life, refuse));
        return onStoreUnavailable == OnStoreUnavailable.LOCAL_FALLBACK ? local.standingInFor(shared) : shared;
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
