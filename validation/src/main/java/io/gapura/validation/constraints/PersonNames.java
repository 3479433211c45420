package io.gapura.validation.constraints;

import org.jspecify.annotations.Nullable;

/**
 * Names as people write them, in every script: letters, marks, digits and the punctuation that names have. A word mixes
 * no scripts, so that no name looks like another one.
 */
final class PersonNames {
    /** Punctuation of names: apostrophes, hyphens, initials, second names in brackets, Hebrew, Indic and Tibetan marks. */
    static final String MARKS = "'’‘´ʼ՚֊-‐‑־.,،/()（）·・׳״॰་_";

    private static final int MOST_JOINERS = 2;

    private PersonNames() {}

    static @Nullable TextViolation refusal(CharSequence text, int max, String also) {
        TextViolation broken = PlainText.refusal(text, max, BidiControls.REFUSE, true);
        return broken != null ? broken : ofWords(text, also);
    }

    private static @Nullable TextViolation ofWords(CharSequence text, String also) {
        int seen = 0;
        int joiners = 0;
        int word = Scripts.NONE;
        int last = Scripts.NONE;
        for (int i = 0; i < text.length(); i++) {
            int c = text.charAt(i);
            if (Character.isHighSurrogate((char) c)) {
                c = Character.codePointAt(text, i++);
            }
            int traits = Traits.of(c);
            if ((traits & Traits.PART) != 0) {
                joiners = 0;
                seen |= traits;
                int script = traits & Traits.SCRIPT;
                if (script != last) { // most are of the script before them, which adds nothing
                    word = Scripts.with(word, traits, false);
                    last = script;
                }
                if (word == Scripts.MIXED) {
                    return TextViolation.NAME_MIXED_SCRIPT;
                }
            } else if (isJoiner(c)) {
                if (++joiners > MOST_JOINERS) {
                    return TextViolation.TEXT_CLASS;
                }
            } else {
                if ((traits & (Traits.BLANK | Traits.NAME_MARK)) == 0 && also.indexOf(c) < 0) {
                    return TextViolation.TEXT_CLASS;
                }
                joiners = 0;
                word = Scripts.NONE;
                last = Scripts.NONE;
            }
        }
        return (seen & Traits.LETTER) != 0 ? null : TextViolation.TEXT_CLASS;
    }

    /** ZWSP, ZWNJ, ZWJ, LRM, RLM: shape a word or end it, and are nothing by themselves. */
    private static boolean isJoiner(int c) {
        return c >= 0x200B && c <= 0x200F;
    }
}
