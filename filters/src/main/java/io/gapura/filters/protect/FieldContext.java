package io.gapura.filters.protect;

import io.gapura.filters.ContentHash;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;

/**
 * Where a sealed value belongs, so that a copy of it is worth nothing anywhere else: table, column and row. Two places are
 * the same only when every part is; {@code ("ab", "c")} and {@code ("a", "bc")} are two.
 *
 * <p>One to eight parts of 1 to 256 characters each; anything else is an {@link IllegalArgumentException}. Only a digest
 * of it stands in the sealed text. Immutable and thread-safe.
 */
public final class FieldContext {
    private static final int MOST_PARTS = 8;
    private static final int LONGEST = 256;

    private final List<String> parts;
    private final String digest;

    private FieldContext(List<String> parts) {
        this.parts = parts;
        this.digest = digest(parts);
    }

    /** One value of one row. */
    public static FieldContext of(String table, String column, String row) {
        return of(List.of(table, column, row));
    }

    /**
     * Every row of a column: for those who do not know the row when they seal. Values can then be moved from row to row
     * within the column, so take the other where you can.
     */
    public static FieldContext ofColumn(String table, String column) {
        return of(List.of(table, column));
    }

    /** Any other place, from its largest part to its smallest. */
    public static FieldContext of(List<String> parts) {
        List<String> copy = List.copyOf(parts);
        if (copy.isEmpty() || copy.size() > MOST_PARTS) {
            throw new IllegalArgumentException("a place has 1 to " + MOST_PARTS + " parts");
        }
        if (copy.stream().anyMatch(part -> part.isEmpty() || part.length() > LONGEST)) {
            throw new IllegalArgumentException("each part of a place has 1 to " + LONGEST + " characters");
        }
        return new FieldContext(copy);
    }

    /** Each part behind its length: no other list of parts gives the same bytes. */
    private static String digest(List<String> parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (String part : parts) {
            byte[] bytes = Texts.utf8(part);
            all.writeBytes(
                    ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
            all.writeBytes(bytes);
        }
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(ContentHash.of(all.toByteArray()).bytes());
    }

    /** SHA-256 of the parts, base64url: always 43 characters. */
    String digest() {
        return digest;
    }

    boolean isAt(String stated) {
        return MessageDigest.isEqual(
                digest.getBytes(StandardCharsets.US_ASCII), stated.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FieldContext that && parts.equals(that.parts);
    }

    @Override
    public int hashCode() {
        return parts.hashCode();
    }

    /** Without its parts: the row may be somebody. */
    @Override
    public String toString() {
        return "FieldContext of " + parts.size() + " parts";
    }
}
