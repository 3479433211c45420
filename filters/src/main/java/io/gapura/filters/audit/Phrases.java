package io.gapura.filters.audit;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Parts of a line that are made of two texts and what is the same in a kind of lines, and come again and again, such as an
 * operation of method and template: found by kind and texts, copied as a whole. A new one takes the place of another; at most
 * 64 are kept, of the bounds that their texts have passed. Not thread-safe.
 */
final class Phrases {
    private static final int PLACES = 64;

    private final LineBytes bytes;
    private final @Nullable Phrase[] known = new Phrase[PLACES];

    private static final class Phrase {
        private final @Nullable KindBytes kind;
        private final String first;
        private final String second;
        private final byte[] octets;
        private final int mark;

        Phrase(@Nullable KindBytes kind, String first, String second, byte[] octets, int mark) {
            this.kind = kind;
            this.first = first;
            this.second = second;
            this.octets = octets;
            this.mark = mark;
        }

        @SuppressWarnings("ReferenceEquality") // there is one for each kind and activity
        boolean isOf(@Nullable KindBytes its, String one, String other) {
            return kind == its && second.equals(other) && first.equals(one);
        }
    }

    Phrases(LineBytes bytes) {
        this.bytes = bytes;
    }

    /**
     * Writes it when it is known; otherwise whoever asks writes it, and has it {@linkplain #learn learnt}.
     *
     * @param kind null for what is the same in all kinds
     * @return its mark; negative when it is not known
     */
    int put(@Nullable KindBytes kind, String first, String second) {
        Phrase phrase = known[place(second)];
        if (phrase == null || !phrase.isOf(kind, first, second)) {
            return -1;
        }
        bytes.put(phrase.octets);
        return phrase.mark;
    }

    /**
     * What was written from there on is the phrase of these texts, unless anything about the line is unusual.
     *
     * @param mark a place in it that somebody wants to find again, from its beginning
     */
    void learn(@Nullable KindBytes kind, String first, String second, int from, int mark) {
        if (!bytes.isUnusual()) {
            byte[] octets = Arrays.copyOfRange(bytes.array(), from, bytes.length());
            known[place(second)] = new Phrase(kind, first, second, octets, mark);
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
