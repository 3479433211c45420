package io.gapura.filters;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The header fields that the gate knows by name: those on which a decision hangs and which may therefore come at most
 * once, those that would replace the method, those that frame the body, and those that every client sends, so that a
 * known name need not be looked at letter by letter.
 *
 * <p>Names are compared in ASCII. At most 64 constants: one bit each.
 */
enum KnownField {
    CONTENT_LENGTH(Trait.LENGTH),
    TRANSFER_ENCODING(Trait.CODING | Trait.HOP),
    EXPECT(Trait.EXPECT | Trait.SINGLE),
    X_HTTP_METHOD_OVERRIDE(Trait.OVERRIDE),
    X_HTTP_METHOD(Trait.OVERRIDE),
    X_METHOD_OVERRIDE(Trait.OVERRIDE),
    CONNECTION(Trait.HOP),
    KEEP_ALIVE(Trait.HOP),
    PROXY_CONNECTION(Trait.HOP),
    UPGRADE(Trait.HOP),
    TE(Trait.TRAILERS),
    HOST(Trait.SINGLE),
    CONTENT_TYPE(Trait.SINGLE),
    AUTHORIZATION(Trait.SINGLE | Trait.LONG),
    ORIGIN(Trait.SINGLE),
    REFERER(Trait.SINGLE),
    USER_AGENT(Trait.SINGLE),
    RANGE(Trait.SINGLE),
    IF_MATCH(Trait.SINGLE),
    IF_NONE_MATCH(Trait.SINGLE),
    IF_MODIFIED_SINCE(Trait.SINGLE),
    IF_UNMODIFIED_SINCE(Trait.SINGLE),
    IF_RANGE(Trait.SINGLE),
    SEC_FETCH_SITE(Trait.SINGLE),
    SEC_FETCH_MODE(Trait.SINGLE),
    SEC_FETCH_DEST(Trait.SINGLE),
    SEC_FETCH_USER(Trait.SINGLE),
    SEC_FETCH_STORAGE_ACCESS(Trait.SINGLE),
    ACCESS_CONTROL_REQUEST_METHOD(Trait.SINGLE),
    ACCESS_CONTROL_REQUEST_HEADERS(Trait.SINGLE),
    ACCESS_CONTROL_REQUEST_PRIVATE_NETWORK(Trait.SINGLE),
    X_FORWARDED_PROTO(Trait.SINGLE | Trait.FORWARDED),
    X_FORWARDED_HOST(Trait.SINGLE | Trait.FORWARDED),
    X_FORWARDED_PORT(Trait.SINGLE | Trait.FORWARDED),
    X_FORWARDED_FOR(Trait.FORWARDED),
    FORWARDED(Trait.FORWARDED),
    COOKIE(Trait.COOKIE | Trait.LONG),
    SIGNATURE(Trait.LONG),
    SIGNATURE_INPUT(Trait.LONG),
    CONTENT_ENCODING(0),
    ACCEPT(0),
    ACCEPT_LANGUAGE(0),
    ACCEPT_ENCODING(0),
    CACHE_CONTROL(0),
    PRAGMA(0),
    PRIORITY(0),
    DNT(0),
    UPGRADE_INSECURE_REQUESTS(0),
    X_REQUESTED_WITH(0),
    SEC_CH_UA(0),
    SEC_CH_UA_MOBILE(0),
    SEC_CH_UA_PLATFORM(0),
    TRACEPARENT(0),
    TRACESTATE(0),
    CONTENT_DIGEST(0);

    /** What is asked of a field; bits. */
    static final class Trait {
        /** At most once. */
        static final int SINGLE = 1;

        static final int LENGTH = 2;
        static final int CODING = 4;
        static final int EXPECT = 8;
        static final int OVERRIDE = 16;

        /** Means this connection alone, which HTTP/2 says in frames. */
        static final int HOP = 32;

        /** May be a hop-by-hop field or not: {@code TE: trailers} passes. */
        static final int TRAILERS = 64;

        static final int COOKIE = 128;

        /** Carries a credential, whose bound is wider. */
        static final int LONG = 256;

        /** What proxies say, and anybody can. */
        static final int FORWARDED = 512;

        /** Whatever is more than a name and a value of bounded size. */
        static final int NOTABLE = ~LONG;

        private Trait() {}
    }

    private static final int BUCKETS = 256;
    private static final KnownField[][] TABLE = table();

    private final String lower;
    private final String usual;
    private final int traits;
    private final int place;

    KnownField(int traits) {
        this.lower = name().toLowerCase(Locale.ROOT).replace('_', '-').intern();
        this.usual = usual(lower);
        this.traits = traits;
        this.place = List.of(
                        "host",
                        "content-type",
                        "authorization",
                        "origin",
                        "content-digest",
                        "signature",
                        "signature-input",
                        "cookie")
                .indexOf(lower);
    }

    /** As browsers and clients write it on HTTP/1.1. */
    private static String usual(String lower) {
        StringBuilder text = new StringBuilder(lower);
        for (int i = 0; i < text.length(); i++) {
            if (i == 0 || text.charAt(i - 1) == '-') {
                text.setCharAt(i, Character.toUpperCase(text.charAt(i)));
            }
        }
        return text.toString();
    }

    private static KnownField[][] table() {
        KnownField[][] table = new KnownField[BUCKETS][];
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            int wanted = bucket;
            table[bucket] = Arrays.stream(values())
                    .filter(field -> bucket(field.lower) == wanted)
                    .toArray(KnownField[]::new);
        }
        return table;
    }

    private static int bucket(String name) {
        int length = name.length();
        return (length * 31 + (name.charAt(0) | 0x20) * 7 + (name.charAt(length - 1) | 0x20)) & (BUCKETS - 1);
    }

    /** The field of that name, whatever its case; null for all the others. */
    static @Nullable KnownField named(String name) {
        if (name.isEmpty()) {
            return null;
        }
        for (KnownField field : TABLE[bucket(name)]) {
            if (field.isNamed(name)) {
                return field;
            }
        }
        return null;
    }

    /** A name in our own code is the very object; the two usual spellings are compared by the machine at once. */
    private boolean isNamed(String name) {
        return name.equals(lower) || name.equals(usual) || Ascii.same(name, lower);
    }

    /** Which of eight fields it is that are looked up again and again, 0 to 7; negative for the others. */
    int place() {
        return place;
    }

    /** Lower case. */
    String lower() {
        return lower;
    }

    boolean has(int trait) {
        return (traits & trait) != 0;
    }

    /** A place in the mask of one pass; never stored, so the order of the constants may change. */
    @SuppressWarnings("EnumOrdinal")
    long bit() {
        return 1L << ordinal();
    }
}
