package io.gapura.filters.signing.keys;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import io.gapura.filters.ConfigurationException;
import io.gapura.filters.json.StrictObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A JWK Set, read twice: strictly as JSON first (duplicate members refused, keys counted, base64url checked), then by
 * Nimbus, which must find as many keys. RFC 7517 lets a reader skip what it does not know; a key ring must not.
 *
 * <p>Messages name key ids, never content.
 */
public final class JwkSet {
    /** Before any message names it: who publishes a set must not write lines into our log. */
    private static final Pattern KEY_ID = Pattern.compile("[\\x21-\\x7e]{1,128}");

    private static final Set<KeyOperation> OPERATIONS = Set.of(KeyOperation.SIGN, KeyOperation.VERIFY);

    private JwkSet() {}

    /** The keys of a document whose member {@code gapura} maps each to its caller. */
    public static List<KeyEntry> parse(byte[] document) {
        Map<String, Object> json = strict(document);
        List<JWK> jwks = keys(document, json, false);
        Map<String, Object> callers = object(object(json, "gapura"), "callers");
        List<KeyEntry> entries = new ArrayList<>();
        for (JWK jwk : jwks) {
            requireForSignatures(jwk);
            Map<String, Object> caller = object(callers, jwk.getKeyID());
            entries.add(
                    new KeyEntry(jwk, Material.of(jwk), name(caller, jwk.getKeyID()), tags(caller, jwk.getKeyID())));
        }
        requireKeys(callers.keySet(), entries);
        return entries;
    }

    /** The public keys of a document from elsewhere: all of one caller, whatever the document says of callers. */
    public static List<KeyEntry> parsePublic(byte[] document, String caller) {
        List<KeyEntry> entries = new ArrayList<>();
        for (JWK jwk : keys(document, strict(document), true)) {
            requireForSignatures(jwk);
            entries.add(new KeyEntry(jwk, Material.of(jwk), caller, Set.of()));
        }
        return entries;
    }

    private static Map<String, Object> strict(byte[] document) {
        try {
            return StrictObject.read(document);
        } catch (IOException malformed) {
            throw ConfigurationException.of("is no strict JSON object: duplicate members, null or trailing text");
        }
    }

    private static List<JWK> keys(byte[] document, Map<String, Object> json, boolean publicOnly) {
        if (!(json.get("keys") instanceof List<?> listed) || listed.isEmpty()) {
            throw ConfigurationException.of("must have a member keys that lists at least one key");
        }
        for (Object key : listed) {
            StrictJwk.require(key);
            if (publicOnly) {
                StrictJwk.requirePublic(key);
            }
        }
        List<JWK> jwks = byNimbus(document);
        if (jwks.size() != listed.size()) {
            throw ConfigurationException.of("lists a key of a type that is not known");
        }
        return jwks;
    }

    private static List<JWK> byNimbus(byte[] document) {
        try {
            return JWKSet.parse(new String(document, StandardCharsets.UTF_8)).getKeys();
        } catch (ParseException | RuntimeException malformed) {
            throw ConfigurationException.of("is no JWK Set (RFC 7517)");
        }
    }

    private static void requireForSignatures(JWK jwk) {
        if (jwk.getKeyID() == null || !KEY_ID.matcher(jwk.getKeyID()).matches()) {
            throw ConfigurationException.of("each key must have a kid of 1 to 128 visible ASCII characters");
        }
        if (jwk.getKeyUse() != null && !jwk.getKeyUse().equals(KeyUse.SIGNATURE)) {
            throw ConfigurationException.of("the key " + jwk.getKeyID() + " is for another use than sig");
        }
        Set<KeyOperation> operations = jwk.getKeyOperations();
        if (operations != null && (!operations.contains(KeyOperation.VERIFY) || !OPERATIONS.containsAll(operations))) {
            throw ConfigurationException.of(
                    "the key " + jwk.getKeyID() + " must have key_ops of verify, or sign and verify");
        }
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

    private static void requireKeys(Set<String> callers, List<KeyEntry> entries) {
        for (String keyId : callers) {
            if (entries.stream().noneMatch(entry -> entry.keyId().equals(keyId))) {
                throw ConfigurationException.of("a caller is mapped to a key that is not listed");
            }
        }
    }
}
