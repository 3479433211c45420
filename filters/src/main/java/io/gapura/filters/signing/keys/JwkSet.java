package io.gapura.filters.signing.keys;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import io.gapura.filters.ConfigurationException;
import io.gapura.filters.json.StrictObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A JWK Set with our member {@code gapura}, read twice: strictly as JSON first (duplicate members refused, keys counted,
 * base64url checked), then by Nimbus, which must find as many keys. RFC 7517 lets a reader skip what it does not know; a
 * key ring must not.
 *
 * <p>Messages name key ids, never content.
 */
public final class JwkSet {
    private JwkSet() {}

    /** One shared secret. Not a record: a record would print it. */
    public static final class Entry {
        private final OctetSequenceKey jwk;
        private final String caller;
        private final Set<String> tags;

        private Entry(OctetSequenceKey jwk, String caller, Set<String> tags) {
            this.jwk = jwk;
            this.caller = caller;
            this.tags = tags;
        }

        public String keyId() {
            return jwk.getKeyID();
        }

        public byte[] secret() {
            return jwk.toByteArray();
        }

        public String caller() {
            return caller;
        }

        public Set<String> tags() {
            return tags;
        }

        /** {@code nbf}. */
        public @Nullable Instant notBefore() {
            return instant(jwk.getNotBeforeTime());
        }

        /** {@code exp}. */
        public @Nullable Instant notAfter() {
            return instant(jwk.getExpirationTime());
        }

        /** Whether {@code key_ops}, when there, allows to sign. */
        public boolean signs() {
            return jwk.getKeyOperations() == null || jwk.getKeyOperations().contains(KeyOperation.SIGN);
        }

        private static @Nullable Instant instant(@Nullable Date date) {
            return date == null ? null : date.toInstant();
        }
    }

    /** The keys of a document. */
    public static List<Entry> parse(byte[] document) {
        Map<String, Object> json = strict(document);
        List<JWK> jwks = keys(document, json);
        Map<String, Object> callers = object(object(json, "gapura"), "callers");
        List<Entry> entries = new ArrayList<>();
        for (JWK jwk : jwks) {
            OctetSequenceKey key = secretKey(jwk);
            Map<String, Object> caller = object(callers, key.getKeyID());
            entries.add(new Entry(key, name(caller, key.getKeyID()), tags(caller, key.getKeyID())));
        }
        requireKeys(callers.keySet(), entries);
        return entries;
    }

    private static Map<String, Object> strict(byte[] document) {
        try {
            return StrictObject.read(document);
        } catch (IOException malformed) {
            throw ConfigurationException.of("is no strict JSON object: duplicate members, null or trailing text");
        }
    }

    private static List<JWK> keys(byte[] document, Map<String, Object> json) {
        if (!(json.get("keys") instanceof List<?> listed) || listed.isEmpty()) {
            throw ConfigurationException.of("must have a member keys that lists at least one key");
        }
        for (Object key : listed) {
            requireBase64Url(key);
        }
        try {
            List<JWK> jwks =
                    JWKSet.parse(new String(document, StandardCharsets.UTF_8)).getKeys();
            if (jwks.size() != listed.size()) {
                throw ConfigurationException.of("lists a key of a type that is not known");
            }
            return jwks;
        } catch (ParseException | RuntimeException malformed) {
            if (malformed instanceof ConfigurationException known) {
                throw known;
            }
            throw ConfigurationException.of("is no JWK Set (RFC 7517)");
        }
    }

    /** Nimbus skips what is not of the alphabet, and so would read a mistyped secret as another one. */
    private static void requireBase64Url(Object key) {
        boolean good = key instanceof Map<?, ?> members
                && members.get("k") instanceof String secret
                && secret.chars().allMatch(JwkSet::isBase64Url);
        if (!good) {
            throw ConfigurationException.of("each key must have a member k in base64url without padding");
        }
    }

    private static boolean isBase64Url(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_';
    }

    private static OctetSequenceKey secretKey(JWK jwk) {
        if (jwk.getKeyID() == null) {
            throw ConfigurationException.of("each key must have a kid");
        }
        if (!(jwk instanceof OctetSequenceKey key)) {
            throw ConfigurationException.of("the key " + jwk.getKeyID() + " must be of kty oct");
        }
        if (jwk.getKeyUse() != null && !jwk.getKeyUse().equals(KeyUse.SIGNATURE)) {
            throw ConfigurationException.of("the key " + jwk.getKeyID() + " is for another use than sig");
        }
        if (jwk.getAlgorithm() != null && !jwk.getAlgorithm().equals(JWSAlgorithm.HS256)) {
            throw ConfigurationException.of("the key " + jwk.getKeyID() + " is for another alg than HS256");
        }
        Set<KeyOperation> operations = jwk.getKeyOperations();
        if (operations != null && !operations.contains(KeyOperation.VERIFY)) {
            throw ConfigurationException.of("the key " + jwk.getKeyID() + " has key_ops without verify");
        }
        return key;
    }

    private static Map<String, Object> object(Map<String, Object> parent, String name) {
        if (parent.get(name) instanceof Map<?, ?> members) {
            @SuppressWarnings("unchecked") // the strict reader makes maps of names to values alone
            Map<String, Object> object = (Map<String, Object>) members;
            return object;
        }
        throw ConfigurationException.of("must map every key to its caller: "
                + "\"gapura\": {\"callers\": {\"KID\": {\"name\": \"CALLER\"}}}; nothing there for " + name);
    }

    private static String name(Map<String, Object> caller, String keyId) {
        if (caller.get("name") instanceof String name && Set.of("name", "tags").containsAll(caller.keySet())) {
            return name;
        }
        throw ConfigurationException.of("the caller of " + keyId + " must have a name, and besides it only tags");
    }

    private static Set<String> tags(Map<String, Object> caller, String keyId) {
        Object tags = caller.getOrDefault("tags", List.of());
        Set<String> words = new LinkedHashSet<>();
        for (Object tag : tags instanceof List<?> list ? list : List.of(false)) {
            if (!(tag instanceof String word) || !words.add(word)) {
                throw ConfigurationException.of("the tags of " + keyId + " must be a list of different texts");
            }
        }
        return words;
    }

    private static void requireKeys(Set<String> callers, List<Entry> entries) {
        for (String keyId : callers) {
            if (entries.stream().noneMatch(entry -> entry.keyId().equals(keyId))) {
                throw ConfigurationException.of("a caller is mapped to a key that is not listed");
            }
        }
    }
}
