package io.gapura.filters;

import java.util.List;

/**
 * A way in which two readers of one request target could come to disagree. Hard ones are those that Servlet 6 §3.5.2
 * demands 400 for: no view exists for such a request, and no mode lets it pass. The others are legal and refused by the
 * {@code firewall} policy unless it is told otherwise. Several at once are reported in this order.
 */
public enum UriViolation {
    /** Does not begin with {@code /}, and is neither absolute-form nor {@code *} on OPTIONS. */
    FORM("uri.form", true),
    /** Over 8 KiB with its query. */
    LENGTH("uri.length", true),
    /** Holds {@code #}. */
    FRAGMENT("uri.fragment", true),
    /** Holds a raw byte outside 0x21 to 0x7E. */
    CHARACTER("uri.character", true),
    /** {@code %} without two hexadecimal digits. */
    PERCENT("uri.percent", true),
    /** Overlong, truncated or surrogate UTF-8 once decoded. */
    UTF8("uri.utf8", true),
    /** A C0 or C1 control, DEL, U+2028 or U+2029 once decoded. NUL ends a file name in native code. */
    CONTROL("uri.control", true),
    /** {@code \} or {@code %5C}: a separator to some file systems. */
    BACKSLASH("uri.backslash", true),
    /**
     * {@code %2F}: one segment to us, two to a reader that decodes before it splits. No mode lets it pass; {@code
     * firewall.uri-allow} may, below one prefix, and then it stays encoded.
     */
    ENCODED_SLASH("uri.encoded-slash", true),
    /** {@code %2e} for a dot in a dot segment: resolved by some containers, passed on by others. */
    ENCODED_DOT("uri.encoded-dot", true),
    /** {@code .;} or {@code ..;x}: a dot segment only to those who cut parameters first. */
    DOT_PARAMETER("uri.dot-parameter", true),
    /** {@code ..} above the root. */
    ABOVE_ROOT("uri.above-root", true),
    /** {@code /;x/}: an empty segment only to those who cut parameters first. */
    EMPTY_PARAMETER("uri.empty-parameter", true),
    /** {@code %25} before two hexadecimal digits: another name to whoever decodes twice. */
    DOUBLE_ENCODING("uri.double-encoding", false),
    /** A plain {@code .} or {@code ..} segment: Servlet mappings resolve it, Jakarta REST matching does not. */
    DOT_SEGMENT("uri.dot-segment", false),
    /** {@code //}: collapsed by some readers. */
    EMPTY_SEGMENT("uri.empty-segment", false),
    /** Any {@code ;}: cut by some readers, part of the name to others. */
    PATH_PARAMETER("uri.path-parameter", false),
    /** A segment that tools and containers hide, such as {@code .git} or {@code WEB-INF}: 404, as if it were not there. */
    HIDDEN_SEGMENT("uri.hidden-segment", false);

    private final String word;
    private final boolean hard;

    @SuppressWarnings("ImmutableEnumChecker") // a Rejection is immutable; the engine has no annotation for it
    private final Rejection rejection;

    UriViolation(String word, boolean hard) {
        this.word = word;
        this.hard = hard;
        Rejection plain = rejection(word).violations(List.of(new Violation(Violation.Place.TARGET, "", word)));
        this.rejection = hard ? plain.asHard() : plain;
    }

    private static Rejection rejection(String word) {
        return switch (word) {
            case "uri.length" -> Rejection.of(414, "uri-too-long", word);
            case "uri.hidden-segment" -> Rejection.of(404, "not-found", word);
            default -> Rejection.of(400, "request-malformed", word);
        };
    }

    /** The dotted word that answers and audit records show. */
    public String word() {
        return word;
    }

    /** Whether no mode lets it pass. */
    public boolean hard() {
        return hard;
    }

    /** Whether a setting can let it pass below one prefix. */
    public boolean adoptable() {
        return !hard || this == ENCODED_SLASH;
    }

    /** How it is refused. */
    public Rejection rejection() {
        return rejection;
    }
}
