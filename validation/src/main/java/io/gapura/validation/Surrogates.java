package io.gapura.validation;

/** Finds half of a surrogate pair, which is no character and cannot be written as UTF-8. */
final class Surrogates {
    private Surrogates() {}

    static boolean isBroken(char[] text, int from, int length) {
        int to = from + length;
        for (int i = from; i < to; i++) {
            if (Character.isSurrogate(text[i])) {
                boolean pair = i + 1 < to && Character.isSurrogatePair(text[i], text[i + 1]);
                if (!pair) {
                    return true;
                }
                i++;
            }
        }
        return false;
    }
}
