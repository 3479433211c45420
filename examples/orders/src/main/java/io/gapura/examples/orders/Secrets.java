package io.gapura.examples.orders;

import io.gapura.filters.config.Reference;
import io.gapura.filters.passwords.Passwords;
import io.gapura.filters.protect.FieldCipher;
import io.gapura.filters.protect.HashKeys;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;

/** What nobody may guess: random texts, and the keys under which passwords and recovery codes are kept. */
final class Secrets {
    private static final String FIRST = "first";

    private Secrets() {}

    /** A text with 256 random bits, for passwords, keys and tokens. */
    static String random() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Argon2id under the pepper of the data folder, which is made when there is none yet. */
    static Passwords passwords(DataFolder data) {
        makeIfAbsent(data.pepper(), "HS256", "\"sign\",\"verify\"");
        return Passwords.peppered(HashKeys.load(Reference.file(data.pepper())));
    }

    /** The cipher of what is stored sealed; follows its file, so that a rotation needs no restart. */
    static FieldCipher cipher(DataFolder data) {
        makeIfAbsent(data.protectionKeys(), "A256KW", "\"wrapKey\",\"unwrapKey\"");
        return FieldCipher.reading(Reference.file(data.protectionKeys()));
    }

    /** As {@code gapura protection-key} makes it, and takes it through a rotation later. */
    private static void makeIfAbsent(Path file, String algorithm, String operations) {
        String ignored = DataFolder.readOrWrite(file, () -> """
                {"keys": [{"kty": "oct", "kid": "%s", "alg": "%s", "key_ops": [%s], "k": "%s"}]}
                """.formatted(FIRST, algorithm, operations, random()));
    }
}
