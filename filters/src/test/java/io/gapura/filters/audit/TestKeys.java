package io.gapura.filters.audit;

import io.gapura.filters.config.Reference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;

/** Key files as {@code gapura protection-key} makes them. */
final class TestKeys {
    private TestKeys() {}

    static Reference hashing(Path folder) throws IOException {
        return written(folder, "HS256", "\"sign\",\"verify\"");
    }

    static Reference wrapping(Path folder) throws IOException {
        return written(folder, "A256KW", "\"wrapKey\",\"unwrapKey\"");
    }

    private static Reference written(Path folder, String algorithm, String operations) throws IOException {
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        String document = "{\"keys\":[{\"kty\":\"oct\",\"kid\":\"2026-11\",\"alg\":\"" + algorithm + "\",\"key_ops\":["
                + operations + "],\"k\":\""
                + Base64.getUrlEncoder().withoutPadding().encodeToString(secret) + "\"}]}";
        return Reference.file(Files.writeString(Files.createTempFile(folder, algorithm, ".json"), document));
    }
}
