package io.gapura.examples.cli;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.config.Reference;
import io.gapura.filters.json.StrictObject;
import io.gapura.filters.signing.KeyRing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A JWK Set with the member {@code gapura}, as a document that grows. Everything that is in the file already stays as it
 * is. Immutable.
 */
final class KeyFile {
    static final String OWNER_ONLY = KeyDocument.OWNER_ONLY;
    static final String OTHERS_READ = "rw-r--r--";

    private final Map<String, Object> document;

    /**
     * Whom a key proves.
     *
     * @param tags the only ones it may sign with; empty when any
     */
    record Owner(String name, Set<String> tags) {
        Owner {
            if (name.isBlank() || name.length() > 256) {
                throw ConfigurationException.of("--caller must have 1 to 256 characters");
            }
        }

        private Map<String, Object> toMember() {
            return tags.isEmpty() ? Map.of("name", name) : Map.of("name", name, "tags", List.copyOf(tags));
        }
    }

    private KeyFile(Map<String, Object> document) {
        this.document = document;
    }

    static KeyFile empty() {
        return new KeyFile(Map.of());
    }

    /** A file that is there must be a good one: it is read as a server would read it. */
    static KeyFile readOrEmpty(Path file) throws IOException {
        if (Files.notExists(file)) {
            return empty();
        }
        KeyRing.load(Reference.file(file));
        return new KeyFile(StrictObject.read(Files.readAllBytes(file)));
    }

    /** The same and one key more; an id that is there already is refused, because its secret is in use somewhere. */
    KeyFile with(String kid, Map<String, Object> members, Owner owner, boolean verifyOnly) {
        List<Object> keys = new ArrayList<>();
        for (Map<String, Object> key : keys()) {
            if (kid.equals(key.get("kid"))) {
                throw ConfigurationException.of("the key id " + kid + " is in the file already; choose another");
            }
            keys.add(key);
        }
        Map<String, Object> added = new LinkedHashMap<>(members);
        if (verifyOnly) {
            added.put("key_ops", List.of("verify"));
        }
        keys.add(added);
        Map<String, Object> callers = new LinkedHashMap<>(callers());
        callers.put(kid, owner.toMember());
        Map<String, Object> ours = copy(document.get("gapura"));
        ours.put("callers", callers);
        KeyFile more = withKeys(keys);
        more.document.put("gapura", ours);
        return more;
    }

    /** Whom a key proves that is in the file. */
    Owner owner(String kid) {
        Map<String, Object> caller = copy(callers().get(kid));
        Set<String> tags = new LinkedHashSet<>();
        if (caller.get("tags") instanceof List<?> listed) {
            listed.forEach(tag -> tags.add(String.valueOf(tag)));
        }
        return new Owner(String.valueOf(caller.getOrDefault("name", "")), tags);
    }

    /** The same when a rotation is over: the new key signs, the old one verifies until it ends. */
    KeyFile finished(String old, String next, Instant end) {
        Map<String, Object> key = key(next);
        if (!owner(old).equals(owner(next)) || !List.of("verify").equals(key.get("key_ops"))) {
            throw ConfigurationException.of(next + " was not added by --rotate " + old);
        }
        List<Object> keys = new ArrayList<>();
        for (Map<String, Object> known : keys()) {
            Map<String, Object> changed = new LinkedHashMap<>(known);
            if (next.equals(known.get("kid"))) {
                changed.remove("key_ops");
            }
            if (old.equals(known.get("kid"))) {
                changed.put("key_ops", List.of("verify"));
            }
            keys.add(changed);
        }
        return withKeys(keys).ending(old, end);
    }

    /** The same with an end for one key; an earlier end stays. */
    KeyFile ending(String kid, Instant end) {
        Map<String, Object> ends = key(kid);
        List<Object> keys = new ArrayList<>();
        for (Map<String, Object> known : keys()) {
            Map<String, Object> changed = new LinkedHashMap<>(known);
            if (known.equals(ends)) {
                changed.merge("exp", end.getEpochSecond(), (was, now) -> Math.min((Long) was, (Long) now));
            }
            keys.add(changed);
        }
        return withKeys(keys);
    }

    private KeyFile withKeys(List<Object> keys) {
        Map<String, Object> more = new LinkedHashMap<>(document);
        more.put("keys", keys);
        return new KeyFile(more);
    }

    private Map<String, Object> key(String kid) {
        return keys().stream()
                .filter(key -> kid.equals(key.get("kid")))
                .findFirst()
                .orElseThrow(() -> ConfigurationException.of("the key id " + kid + " is not in the file"));
    }

    private List<Map<String, Object>> keys() {
        List<Map<String, Object>> keys = new ArrayList<>();
        if (document.get("keys") instanceof List<?> listed) {
            listed.forEach(key -> keys.add(copy(key)));
        }
        return keys;
    }

    private Map<String, Object> callers() {
        return copy(copy(document.get("gapura")).get("callers"));
    }

    private static Map<String, Object> copy(@Nullable Object value) {
        Map<String, Object> copy = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> members) {
            members.forEach((name, member) -> copy.put(String.valueOf(name), member));
        }
        return copy;
    }

    byte[] toBytes() throws IOException {
        return KeyDocument.bytes(document);
    }

    /** As {@link KeyDocument#write}. */
    void write(Path file, String mode) throws IOException {
        KeyDocument.write(document, file, mode);
    }
}
