package io.gapura.validation.constraints;

import java.lang.Character.UnicodeScript;

/**
 * The scripts of one word, as far as it has been read: one, or one of the three mixes with Han that are written together
 * (UTS 39, sections 5.1 and 5.2). Common and inherited characters count for no script. A set of scripts is a number of this
 * class's own, so that reading a word allocates nothing.
 */
final class Scripts {
    static final int NONE = -1;
    static final int MIXED = -2;

    /** Bits of the mixes: what may still be meant. */
    private static final int JAPANESE = 1;

    private static final int KOREAN = 2;
    private static final int CHINESE = 4;
    private static final int CJK = 1 << 16;

    private static final int[] PLAIN = codes(false);
    private static final int[] WITH_LATIN = codes(true);

    private Scripts() {}

    /**
     * The word's scripts with one more character.
     *
     * @param before {@link #NONE}, or what this method gave
     * @param traits of the character
     * @param latin whether Latin may stand beside a CJK mix, as in the <em>highly restrictive</em> level
     */
    static int with(int before, int traits, boolean latin) {
        int script = traits & Traits.SCRIPT;
        if (script == 0 || before == MIXED) {
            return before;
        }
        int one = (latin ? WITH_LATIN : PLAIN)[script];
        if (before == NONE || before == one) {
            return one;
        }
        if ((before & CJK) == 0 || (one & CJK) == 0) {
            return MIXED;
        }
        int both = before & one;
        return both == CJK ? MIXED : both;
    }

    private static int[] codes(boolean latin) {
        int[] codes = new int[UnicodeScript.values().length + 1];
        for (UnicodeScript script : UnicodeScript.values()) {
            codes[Traits.number(script)] = code(script, latin);
        }
        return codes;
    }

    private static int code(UnicodeScript script, boolean latin) {
        return switch (script) {
            case HAN -> CJK | JAPANESE | KOREAN | CHINESE;
            case HIRAGANA, KATAKANA -> CJK | JAPANESE;
            case HANGUL -> CJK | KOREAN;
            case BOPOMOFO -> CJK | CHINESE;
            case LATIN -> latin ? CJK | JAPANESE | KOREAN | CHINESE : Traits.number(script);
            default -> Traits.number(script);
        };
    }
}
