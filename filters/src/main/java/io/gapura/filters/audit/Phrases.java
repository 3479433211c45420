package io.gapura.filters.audit;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Parts of a line that are made of two texts and come again and again, such as an operation of method and template: found by
 * the texts, copied as a whole. A new one takes the place of another; at most 64 are kept, of the bounds that their texts have
 * passed. Not thread-safe.
 */
final class Phrases {
    private static final int PLACES = 64;

    private final LineBytes bytes;
    private final @Nullable Phrase[] known = new Phrase[PLACES];

    private static final class Phrase {
        private final String first;
        private final String second;
        private final byte[] octets;

        Phrase(String first, String second, byte[] octets) {
            this.first = first;
            this.second = second;
            this.octets = octets;
        }

        boolean isOf(String one, String other) {
            return second.equals(other) && first.equals(one);
        }
    }

    Phrases(LineBytes bytes) {
        this.bytes = bytes;
    }

    /** Whether it was known, and is written now; otherwise whoever asks writes it, and has it {@linkplain #learn learnt}. */
    boolean put(String first, String second) {
        Phrase phrase = known[place(second)];
        boolean found = phrase != null && phrase.isOf(first, second);
        if (found) {
            bytes.put(phrase.octets);
        }
        return found;
    }

    /** What was written from there on is the phrase of these texts, unless anything about the line is unusual. */
    void learn(String first, String second, int from) {
        if (!bytes.isUnusual()) {
            known[place(second)] = new Phrase(first, second, Arrays.copyOfRange(bytes.array(), from, bytes.length()));
        }
    }

    /** Two letters and the length: see {@link Familiar}. */
    private static int place(String text) {
        int length = text.length();
        if (length == 0) {
            return 0;
        }
        int letters = text.charAt(length - 1) + 31 * text.charAt(length / 2);
        return (letters + 13 * length) & (PLACES - 1);
    }
}
