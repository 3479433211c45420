package io.gapura.filters.protect;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Documents with keys that stay the same for one test. */
final class Sets {
    private final Map<String, String> secrets = new LinkedHashMap<>();

    private String secret(String keyId) {
        return secrets.computeIfAbsent(keyId, id -> random(32));
    }

    static String random(int bytes) {
        byte[] content = new byte[bytes];
        new SecureRandom().nextBytes(content);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(content);
    }

    String key(String keyId, boolean seals) {
        return "{\"kty\":\"oct\",\"kid\":\"" + keyId + "\",\"alg\":\"A256KW\",\"use\":\"enc\",\"key_ops\":["
                + (seals ? "\"wrapKey\"," : "") + "\"unwrapKey\"],\"k\":\"" + secret(keyId) + "\"}";
    }

    static byte[] document(String... keys) {
        String listed = java.util.Arrays.stream(keys).collect(Collectors.joining(","));
        return ("{\"keys\":[" + listed + "]}").getBytes(StandardCharsets.UTF_8);
    }

    /** The first one seals, all open. */
    ProtectionKeys keys(String current, String... others) {
        String[] all = new String[others.length + 1];
        all[0] = key(current, true);
        for (int i = 0; i < others.length; i++) {
            all[i + 1] = key(others[i], false);
        }
        return ProtectionKeys.parse(document(all));
    }
}
