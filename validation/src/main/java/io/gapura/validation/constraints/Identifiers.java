package io.gapura.validation.constraints;

import java.text.Normalizer;
import org.jspecify.annotations.Nullable;

/** Names of things: short ASCII words, or where asked for, words of one script (UAX 31, UTS 39). */
final class Identifiers {
    /** Unicode identifiers start and go on with these, and XID ones do not: they fall apart under NFKC (UAX 31, 5.1). */
    private static final String NOT_XID =
            "\u037A\u309B\u309C\uFC5E\uFC5F\uFC60\uFC61\uFC62\uFC63\uFDFA\uFDFB\uFE70\uFE72\uFE74\uFE76\uFE78\uFE7A\uFE7C\uFE7E";

    /** May go on an XID, but not start it. */
    private static final String NOT_XID_START = "\u0E33\u0EB3\uFF9E\uFF9F";

    private Identifiers() {}

    static @Nullable TextViolation ascii(CharSequence text, int min, int max) {
        int length = text.length();
        for (int i = 0; i < length && i < max; i++) {
            char c = text.charAt(i);
            boolean mark = c == '.' || c == '_' || c == '-';
            boolean twoDots = c == '.' && (i + 1 == length || text.charAt(i + 1) == '.');
            if (!Ascii.isAlphanumeric(c) && (!mark || i == 0) || twoDots) {
                return TextViolation.IDENTIFIER_CHARACTER;
            }
        }
        return length < min || length > max ? TextViolation.TEXT_LENGTH : null;
    }

    static @Nullable TextViolation unicode(CharSequence text, int min, int max) {
        int count = 0;
        int scripts = Scripts.NONE;
        for (int i = 0; i < text.length(); ) {
            int c = Character.codePointAt(text, i);
            if (++count > max) {
                return TextViolation.TEXT_LENGTH;
            }
            if (!(i == 0 ? isStart(c) : isPart(c))) {
                return TextViolation.IDENTIFIER_CHARACTER;
            }
            scripts = Scripts.with(scripts, Traits.of(c), true);
            i += Character.charCount(c);
        }
        if (count < min) {
            return TextViolation.TEXT_LENGTH;
        }
        if (scripts == Scripts.MIXED) {
            return TextViolation.IDENTIFIER_MIXED_SCRIPT;
        }
        return Normalizer.isNormalized(text, Normalizer.Form.NFC) ? null : TextViolation.IDENTIFIER_NORMALIZATION;
    }

    private static boolean isStart(int c) {
        return Character.isUnicodeIdentifierStart(c) && NOT_XID.indexOf(c) < 0 && NOT_XID_START.indexOf(c) < 0;
    }

    private static boolean isPart(int c) {
        return Character.isUnicodeIdentifierPart(c) && !Character.isIdentifierIgnorable(c) && NOT_XID.indexOf(c) < 0;
    }
}
