package io.gapura.filters;

/**
 * The header fields by which a proxy speaks for somebody else: who asked, where, by what name, with which certificate.
 * From anybody but a trusted proxy they are a claim of the client about itself.
 *
 * <p>A name that is spelled with {@code _} is the same field to a server that folds names into variables (CGI, and what
 * descends from it), and no proxy overwrites it: it is nobody's.
 */
enum ProxyField {
    NONE,
    /** RFC 7239. */
    FORWARDED,
    /** {@code X-Forwarded-*}. */
    X_FORWARDED,
    /** Single addresses, {@code X-Real-IP} and the like: a second answer to who the client is. */
    ADDRESS,
    /** Identity, certificate (RFC 9440) and internal routing. */
    CLAIM,
    /** Any of them, misspelled. */
    ALIAS;

    private static final String[] ADDRESSES = {"x-real-ip", "x-client-ip", "true-client-ip", "cf-connecting-ip"};
    private static final String[] CLAIMS = {
        "x-remote-user", "x-client-cert", "client-cert", "client-cert-chain", "x-original-url", "x-rewrite-url"
    };
    private static final String[] CLAIM_PREFIXES = {"x-user-", "x-ssl-client-", "x-accel-"};

    /** One look at the first letter for nearly every name. */
    static ProxyField of(String name) {
        if (name.length() < 7) {
            return NONE;
        }
        char first = Ascii.lower(name.charAt(0));
        boolean candidate = first == 'x'
                ? isJoint(name.charAt(1))
                : first == 'f' || first == 't' && name.length() == 14 || first == 'c' && name.length() >= 11;
        return candidate ? among(name) : NONE;
    }

    private static ProxyField among(String name) {
        ProxyField field = named(name);
        return field != NONE && name.indexOf('_') >= 0 ? ALIAS : field;
    }

    private static ProxyField named(String name) {
        if (is(name, "forwarded")) {
            return FORWARDED;
        }
        if (is(name, "x-forwarded") || begins(name, "x-forwarded-")) {
            return X_FORWARDED;
        }
        for (String address : ADDRESSES) {
            if (is(name, address)) {
                return ADDRESS;
            }
        }
        for (String claim : CLAIMS) {
            if (is(name, claim)) {
                return CLAIM;
            }
        }
        for (String prefix : CLAIM_PREFIXES) {
            if (begins(name, prefix)) {
                return CLAIM;
            }
        }
        return NONE;
    }

    private static boolean is(String name, String field) {
        return name.length() == field.length() && begins(name, field);
    }

    private static boolean begins(String name, String prefix) {
        if (name.length() < prefix.length()) {
            return false;
        }
        for (int i = 0; i < prefix.length(); i++) {
            char expected = prefix.charAt(i);
            char c = Ascii.lower(name.charAt(i));
            if (c != expected && !(expected == '-' && isJoint(c))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isJoint(char c) {
        return c == '-' || c == '_';
    }
}
