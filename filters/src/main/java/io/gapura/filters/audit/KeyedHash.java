package io.gapura.filters.audit;

import io.gapura.filters.config.Reference;
import io.gapura.filters.protect.HashKeys;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.Supplier;

/**
 * Names something in the log without giving it away: the same session, token id or subject has the same pseudonym, and
 * only who holds the key can try values against it. The form is {@code hmac-sha256:KEYID:22 characters}: the first 16
 * bytes of HMAC-SHA-256 over the class of the field, a zero byte and the value.
 *
 * <pre>{@code
 * KeyedHash hash = KeyedHash.reading(Reference.file(Path.of("/etc/shop/audit-hash-keys.json")));
 * hash.of("session", session.getId()); // hmac-sha256:2026-11:HTHkM4vmoJFYnuElXTi0Dg
 * }</pre>
 *
 * <p>Equal values are comparable under one key id, and not across classes of fields. A value that few are possible of can
 * be guessed by who holds the key: such a value is to be encrypted instead. At most 98 ASCII characters; the value has no
 * bound here. Immutable and thread-safe.
 */
public final class KeyedHash {
    private static final String SCHEME = "hmac-sha256:";
    private static final int KEPT_BYTES = 16;
    private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

    private final Supplier<HashKeys> keys;

    private KeyedHash(Supplier<HashKeys> keys) {
        this.keys = keys;
    }

    /** By keys that stay as they are. */
    public static KeyedHash with(HashKeys keys) {
        return new KeyedHash(() -> keys);
    }

    /**
     * By the keys of a file or variable, which is looked at again every 30 seconds; a broken file leaves the last good
     * keys. {@code gapura protection-key --for hashes} makes such a file and takes it through a rotation.
     *
     * @throws io.gapura.filters.ConfigurationException when the first reading fails
     */
    public static KeyedHash reading(Reference keys) {
        return new KeyedHash(HashKeys.reading(keys));
    }

    /** By the keys that are there when it is asked. */
    static KeyedHash by(Supplier<HashKeys> keys) {
        return new KeyedHash(keys);
    }

    /** By a key that nobody has and that ends with this process: pseudonyms of one run are comparable with each other. */
    static KeyedHash ofThisRun(SecureRandom random) {
        return with(HashKeys.random("run-" + name(random), random));
    }

    private static String name(SecureRandom random) {
        byte[] name = new byte[6];
        random.nextBytes(name);
        return TEXT.encodeToString(name);
    }

    /**
     * By the key of today.
     *
     * @param fieldClass what the value is, such as {@code session}: 1 to 32 letters, digits, dots, dashes and underscores
     */
    public String of(String fieldClass, String value) {
        HashKeys now = keys.get();
        return of(now, now.current(), fieldClass, value);
    }

    /** By every key of the set, that of today first: what is looked for in a log that saw a rotation. */
    public List<String> all(String fieldClass, String value) {
        HashKeys now = keys.get();
        List<String> hashes = new ArrayList<>();
        hashes.add(of(now, now.current(), fieldClass, value));
        now.ids().stream()
                .filter(id -> !id.equals(now.current()))
                .sorted()
                .forEach(id -> hashes.add(of(now, id, fieldClass, value)));
        return List.copyOf(hashes);
    }

    private static String of(HashKeys keys, String keyId, String fieldClass, String value) {
        if (!isFieldClass(fieldClass)) {
            throw new IllegalArgumentException(
                    "the class of a field has 1 to 32 letters, digits, dots, dashes and underscores");
        }
        ByteArrayOutputStream content = new ByteArrayOutputStream(fieldClass.length() + 1 + value.length());
        content.writeBytes(fieldClass.getBytes(StandardCharsets.US_ASCII));
        content.write(0);
        content.writeBytes(octets(value));
        byte[] mac = keys.mac(keyId, content.toByteArray()).orElseThrow();
        return SCHEME + keyId + ":" + TEXT.encodeToString(Arrays.copyOf(mac, KEPT_BYTES));
    }

    private static boolean isFieldClass(String text) {
        return !text.isEmpty()
                && text.length() <= 32
                && text.chars()
                        .allMatch(c -> c >= 'a' && c <= 'z'
                                || c >= 'A' && c <= 'Z'
                                || c >= '0' && c <= '9'
                                || c == '.'
                                || c == '-'
                                || c == '_');
    }

    /** UTF-8; a lone surrogate as its own three bytes (CESU-8), so that no two texts are one. */
    private static byte[] octets(String value) {
        byte[] plain = value.getBytes(StandardCharsets.UTF_8);
        if (new String(plain, StandardCharsets.UTF_8).equals(value)) {
            return plain;
        }
        ByteArrayOutputStream octets = new ByteArrayOutputStream(value.length() * 3);
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean pair = Character.isHighSurrogate(c)
                    && i + 1 < value.length()
                    && Character.isLowSurrogate(value.charAt(i + 1));
            if (Character.isSurrogate(c) && !pair) {
                octets.write(0xE0 | c >> 12);
                octets.write(0x80 | c >> 6 & 0x3F);
                octets.write(0x80 | c & 0x3F);
            } else {
                int units = pair ? 2 : 1;
                octets.writeBytes(value.substring(i, i + units).getBytes(StandardCharsets.UTF_8));
                i += units - 1;
            }
        }
        return octets.toByteArray();
    }

    @Override
    public String toString() {
        return "KeyedHash by " + keys.get();
    }
}
