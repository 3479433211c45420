package io.gapura.filters.signing;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.Renewal;
import io.gapura.filters.config.Reference;
import io.gapura.filters.remote.DocumentFetch;
import io.gapura.filters.remote.HttpsDocument;
import io.gapura.filters.remote.Published;
import io.gapura.filters.signing.keys.KeyWatch;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Who may sign: key id to key, caller, validity and tags. Looked up by the exact id and nothing else; there is no trial
 * of other keys. Made by hand, or read from a source and kept up to date with it: a new set takes the place of the whole
 * old one, a key that is gone is refused from then on, and a source that cannot be read leaves the last good set and a
 * {@link #state()}. Thread-safe.
 */
public final class KeyRing {
    private static final HttpsDocument.Limits FETCH = new HttpsDocument.Limits(
            Duration.ofSeconds(5), Duration.ofSeconds(5), 50 * 1_024, "application/jwk-set+json, application/json");

    private final KeySource source;
    private final Optional<Reference> reference;
    private final String place;

    /**
     * One key and whom it proves.
     *
     * @param caller the id of the caller, 1 to 256 characters
     * @param notBefore inclusive
     * @param notAfter exclusive
     * @param tags the only tags it may sign with; empty when any
     * @param signs false for a key that is kept for verification alone
     */
    record Entry(
            SigningKey key,
            String caller,
            @Nullable Instant notBefore,
            @Nullable Instant notAfter,
            Set<String> tags,
            boolean signs) {
        Entry {
            tags = Set.copyOf(tags);
            requireCaller(caller, "the key " + key.keyId());
            if (notBefore != null && notAfter != null && !notBefore.isBefore(notAfter)) {
                throw ConfigurationException.of("the key " + key.keyId() + " ends before it begins");
            }
            if (!key.canVerify()) {
                throw ConfigurationException.of("the key " + key.keyId() + " has no public half to verify with");
            }
        }

        /** Whether it is valid at any time. */
        boolean isEndless() {
            return notBefore == null && notAfter == null;
        }

        boolean validAt(Instant time) {
            return (notBefore == null || !time.isBefore(notBefore)) && (notAfter == null || time.isBefore(notAfter));
        }
    }

    private KeyRing(KeySource source, Optional<Reference> reference, String place) {
        this.source = source;
        this.reference = reference;
        this.place = place;
    }

    private static void requireCaller(String caller, String what) {
        if (caller.isBlank() || caller.length() > 256) {
            throw ConfigurationException.of(what + " must name a caller of 1 to 256 characters");
        }
    }

    public static Builder builder() {
        return new Builder();
    }

    /**
     * Reads a JWK Set whose member {@code gapura} maps key ids to callers:
     * {@code "gapura": {"callers": {"orders-2026-11": {"name": "orders", "tags": ["orders-app"]}}}}. It is read again
     * every 30 seconds, by the request that comes then.
     *
     * @throws ConfigurationException naming the place, never the content
     */
    public static KeyRing load(Reference source) {
        return load(source, InstantSource.system());
    }

    static KeyRing load(Reference source, InstantSource clock) {
        return new KeyRing(FileKeys.of(source, clock), Optional.of(source), source.place());
    }

    /**
     * The public keys that their owner publishes as a JWK Set, all of them for one caller: whoever can change the
     * document can sign for that caller, and for nobody else. Fetched now, every 5 minutes, and when a key id is
     * unknown; an outage is bridged for 4 hours. Until it was fetched once, signed requests are 503.
     *
     * @param uri https, without user and fragment; not followed elsewhere, 50 KB at most
     * @throws ConfigurationException for another kind of URI or no caller; what goes wrong in fetching is a {@link
     *     #state()}
     */
    public static KeyRing fetched(URI uri, String caller) {
        return fetched(
                HttpsDocument.at(uri, FETCH), uri.getHost(), caller, InstantSource.system(), Published::onThread);
    }

    static KeyRing fetched(DocumentFetch fetch, String place, String caller, InstantSource clock, Executor beside) {
        requireCaller(caller, "keys that are fetched");
        return new KeyRing(RemoteKeys.of(fetch, place, caller, clock, beside), Optional.empty(), place);
    }

    /**
     * The key with which a client signs.
     *
     * @throws ConfigurationException when there is none with that id, or it is for verification alone
     */
    public SigningKey signingKey(String keyId) {
        Entry entry = find(keyId).orElseThrow(() -> ConfigurationException.of("the key ring has no key with that id"));
        if (!entry.signs() || !entry.key().canSign()) {
            throw ConfigurationException.of("the key " + keyId + " is for verification alone");
        }
        return entry.key();
    }

    /** How up to date the keys are, for a health report. */
    public KeyState state() {
        return source.state();
    }

    /** What the audit log is told of; empty for keys that an application handed in, which never change. */
    Optional<Renewal> watch(String policy) {
        if (source instanceof FixedKeys) {
            return Optional.empty();
        }
        return Optional.of(KeyWatch.of(
                policy,
                List.of(new KeyWatch.Source(
                        place,
                        () -> source.current().map(Keys::marks),
                        () -> source.state().problem()))));
    }

    Optional<Entry> find(String keyId) {
        return Optional.ofNullable(entry(keyId));
    }

    /** The same for what is asked of every message; null when there is none. */
    @Nullable
    Entry entry(String keyId) {
        Keys keys = source.current().orElse(null);
        Entry entry = keys == null ? null : keys.get(keyId);
        if (entry == null) {
            source.missed();
        }
        return entry;
    }

    /** Refuses, for a while, what cannot be verified because no keys could be read: 503, and nobody's fault who asks. */
    void requireLoaded() throws SignatureRefusedException {
        if (source.current().isEmpty()) {
            throw SignatureRefusedException.retry(Reason.STORE_UNAVAILABLE, RemoteKeys.PAUSE);
        }
    }

    /** Whether a signature can be good at that time; a source that was not read yet may have such keys. */
    boolean anyValidAt(Instant time) {
        return source.current().map(keys -> keys.anyValidAt(time)).orElse(true);
    }

    /** The same for a signature that this profile could take, by the algorithm of its key. */
    boolean anyFor(SignatureProfile profile, Instant time) {
        return source.current().map(keys -> keys.anyFor(profile, time)).orElse(true);
    }

    /** How many different callers the keys prove; one at least. */
    int callers() {
        return source.current().map(keys -> keys.callers().size()).orElse(1);
    }

    /** What an operator should know at the start: keys that end soon, a file that others read, a source that failed. */
    List<String> remarks(Instant now) {
        List<String> lines = new ArrayList<>();
        source.current().ifPresent(keys -> {
            lines.addAll(keys.endings(now));
            if (keys.holdsSecrets()) {
                reference
                        .filter(Reference::readableByOthers)
                        .ifPresent(file -> lines.add("the key file " + file.place()
                                + " can be read by others, and whoever reads it can sign"));
            }
        });
        source.state().problem().ifPresent(problem -> lines.add("keys: " + problem));
        return lines;
    }

    @Override
    public String toString() {
        return "KeyRing[" + source.state().keys() + " keys, " + callers() + " callers]";
    }

    /** Gathers keys. Not thread-safe; a start-up affair. */
    public static final class Builder {
        private final List<Entry> entries = new ArrayList<>();

        private Builder() {}

        /** A key in use, without end. */
        public Builder active(SigningKey key, String caller) {
            return add(new Entry(key, caller, null, null, Set.of(), true));
        }

        /** A key in use, without end, for signatures with one of these tags alone. */
        public Builder active(SigningKey key, String caller, Set<String> tags) {
            return add(new Entry(key, caller, null, null, tags, true));
        }

        /** A key that is about to go: it proves what is on the way, and has an end. */
        public Builder verifyOnly(SigningKey key, String caller, Instant notAfter) {
            return add(new Entry(key, caller, null, notAfter, Set.of(), false));
        }

        Builder add(Entry entry) {
            if (entries.stream()
                    .anyMatch(other -> other.key().keyId().equals(entry.key().keyId()))) {
                throw ConfigurationException.of("the key id " + entry.key().keyId() + " stands twice");
            }
            entries.add(entry);
            return this;
        }

        /** Throws {@link ConfigurationException} when there is no key, or this Java runtime fails at an algorithm. */
        public KeyRing build() {
            return new KeyRing(new FixedKeys(Keys.of(entries), Instant.now()), Optional.empty(), "");
        }
    }
}
