package io.gapura.filters.signing;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.signing.keys.JwkSet;
import io.gapura.filters.signing.keys.KeyEntry;
import io.gapura.filters.signing.keys.KeyMark;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A set of keys that is whole and checked: ids are unique, each can verify and has a caller, and this Java runtime does
 * right by every algorithm among them. Replaced whole, never changed. Immutable and thread-safe.
 */
final class Keys {
    private static final Duration SOON = Duration.ofDays(14);

    private final Map<String, KeyRing.Entry> entries;
    private final List<KeyMark> marks;

    private Keys(Map<String, KeyRing.Entry> entries, List<KeyMark> marks) {
        this.entries = entries;
        this.marks = marks;
    }

    /** Throws {@link ConfigurationException} for an empty set and for an id that stands twice. */
    static Keys of(List<KeyRing.Entry> all) {
        return of(all, List.of());
    }

    private static Keys of(List<KeyRing.Entry> all, List<KeyMark> marks) {
        Map<String, KeyRing.Entry> entries = new LinkedHashMap<>();
        for (KeyRing.Entry entry : all) {
            if (entries.putIfAbsent(entry.key().keyId(), entry) != null) {
                throw ConfigurationException.of("the key id " + entry.key().keyId() + " stands twice");
            }
        }
        if (entries.isEmpty()) {
            throw ConfigurationException.of("a key ring must hold at least one key");
        }
        AlgorithmSelfTest.require(
                all.stream().map(entry -> entry.key().algorithm()).collect(Collectors.toSet()));
        return new Keys(Map.copyOf(entries), List.copyOf(marks));
    }

    /** Those of a JWK Set with our member {@code gapura}. */
    static Keys read(byte[] document) {
        return of(JwkSet.parse(document));
    }

    /** Those of a JWK Set that somebody publishes. */
    static Keys readPublic(byte[] document, String caller) {
        return of(JwkSet.parsePublic(document, caller));
    }

    private static Keys of(Iterable<KeyEntry> read) {
        List<KeyRing.Entry> all = new ArrayList<>();
        List<KeyMark> marks = new ArrayList<>();
        for (KeyEntry entry : read) {
            marks.add(entry.mark());
            all.add(new KeyRing.Entry(
                    key(entry), entry.caller(), entry.notBefore(), entry.notAfter(), entry.tags(), entry.signs()));
        }
        return of(all, marks);
    }

    private static SigningKey key(KeyEntry entry) {
        try {
            return entry.algorithm() == SignatureAlgorithm.HMAC_SHA256
                    ? SigningKey.hmac(entry.keyId(), entry.secret())
                    : SigningKey.of(entry.keyId(), entry.algorithm(), entry.proves(), entry.signsWith());
        } catch (IllegalArgumentException badId) {
            throw ConfigurationException.of(String.valueOf(badId.getMessage()));
        }
    }

    KeyRing.@Nullable Entry get(String keyId) {
        return entries.get(keyId);
    }

    /** Of a set that was read; always the same list of one set. */
    List<KeyMark> marks() {
        return marks;
    }

    int size() {
        return entries.size();
    }

    boolean anyValidAt(Instant time) {
        return entries.values().stream().anyMatch(entry -> entry.validAt(time));
    }

    boolean anyFor(SignatureProfile profile, Instant time) {
        return entries.values().stream()
                .anyMatch(entry ->
                        entry.validAt(time) && profile.allows(entry.key().algorithm()));
    }

    Set<String> callers() {
        return entries.values().stream().map(KeyRing.Entry::caller).collect(Collectors.toSet());
    }

    /** Whether somebody who reads the source could sign in the name of others. */
    boolean holdsSecrets() {
        return entries.values().stream().anyMatch(entry -> entry.key().canSign());
    }

    /** Callers whose last key ends within 14 days, or has ended. */
    List<String> endings(Instant now) {
        Map<String, Optional<Instant>> last = new TreeMap<>();
        for (KeyRing.Entry entry : entries.values()) {
            last.merge(entry.caller(), Optional.ofNullable(entry.notAfter()), Keys::later);
        }
        List<String> lines = new ArrayList<>();
        last.forEach((caller, end) -> end.filter(instant -> !instant.isAfter(now.plus(SOON)))
                .ifPresent(instant -> lines.add(ending(caller, instant, now))));
        return lines;
    }

    /** Empty is never. */
    private static Optional<Instant> later(Optional<Instant> one, Optional<Instant> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return Optional.empty();
        }
        return one.get().isAfter(other.get()) ? one : other;
    }

    private static String ending(String caller, Instant end, Instant now) {
        return end.isAfter(now)
                ? "the last key of " + caller + " ends in "
                        + Duration.between(now, end).toDays() + " days"
                : "the last key of " + caller + " has ended";
    }
}
