package io.gapura.filters.limits;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The header fields that the firewall knows by name: those on which a decision hangs here or further in, and which may
 * therefore come at most once, and those that would replace the method that was decided on.
 *
 * <p>Names are compared in ASCII; at most 64 constants, one bit each.
 */
enum Field {
    CONTENT_LENGTH(Kind.LENGTH),
    TRANSFER_ENCODING(Kind.CODING),
    EXPECT(Kind.EXPECT),
    X_HTTP_METHOD_OVERRIDE(Kind.OVERRIDE),
    X_HTTP_METHOD(Kind.OVERRIDE),
    X_METHOD_OVERRIDE(Kind.OVERRIDE),
    HOST(Kind.SINGLE),
    CONTENT_TYPE(Kind.SINGLE),
    AUTHORIZATION(Kind.SINGLE),
    ORIGIN(Kind.SINGLE),
    REFERER(Kind.SINGLE),
    USER_AGENT(Kind.SINGLE),
    RANGE(Kind.SINGLE),
    IF_MATCH(Kind.SINGLE),
    IF_NONE_MATCH(Kind.SINGLE),
    IF_MODIFIED_SINCE(Kind.SINGLE),
    IF_UNMODIFIED_SINCE(Kind.SINGLE),
    IF_RANGE(Kind.SINGLE),
    SEC_FETCH_SITE(Kind.SINGLE),
    SEC_FETCH_MODE(Kind.SINGLE),
    SEC_FETCH_DEST(Kind.SINGLE),
    SEC_FETCH_USER(Kind.SINGLE),
    SEC_FETCH_STORAGE_ACCESS(Kind.SINGLE),
    ACCESS_CONTROL_REQUEST_METHOD(Kind.SINGLE),
    ACCESS_CONTROL_REQUEST_HEADERS(Kind.SINGLE),
    ACCESS_CONTROL_REQUEST_PRIVATE_NETWORK(Kind.SINGLE),
    X_FORWARDED_PROTO(Kind.SINGLE),
    X_FORWARDED_HOST(Kind.SINGLE),
    X_FORWARDED_PORT(Kind.SINGLE);

    /** What is asked of a field beside coming once. */
    enum Kind {
        SINGLE,
        LENGTH,
        CODING,
        EXPECT,
        OVERRIDE
    }

    private static final Field[][] BY_LENGTH = byLength();

    private final String lowerName;
    private final Kind kind;

    Field(Kind kind) {
        this.lowerName = name().toLowerCase(Locale.ROOT).replace('_', '-');
        this.kind = kind;
    }

    private static Field[][] byLength() {
        Field[] all = values();
        int longest =
                Arrays.stream(all).mapToInt(f -> f.lowerName.length()).max().orElse(0);
        Field[][] table = new Field[longest + 1][];
        for (int length = 0; length <= longest; length++) {
            int wanted = length;
            table[length] = Arrays.stream(all)
                    .filter(f -> f.lowerName.length() == wanted)
                    .toArray(Field[]::new);
        }
        return table;
    }

    /** The field of that name, whatever its case; null for all the others. */
    static @Nullable Field named(String name) {
        if (name.length() >= BY_LENGTH.length) {
            return null;
        }
        for (Field field : BY_LENGTH[name.length()]) {
            if (FieldText.equalsLower(name, field.lowerName)) {
                return field;
            }
        }
        return null;
    }

    Kind kind() {
        return kind;
    }

    /** A place in the mask of one pass; never stored, so the order of the constants may change. */
    @SuppressWarnings("EnumOrdinal")
    long bit() {
        return 1L << ordinal();
    }
}
