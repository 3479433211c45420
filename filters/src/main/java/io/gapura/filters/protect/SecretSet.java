package io.gapura.filters.protect;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.config.Reference;
import io.gapura.filters.json.StrictObject;
import io.gapura.filters.signing.keys.StrictJwk;
import io.gapura.filters.signing.keys.WeakSecrets;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * Secrets of one use with one among them that counts today: a JWK Set (RFC 7517) of 1 to {@value #MOST} keys of {@code kty}
 * {@code oct} and 32 random bytes. Whoever cannot be read that way is refused whole. Has no text form, and messages name
 * key ids alone. Immutable and thread-safe.
 */
final class SecretSet {
    static final int MOST_BYTES = 64 * 1_024;
    private static final int MOST = 16;
    private static final int KEY_BYTES = 32;
    private static final Pattern KEY_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final Set<String> MEMBERS = Set.of("kty", "kid", "alg", "use", "key_ops", "k");

    private final Map<String, SecretKey> keys;
    private final String current;
    private final SecretKey today;

    /** What the keys of a set are for, and how a key says that it is the one of today or an older one. */
    enum Purpose {
        SEALING("A256KW", "enc", "AES", "wrapKey", "unwrapKey"),
        HASHING("HS256", "sig", "HmacSHA256", "sign", "verify");

        private final String algorithm;
        private final String use;
        private final String material;
        private final String makes;
        private final String reads;

        Purpose(String algorithm, String use, String material, String makes, String reads) {
            this.algorithm = algorithm;
            this.use = use;
            this.material = material;
            this.makes = makes;
            this.reads = reads;
        }

        private List<String> today() {
            return List.of(makes, reads);
        }

        private List<String> older() {
            return List.of(reads);
        }
    }

    private SecretSet(Map<String, SecretKey> keys, String current) {
        this.keys = Map.copyOf(keys);
        this.current = current;
        this.today = Objects.requireNonNull(this.keys.get(current));
    }

    static SecretSet load(Reference source, Purpose purpose) {
        byte[] document = source.read(MOST_BYTES);
        try {
            return parse(document, purpose);
        } catch (ConfigurationException bad) {
            throw bad.in(source.place());
        } finally {
            Arrays.fill(document, (byte) 0);
        }
    }

    /** One random key alone. */
    static SecretSet random(String keyId, SecureRandom random, Purpose purpose) {
        if (!KEY_ID.matcher(keyId).matches()) {
            throw new IllegalArgumentException("a key id has 1 to 64 letters, digits, dots, dashes and underscores");
        }
        byte[] bytes = new byte[KEY_BYTES];
        random.nextBytes(bytes);
        try {
            return new SecretSet(Map.of(keyId, new SecretKeySpec(bytes, purpose.material)), keyId);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /** The same from the bytes of a document, which are not kept. */
    static SecretSet parse(byte[] document, Purpose purpose) {
        Map<String, Object> members;
        try {
            members = StrictObject.read(document);
        } catch (IOException malformed) {
            throw ConfigurationException.of(
                    "must be a strict JSON object, without duplicate members, null or trailing text");
        }
        if (!(members.get("keys") instanceof List<?> listed) || members.size() != 1) {
            throw ConfigurationException.of("must have a member keys, and nothing besides");
        }
        if (listed.isEmpty() || listed.size() > MOST) {
            throw ConfigurationException.of("must list 1 to " + MOST + " keys");
        }
        return of(listed, purpose);
    }

    private static SecretSet of(List<?> listed, Purpose purpose) {
        Map<String, SecretKey> keys = new LinkedHashMap<>();
        List<String> today = new ArrayList<>();
        for (Object each : listed) {
            StrictJwk.require(each);
            Map<?, ?> key = (Map<?, ?>) each;
            String keyId = keyId(key);
            if (keys.put(keyId, secret(keyId, key, purpose)) != null) {
                throw ConfigurationException.of("lists the key id " + keyId + " twice");
            }
            if (isOfToday(keyId, key, purpose)) {
                today.add(keyId);
            }
        }
        if (today.size() != 1) {
            throw ConfigurationException.of(
                    "must have one key with key_ops of " + purpose.today() + ", the one of today; has " + today);
        }
        return new SecretSet(keys, today.get(0));
    }

    private static String keyId(Map<?, ?> key) {
        if (key.get("kid") instanceof String kid && KEY_ID.matcher(kid).matches()) {
            return kid;
        }
        throw ConfigurationException.of(
                "each key must have a kid of 1 to 64 letters, digits, dots, dashes, underscores");
    }

    private static SecretKey secret(String keyId, Map<?, ?> key, Purpose purpose) {
        boolean ours = "oct".equals(key.get("kty"))
                && purpose.algorithm.equals(key.get("alg"))
                && (!key.containsKey("use") || purpose.use.equals(key.get("use")))
                && MEMBERS.containsAll(key.keySet());
        if (!ours) {
            throw ConfigurationException.of(
                    "the key " + keyId + " must be of kty oct, alg " + purpose.algorithm + " and use " + purpose.use);
        }
        byte[] bytes = Base64.getUrlDecoder().decode(String.valueOf(key.get("k")));
        try {
            if (bytes.length != KEY_BYTES) {
                throw ConfigurationException.of("the key " + keyId + " must have " + KEY_BYTES + " bytes");
            }
            WeakSecrets.refuse(keyId, bytes);
            return new SecretKeySpec(bytes, purpose.material);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    private static boolean isOfToday(String keyId, Map<?, ?> key, Purpose purpose) {
        Object operations = key.get("key_ops");
        if (purpose.today().equals(operations)) {
            return true;
        }
        if (purpose.older().equals(operations)) {
            return false;
        }
        throw ConfigurationException.of(
                "the key " + keyId + " must have key_ops of " + purpose.today() + ", or of " + purpose.older());
    }

    String current() {
        return current;
    }

    Set<String> ids() {
        return keys.keySet();
    }

    Optional<SecretKey> find(String keyId) {
        return Optional.ofNullable(keys.get(keyId));
    }

    SecretKey today() {
        return today;
    }

    @Override
    public String toString() {
        return keys.keySet().stream().sorted().toList() + ", today " + current;
    }
}
