package io.gapura.validation.constraints;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Relative paths of file names, {@code /} between them; nothing is resolved here. */
final class Paths {
    private static final int LONGEST = 1_024;

    private Paths() {}

    static @Nullable TextViolation refusal(CharSequence text, int segments, @Nullable Set<String> extensions) {
        int length = text.length();
        if (length == 0 || length > LONGEST) {
            return TextViolation.PATH_LENGTH;
        }
        int count = 0;
        for (int start = 0; start <= length; ) {
            int slash = Ascii.indexOf(text, '/', start, length);
            int end = slash < 0 ? length : slash;
            if (end == start) {
                return TextViolation.PATH_FORM;
            }
            if (++count > segments) {
                return TextViolation.PATH_DEPTH;
            }
            if (Filenames.refusal(text, start, end, slash < 0 ? extensions : null) != null) {
                return TextViolation.PATH_SEGMENT;
            }
            start = end + 1;
        }
        return null;
    }
}
