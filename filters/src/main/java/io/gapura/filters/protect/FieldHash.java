package io.gapura.filters.protect;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Finds a sealed value without opening every row: a keyed hash to store beside it, in a column with an index. Without the
 * key nobody can try values against it, and the same value in another column has another hash.
 *
 * <pre>{@code
 * FieldHash hash = FieldHash.with(HashKeys.load(Reference.file(Path.of("/etc/shop/hash-keys.json"))));
 * FieldContext column = FieldContext.ofColumn("people", "phone");
 * insert.setString(3, hash.of(phone, column));
 * select.setArray(1, connection.createArrayOf("varchar", hash.all(phone, column).toArray()));
 * }</pre>
 *
 * <p>Equal values have equal hashes: whoever sees the column sees which rows share a value, so it is not for values that
 * few are possible of. A hash has the form {@code KEYID.43 characters}, 108 at most. Immutable and thread-safe.
 */
public final class FieldHash {
    private final HashKeys keys;

    private FieldHash(HashKeys keys) {
        this.keys = keys;
    }

    public static FieldHash with(HashKeys keys) {
        return new FieldHash(keys);
    }

    /**
     * By the key of today: what is stored.
     *
     * @param column without the row, which is what is looked for
     */
    public String of(String value, FieldContext column) {
        return of(keys.current(), value, column);
    }

    /** By every key of the set, that of today first: what is looked for while rows of an older key are left. */
    public List<String> all(String value, FieldContext column) {
        List<String> hashes = new ArrayList<>();
        hashes.add(of(value, column));
        keys.ids().stream()
                .filter(id -> !id.equals(keys.current()))
                .sorted()
                .forEach(id -> hashes.add(of(id, value, column)));
        return List.copyOf(hashes);
    }

    /** Whether a stored hash is of this value, in time that does not tell how far it is. */
    public boolean matches(String value, FieldContext column, String stored) {
        boolean found = false;
        for (String hash : all(value, column)) {
            found |= MessageDigest.isEqual(
                    hash.getBytes(StandardCharsets.US_ASCII), stored.getBytes(StandardCharsets.UTF_8));
        }
        return found;
    }

    private String of(String keyId, String value, FieldContext column) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.writeBytes(column.digest().getBytes(StandardCharsets.US_ASCII));
        content.writeBytes(Texts.utf8(value));
        byte[] mac = keys.mac(keyId, content.toByteArray()).orElseThrow();
        return keyId + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(mac);
    }
}
