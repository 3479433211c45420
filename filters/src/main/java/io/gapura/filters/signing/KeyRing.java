package io.gapura.filters.signing;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.config.Reference;
import io.gapura.filters.signing.keys.JwkSet;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who may sign: key id to key, caller, validity and tags. Looked up by the exact id and nothing else; there is no trial
 * of other keys. Immutable and thread-safe.
 */
public final class KeyRing {
    private static final int MOST_BYTES = 256 * 1_024;

    private final Map<String, Entry> entries;

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
            if (caller.isEmpty() || caller.length() > 256) {
                throw ConfigurationException.of(
                        "the key " + key.keyId() + " must name a caller of 1 to 256 characters");
            }
            if (notBefore != null && notAfter != null && !notBefore.isBefore(notAfter)) {
                throw ConfigurationException.of("the key " + key.keyId() + " ends before it begins");
            }
            if (!key.canVerify()) {
                throw ConfigurationException.of("the key " + key.keyId() + " has no public half to verify with");
            }
        }

        boolean validAt(Instant time) {
            return (notBefore == null || !time.isBefore(notBefore)) && (notAfter == null || time.isBefore(notAfter));
        }
    }

    private KeyRing(Map<String, Entry> entries) {
        if (entries.isEmpty()) {
            throw ConfigurationException.of("a key ring must hold at least one key");
        }
        AlgorithmSelfTest.require(
                entries.values().stream().map(entry -> entry.key().algorithm()).collect(Collectors.toSet()));
        this.entries = Map.copyOf(entries);
    }

    public static Builder builder() {
        return new Builder();
    }

    /**
     * Reads a JWK Set whose member {@code gapura} maps key ids to callers:
     * {@code "gapura": {"callers": {"orders-2026-11": {"name": "orders", "tags": ["orders-app"]}}}}.
     *
     * @throws ConfigurationException naming the place, never the content
     */
    public static KeyRing load(Reference source) {
        Builder builder = builder();
        try {
            for (JwkSet.Entry entry : JwkSet.parse(source.read(MOST_BYTES))) {
                SigningKey key = SigningKey.hmac(entry.keyId(), entry.secret());
                builder.add(new Entry(
                        key, entry.caller(), entry.notBefore(), entry.notAfter(), entry.tags(), entry.signs()));
            }
            return builder.build();
        } catch (IllegalArgumentException bad) {
            throw ConfigurationException.at(source.place(), String.valueOf(bad.getMessage()));
        } catch (ConfigurationException bad) {
            throw bad.in(source.place());
        }
    }

    /**
     * The key with which a client signs.
     *
     * @throws ConfigurationException when there is none with that id, or it is for verification alone
     */
    public SigningKey signingKey(String keyId) {
        Entry entry = entries.get(keyId);
        if (entry == null) {
            throw ConfigurationException.of("the key ring has no key with that id");
        }
        if (!entry.signs() || !entry.key().canSign()) {
            throw ConfigurationException.of("the key " + keyId + " is for verification alone");
        }
        return entry.key();
    }

    Optional<Entry> find(String keyId) {
        return Optional.ofNullable(entries.get(keyId));
    }

    boolean anyValidAt(Instant time) {
        return entries.values().stream().anyMatch(entry -> entry.validAt(time));
    }

    /** How many different callers the keys prove. */
    int callers() {
        return (int) entries.values().stream().map(Entry::caller).distinct().count();
    }

    @Override
    public String toString() {
        return "KeyRing[" + entries.size() + " keys, " + callers() + " callers]";
    }

    /** Gathers keys. Not thread-safe; a start-up affair. */
    public static final class Builder {
        private final Map<String, Entry> entries = new LinkedHashMap<>();

        private Builder() {}

        /** A key in use, without end. */
        public Builder active(SigningKey key, String caller) {
            return add(new Entry(key, caller, null, null, Set.of(), true));
        }

        /** A key that is about to go: it proves what is on the way, and has an end. */
        public Builder verifyOnly(SigningKey key, String caller, Instant notAfter) {
            return add(new Entry(key, caller, null, notAfter, Set.of(), false));
        }

        Builder add(Entry entry) {
            if (entries.putIfAbsent(entry.key().keyId(), entry) != null) {
                throw ConfigurationException.of("the key id " + entry.key().keyId() + " stands twice");
            }
            return this;
        }

        public KeyRing build() {
            return new KeyRing(entries);
        }
    }
}
