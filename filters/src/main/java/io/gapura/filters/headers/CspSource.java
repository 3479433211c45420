package io.gapura.filters.headers;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** One source expression (CSP3 §2.3.1), classified: what it admits is what the linter judges. */
record CspSource(Kind kind, String text) {
    /** Base64 lengths of the digests that browsers accept. */
    private static final Map<String, Integer> HASHES = Map.of("sha256-", 44, "sha384-", 64, "sha512-", 88);

    private static final Set<String> KEYWORDS = Set.of(
            "'none'",
            "'self'",
            "'unsafe-inline'",
            "'unsafe-eval'",
            "'unsafe-hashes'",
            "'wasm-unsafe-eval'",
            "'strict-dynamic'",
            "'report-sample'",
            "'inline-speculation-rules'");
    private static final Set<String> UNQUOTED = Set.of(
            "none",
            "self",
            "unsafe-inline",
            "unsafe-eval",
            "unsafe-hashes",
            "strict-dynamic",
            "report-sample",
            "nonce");
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/_-]+={0,2}");
    private static final Pattern SCHEME = Pattern.compile("[a-z][a-z0-9+.-]{0,30}:");
    // Possessive: a hostile text of one class of characters is passed once.
    private static final Pattern HOST = Pattern.compile("(?:[a-z][a-z0-9+.-]{0,30}://)?"
            + "(?:\\*|(?:\\*\\.)?+[a-z0-9_-]++(?:\\.[a-z0-9_-]++)*+)(?::(?:\\*|[0-9]{1,5}))?(?:/[!-~]*+)?");

    enum Kind {
        KEYWORD,
        NONCE_OF_REQUEST,
        NONCE_LITERAL,
        HASH,
        SCHEME,
        ANY_HOST,
        HOST,
        INVALID
    }

    static CspSource of(String written) {
        String text = written.toLowerCase(Locale.ROOT);
        return new CspSource(kind(written, text), text);
    }

    private static Kind kind(String written, String text) {
        if (text.startsWith("'")) {
            return quoted(written, text);
        }
        if (text.equals("*")) {
            return Kind.ANY_HOST;
        }
        if (UNQUOTED.contains(text) || text.length() > 1_024) {
            return Kind.INVALID;
        }
        if (SCHEME.matcher(text).matches()) {
            return Kind.SCHEME;
        }
        return HOST.matcher(text).matches() ? Kind.HOST : Kind.INVALID;
    }

    private static Kind quoted(String written, String text) {
        if (text.equals(ContentSecurityPolicy.NONCE)) {
            return Kind.NONCE_OF_REQUEST;
        }
        if (KEYWORDS.contains(text)) {
            return Kind.KEYWORD;
        }
        if (text.startsWith("'nonce-")) {
            return Kind.NONCE_LITERAL;
        }
        return text.endsWith("'") && isHash(written, text) ? Kind.HASH : Kind.INVALID;
    }

    private static boolean isHash(String written, String text) {
        return HASHES.entrySet().stream()
                .anyMatch(hash -> text.startsWith(hash.getKey(), 1)
                        && text.length() == hash.getKey().length() + hash.getValue() + 2
                        && BASE64.matcher(written.substring(1 + hash.getKey().length(), written.length() - 1))
                                .matches());
    }

    boolean is(String keyword) {
        return text.equals(keyword);
    }

    /** Whether it lets a page name its own inline scripts, so that {@code 'unsafe-inline'} is ignored beside it. */
    boolean namesInline() {
        return kind == Kind.NONCE_OF_REQUEST || kind == Kind.NONCE_LITERAL || kind == Kind.HASH;
    }
}
