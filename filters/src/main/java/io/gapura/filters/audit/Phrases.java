package io.gapura.filters.audit;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Parts of a line that are made of two texts, a number and what is the same in a kind of lines, and come again and again,
 * such as an operation of method and template: found by kind and texts, copied as a whole. A new one takes the place of
 * another; at most 64 are kept, of the bounds that their texts have passed. Not thread-safe.
 */
final class Phrases {
    private static final int PLACES = 64;

    private final LineBytes bytes;
    private final @Nullable Phrase[] known = new Phrase[PLACES];

    private static final class Phrase {
        private final @Nullable KindBytes kind;
        private final int number;
        private final String first;
        private final String second;
        private final byte[] octets;
        private final int mark;

        Phrase(@Nullable KindBytes kind, int number, String first, String second, byte[] octets, int mark) {
            this.kind = kind;
            this.number = number;
            this.first = first;
            this.second = second;
            this.octets = octets;
            this.mark = mark;
        }

        @SuppressWarnings("ReferenceEquality") // there is one for each kind and activity
        boolean isOf(@Nullable KindBytes its, int figure, String one, String other) {
            return kind == its && number == figure && second.equals(other) && first.equals(one);
        }
    }

    Phrases(LineBytes bytes) {
        this.bytes = bytes;
    }

    /**
     * Writes it when it is known; otherwise whoever asks writes it, and has it {@linkplain #learn learnt}.
     *
     * @param kind null for what is the same in all kinds
     * @param number a number that it holds; 0 without one
     * @return its mark; negative when it is not known
     */
    int put(@Nullable KindBytes kind, int number, String first, String second) {
        Phrase phrase = known[place(number, second)];
        if (phrase == null || !phrase.isOf(kind, number, first, second)) {
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
    void learn(@Nullable KindBytes kind, int number, String first, String second, int from, int mark) {
        if (!bytes.isUnusual()) {
            byte[] octets = Arrays.copyOfRange(bytes.array(), from, bytes.length());
            known[place(number, second)] = new Phrase(kind, number, first, second, octets, mark);
        }
    }

    /** Two letters, the length and the number: see {@link Familiar}. */
    private static int place(int number, String text) {
        int length = text.length();
        if (length == 0) {
            return number & (PLACES - 1);
        }
        int letters = text.charAt(length - 1) + 31 * text.charAt(length / 2);
        return (letters + 13 * length + number) & (PLACES - 1);
    }
}
