package io.gapura.validation.constraints;

import org.jspecify.annotations.Nullable;

/**
 * Names as people write them, in every script: letters, marks, digits and the punctuation that names have. A word mixes
 * no scripts, so that no name looks like another one.
 */
final class PersonNames {
    /** Punctuation of names: apostrophes, hyphens, initials, second names in brackets, Hebrew, Indic and Tibetan marks. */
    private static final String MARKS = "'’‘´ʼ՚֊-‐‑־.,،/()（）·・׳״॰་_";

    private static final int MOST_JOINERS = 2;
    private static final int LETTERS = 1 << Character.UPPERCASE_LETTER
            | 1 << Character.LOWERCASE_LETTER
            | 1 << Character.TITLECASE_LETTER
            | 1 << Character.MODIFIER_LETTER
            | 1 << Character.OTHER_LETTER;
    private static final int PARTS = LETTERS
            | 1 << Character.NON_SPACING_MARK
            | 1 << Character.COMBINING_SPACING_MARK
            | 1 << Character.ENCLOSING_MARK
            | 1 << Character.DECIMAL_DIGIT_NUMBER
            | 1 << Character.LETTER_NUMBER;

    private PersonNames() {}

    static @Nullable TextViolation refusal(CharSequence text, int max, String also) {
        TextViolation broken = PlainText.refusal(text, max, BidiControls.REFUSE, true);
        return broken != null ? broken : ofWords(text, also);
    }

    private static @Nullable TextViolation ofWords(CharSequence text, String also) {
        boolean letter = false;
        int joiners = 0;
        int word = Scripts.NONE;
        for (int i = 0; i < text.length(); ) {
            int c = Character.codePointAt(text, i);
            i += Character.charCount(c);
            joiners = isJoiner(c) ? joiners + 1 : 0;
            if (joiners > MOST_JOINERS) {
                return TextViolation.TEXT_CLASS;
            }
            int kind = 1 << Character.getType(c);
            if ((kind & PARTS) != 0) {
                letter |= (kind & LETTERS) != 0;
                word = Scripts.with(word, c, false);
                if (word == Scripts.MIXED) {
                    return TextViolation.NAME_MIXED_SCRIPT;
                }
            } else if (joiners == 0) {
                if (kind != 1 << Character.SPACE_SEPARATOR && MARKS.indexOf(c) < 0 && also.indexOf(c) < 0) {
                    return TextViolation.TEXT_CLASS;
                }
                word = Scripts.NONE;
            }
        }
        return letter ? null : TextViolation.TEXT_CLASS;
    }

    /** ZWSP, ZWNJ, ZWJ, LRM, RLM: shape a word or end it, and are nothing by themselves. */
    private static boolean isJoiner(int c) {
        return c >= 0x200B && c <= 0x200F;
    }
}
