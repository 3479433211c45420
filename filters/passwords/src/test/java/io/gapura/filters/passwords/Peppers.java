package io.gapura.filters.passwords;

import io.gapura.filters.config.Reference;
import io.gapura.filters.protect.HashKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Peppers that stay the same for one test. */
final class Peppers {
    private final Path folder;
    private final Map<String, String> secrets = new LinkedHashMap<>();

    Peppers(Path folder) {
        this.folder = folder;
    }

    private String secret(String keyId) {
        return secrets.computeIfAbsent(keyId, id -> {
            byte[] bytes = new byte[32];
            new SecureRandom().nextBytes(bytes);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        });
    }

    /** The first one counts today. */
    HashKeys of(String today, String... older) throws IOException {
        List<String> keys = new ArrayList<>();
        keys.add(key(today, "\"sign\",\"verify\""));
        for (String each : older) {
            keys.add(key(each, "\"verify\""));
        }
        Path file = Files.writeString(folder.resolve("pepper.json"), "{\"keys\":[" + String.join(",", keys) + "]}");
        return HashKeys.load(Reference.file(file));
    }

    private String key(String keyId, String operations) {
        return "{\"kty\":\"oct\",\"kid\":\"" + keyId + "\",\"alg\":\"HS256\",\"key_ops\":[" + operations + "],\"k\":\""
                + secret(keyId) + "\"}";
    }
}
