package io.gapura.validation.constraints;

import org.jspecify.annotations.Nullable;

/**
 * Where a client may be sent next (CWE-601): a path of this site that every reader takes for one, or a URL of a listed
 * host.
 */
final class RedirectTargets {
    private RedirectTargets() {}

    static @Nullable TextViolation refusal(CharSequence text, UrlRules rules) {
        if (text.length() > rules.max()) {
            return TextViolation.URL_LENGTH;
        }
        boolean local = text.length() > 0 && text.charAt(0) == '/';
        boolean accepted = local
                ? Urls.isRest(text, 0, false) && isPlainPath(text)
                : !rules.hosts().isEmpty() && Urls.refusal(text, rules) == null;
        return accepted ? null : TextViolation.URL_REDIRECT;
    }

    /** No empty segment and no dots: {@code /.//host} is {@code //host} once somebody has tidied it up. */
    private static boolean isPlainPath(CharSequence text) {
        int start = 1;
        for (int i = 1; i <= text.length(); i++) {
            char c = i == text.length() ? '#' : text.charAt(i);
            boolean ends = c == '?' || c == '#';
            if (c != '/' && !ends) {
                continue;
            }
            if (c == '/' && i == start || isDots(text, start, i)) {
                return false;
            }
            if (ends) {
                return true;
            }
            start = i + 1;
        }
        return true;
    }

    private static boolean isDots(CharSequence text, int from, int to) {
        return Ascii.regionEquals(text, from, to, ".") || Ascii.regionEquals(text, from, to, "..");
    }
}
