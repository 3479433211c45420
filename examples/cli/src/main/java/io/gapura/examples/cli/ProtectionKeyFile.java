package io.gapura.examples.cli;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.config.Reference;
import io.gapura.filters.json.StrictObject;
import io.gapura.filters.protect.HashKeys;
import io.gapura.filters.protect.ProtectionKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A set of keys for values or hashes as a document that grows and shrinks. Immutable. */
final class ProtectionKeyFile {
    private static final int SECRET_BYTES = 32;
    private static final int MOST = 16;
    private static final Pattern KEY_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    private final Use use;
    private final List<Map<String, Object>> keys;

    /** What the keys are for. */
    enum Use {
        VALUES("A256KW", "enc", "wrapKey", "unwrapKey"),
        HASHES("HS256", "sig", "sign", "verify");

        private final String algorithm;
        private final String word;
        private final String makes;
        private final String reads;

        Use(String algorithm, String word, String makes, String reads) {
            this.algorithm = algorithm;
            this.word = word;
            this.makes = makes;
            this.reads = reads;
        }

        /** Reads it as a server would. */
        private void require(Path file) {
            Reference reference = Reference.file(file);
            if (this == VALUES) {
                ProtectionKeys.load(reference);
            } else {
                HashKeys.load(reference);
            }
        }

        private List<String> today() {
            return List.of(makes, reads);
        }

        private List<String> older() {
            return List.of(reads);
        }
    }

    private ProtectionKeyFile(Use use, List<Map<String, Object>> keys) {
        this.use = use;
        this.keys = List.copyOf(keys);
    }

    /** A file that is there must be a good one. */
    static ProtectionKeyFile readOrEmpty(Path file, Use use) throws IOException {
        if (Files.notExists(file)) {
            return new ProtectionKeyFile(use, List.of());
        }
        use.require(file);
        List<Map<String, Object>> keys = new ArrayList<>();
        if (StrictObject.read(Files.readAllBytes(file)).get("keys") instanceof List<?> listed) {
            for (Object each : listed) {
                Map<String, Object> key = new LinkedHashMap<>();
                ((Map<?, ?>) each).forEach((name, value) -> key.put(String.valueOf(name), value));
                keys.add(key);
            }
        }
        return new ProtectionKeyFile(use, keys);
    }

    boolean isEmpty() {
        return keys.isEmpty();
    }

    /** With a random key, which counts at once in an empty set and otherwise only reads yet. */
    ProtectionKeyFile with(String kid, SecureRandom random) {
        if (keys.stream().anyMatch(key -> kid.equals(key.get("kid")))) {
            throw ConfigurationException.of("the key id " + kid + " is in the file already; choose another");
        }
        if (!KEY_ID.matcher(kid).matches()) {
            throw ConfigurationException.of("--kid must have 1 to 64 letters, digits, dots, dashes and underscores");
        }
        if (keys.size() == MOST) {
            throw ConfigurationException.of("the file has 16 keys; remove one that nothing needs any more");
        }
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        Map<String, Object> key = new LinkedHashMap<>();
        key.put("kty", "oct");
        key.put("kid", kid);
        key.put("alg", use.algorithm);
        key.put("use", use.word);
        key.put("key_ops", keys.isEmpty() ? use.today() : use.older());
        key.put("k", Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
        List<Map<String, Object>> more = new ArrayList<>(keys);
        more.add(key);
        return new ProtectionKeyFile(use, more);
    }

    /** The same with that key as the one of today. */
    ProtectionKeyFile finished(String kid) {
        requireKnown(kid);
        return new ProtectionKeyFile(
                use,
                keys.stream()
                        .map(key -> changed(key, kid.equals(key.get("kid")) ? use.today() : use.older()))
                        .toList());
    }

    private static Map<String, Object> changed(Map<String, Object> key, List<String> operations) {
        Map<String, Object> changed = new LinkedHashMap<>(key);
        changed.put("key_ops", operations);
        return changed;
    }

    /** Without a key that nothing needs any more. */
    ProtectionKeyFile without(String kid) {
        if (use.today().equals(requireKnown(kid).get("key_ops"))) {
            throw ConfigurationException.of("the key " + kid + " is the one of today; finish a rotation first");
        }
        return new ProtectionKeyFile(
                use, keys.stream().filter(key -> !kid.equals(key.get("kid"))).toList());
    }

    private Map<String, Object> requireKnown(String kid) {
        return keys.stream()
                .filter(key -> kid.equals(key.get("kid")))
                .findFirst()
                .orElseThrow(() -> ConfigurationException.of("the key id " + kid + " is not in the file"));
    }

    /** Readable by its owner alone. */
    void write(Path file) throws IOException {
        KeyDocument.write(Map.of("keys", keys), file, KeyDocument.OWNER_ONLY);
    }
}
