package io.gapura.filters.persistence;

import io.gapura.filters.config.Reference;
import io.gapura.filters.config.Resources;
import io.gapura.filters.protect.FieldCipher;
import io.gapura.filters.protect.ProtectionKeys;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;

/** One key for all tests; made of nothing random, because the provider makes its converters by itself. */
final class Keys {
    private static final String DOCUMENT = "{\"keys\":[{\"kty\":\"oct\",\"kid\":\"test\",\"alg\":\"A256KW\","
            + "\"key_ops\":[\"wrapKey\",\"unwrapKey\"],\"k\":\"c2VhbGVkLWF0dHJpYnV0ZS10ZXN0LWtleS0wMTIzNDU\"}]}";

    private Keys() {}

    static FieldCipher cipher() {
        Resources resources = path -> new ByteArrayInputStream(DOCUMENT.getBytes(StandardCharsets.UTF_8));
        return FieldCipher.with(ProtectionKeys.load(Reference.of("/keys.json", resources)));
    }
}
