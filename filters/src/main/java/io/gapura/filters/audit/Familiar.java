package io.gapura.filters.audit;

import org.jspecify.annotations.Nullable;

/**
 * Texts that were found to be in order, so that those which come again and again, such as issuers, templates and user agents,
 * need not be looked at again. A text is known when all of it is the same; a new one takes the place of another. At most
 * 256 are kept, of a bound that whoever asks has checked. Not thread-safe.
 */
final class Familiar {
    private static final int PLACES = 256;

    private final @Nullable String[] texts = new String[PLACES];

    boolean knows(String text) {
        return text.equals(texts[place(text)]);
    }

    void learn(String text) {
        texts[place(text)] = text;
    }

    /** Three letters and the length: a hash of all of it would cost as much as looking at it. */
    private static int place(String text) {
        int length = text.length();
        if (length == 0) {
            return 0;
        }
        int letters = text.charAt(length - 1) + 31 * text.charAt(length / 2) + 7 * text.charAt(length / 3);
        return (letters + 13 * length) & (PLACES - 1);
    }
}
