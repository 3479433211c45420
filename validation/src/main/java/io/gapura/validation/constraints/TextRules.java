package io.gapura.validation.constraints;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rules behind the constraints of this package, for code that holds a text and no bean: each says what the text breaks
 * first, or null when it keeps the rule. Lengths are code points unless a rule says octets. No rule changes, logs or keeps
 * the text; an acceptance allocates nothing, but for names in Unicode, punycode and file names.
 *
 * <p>Stateless. Sources: Unicode 15, UAX 9, UAX 31, UTS 39, RFC 3986, RFC 5321, WHATWG URL.
 */
public final class TextRules {
    private TextRules() {}

    /** Text of several lines: any script, any punctuation, TAB LF CR; see {@link SafeText}. */
    public static @Nullable TextViolation safeText(CharSequence text, int max) {
        return PlainText.refusal(text, max, BidiControls.REFUSE, false);
    }

    /** The same with a word on embeddings and isolates. */
    public static @Nullable TextViolation safeText(CharSequence text, int max, BidiControls bidi) {
        return PlainText.refusal(text, max, bidi, false);
    }

    /** Text without a line break; see {@link SingleLine}. */
    public static @Nullable TextViolation singleLine(CharSequence text, int max) {
        return PlainText.refusal(text, max, BidiControls.REFUSE, true);
    }

    /** The same with a word on embeddings and isolates. */
    public static @Nullable TextViolation singleLine(CharSequence text, int max, BidiControls bidi) {
        return PlainText.refusal(text, max, bidi, true);
    }

    /**
     * The name of a person, in any script; see {@link PersonName}.
     *
     * @param also further characters that a name may hold
     */
    public static @Nullable TextViolation personName(CharSequence text, int max, String also) {
        return PersonNames.refusal(text, max, also);
    }

    /** {@code [A-Za-z0-9][A-Za-z0-9._-]*} without {@code ..} and a final dot; see {@link Identifier}. */
    public static @Nullable TextViolation identifier(CharSequence text, int min, int max) {
        return Identifiers.ascii(text, min, max);
    }

    /** An identifier in one script, or a mix that is written together; see {@link Identifier#unicode}. */
    public static @Nullable TextViolation unicodeIdentifier(CharSequence text, int min, int max) {
        return Identifiers.unicode(text, min, max);
    }

    /**
     * A mail address of the one form that all mail software reads alike; see {@link StrictEmail}.
     *
     * @param internationalized whether letters beyond ASCII may stand in it (RFC 6531)
     */
    public static @Nullable TextViolation email(CharSequence text, boolean internationalized) {
        return EmailAddresses.refusal(text, internationalized);
    }

    /** A URL that all readers read alike; see {@link SafeUrl}. */
    public static @Nullable TextViolation url(CharSequence text, UrlRules rules) {
        return Urls.refusal(text, rules);
    }

    /**
     * A path of this site, or a URL of a listed host; see {@link RedirectTarget}.
     *
     * @param rules without hosts only paths pass
     */
    public static @Nullable TextViolation redirectTarget(CharSequence text, UrlRules rules) {
        return RedirectTargets.refusal(text, rules);
    }

    /**
     * A file name without a path; see {@link SafeFilename}.
     *
     * @param extensions in lower case, without the dot
     */
    public static @Nullable TextViolation filename(CharSequence text, Set<String> extensions) {
        return Filenames.refusal(text, extensions);
    }

    /**
     * A file name of any extension that no system runs, or of none: the name of a folder, an entry of an archive.
     */
    public static @Nullable TextViolation filename(CharSequence text) {
        return Filenames.refusal(text, null);
    }

    /**
     * A relative path of file names; see {@link SafePath}.
     *
     * @param extensions of the last name, in lower case; empty lets any through that no system runs
     */
    public static @Nullable TextViolation path(CharSequence text, int segments, Set<String> extensions) {
        return Paths.refusal(text, segments, extensions.isEmpty() ? null : extensions);
    }

    /** Printable ASCII, blank and TAB; see {@link HeaderValue}. For text in a header ask {@link #singleLine}. */
    public static @Nullable TextViolation headerValue(CharSequence text, int max) {
        int length = text.length();
        for (int i = 0; i < length && i < max; i++) {
            char c = text.charAt(i);
            if ((c < ' ' || c > '~') && c != '\t') {
                return TextViolation.HEADER_CHARACTER;
            }
        }
        return length > max ? TextViolation.TEXT_LENGTH : null;
    }

    /** Text in which nothing looks like a tag; see {@link NoHtml}. */
    public static @Nullable TextViolation noHtml(CharSequence text, int max) {
        TextViolation broken = safeText(text, max);
        if (broken != null) {
            return broken;
        }
        for (int i = text.length() - 2; i >= 0; i--) {
            if (text.charAt(i) == '<' && opensTag(Character.codePointAt(text, i + 1))) {
                return TextViolation.TEXT_MARKUP;
            }
        }
        return null;
    }

    private static boolean opensTag(int c) {
        return c == '/' || c == '!' || c == '?' || Character.isLetter(c);
    }

    /** One of these words, to the letter; see {@link OneOf}. */
    public static @Nullable TextViolation oneOf(CharSequence text, Set<String> words) {
        return words.contains(text.toString()) ? null : TextViolation.ENUM;
    }

    /** Printable ASCII without a blank; see {@link CacheKey}. */
    public static @Nullable TextViolation cacheKey(CharSequence text, int max) {
        int length = text.length();
        for (int i = 0; i < length && i < max; i++) {
            if (text.charAt(i) <= ' ' || text.charAt(i) > '~') {
                return TextViolation.KEY_CHARACTER;
            }
        }
        return length < 1 || length > max ? TextViolation.TEXT_LENGTH : null;
    }

    /** A name in the component's own space; see {@link JndiName}. */
    public static @Nullable TextViolation jndiName(CharSequence text, int max) {
        int length = text.length();
        if (length > max) {
            return TextViolation.TEXT_LENGTH;
        }
        int start = JndiName.SPACE.length();
        if (length <= start || !JndiName.SPACE.contentEquals(text.subSequence(0, start))) {
            return TextViolation.JNDI_NAME;
        }
        for (int i = start; i < length; i++) {
            char c = text.charAt(i);
            boolean edge = i == start || text.charAt(i - 1) == '/';
            boolean inner = !edge && (c == '.' || c == '-' || c == '/' && i + 1 < length);
            if (!Ascii.isAlphanumeric(c) && c != '_' && !inner || c == '.' && text.charAt(i - 1) == '.') {
                return TextViolation.JNDI_NAME;
            }
        }
        return null;
    }
}
