package io.gapura.validation.constraints;

import java.lang.Character.UnicodeScript;

/**
 * What a character is, in one number: letter, part of a word, blank or mark of names, and its script. The JDK searches for a
 * script each time; names are read character by character, so the answers for the basic plane are kept (128 KB).
 */
final class Traits {
    /** The script as a number; 0 for characters of all scripts. */
    static final int SCRIPT = 0x1FF;

    static final int LETTER = 1 << 9;
    /** Letter, mark, digit or letter number. */
    static final int PART = 1 << 10;

    static final int BLANK = 1 << 11;
    /** Punctuation that names have. */
    static final int NAME_MARK = 1 << 12;

    private static final int LETTERS = 1 << Character.UPPERCASE_LETTER
            | 1 << Character.LOWERCASE_LETTER
            | 1 << Character.TITLECASE_LETTER
            | 1 << Character.MODIFIER_LETTER
            | 1 << Character.OTHER_LETTER;
    private static final int OTHER_PARTS = 1 << Character.NON_SPACING_MARK
            | 1 << Character.COMBINING_SPACING_MARK
            | 1 << Character.ENCLOSING_MARK
            | 1 << Character.DECIMAL_DIGIT_NUMBER
            | 1 << Character.LETTER_NUMBER;
    private static final short[] BASIC = basic();

    private Traits() {}

    static int of(int codePoint) {
        return codePoint < BASIC.length ? BASIC[codePoint] : looked(codePoint);
    }

    private static short[] basic() {
        short[] traits = new short[0x10000];
        for (int c = 0; c < traits.length; c++) {
            traits[c] = (short) looked(c);
        }
        return traits;
    }

    @SuppressWarnings("EnumOrdinal") // a number for a comparison, kept nowhere
    private static int looked(int codePoint) {
        int kind = 1 << Character.getType(codePoint);
        UnicodeScript script = UnicodeScript.of(codePoint);
        boolean ofAll = script == UnicodeScript.COMMON || script == UnicodeScript.INHERITED;
        return (ofAll ? 0 : number(script))
                | ((kind & LETTERS) != 0 ? LETTER | PART : 0)
                | ((kind & OTHER_PARTS) != 0 ? PART : 0)
                | (kind == 1 << Character.SPACE_SEPARATOR ? BLANK : 0)
                | (PersonNames.MARKS.indexOf(codePoint) >= 0 ? NAME_MARK : 0);
    }

    @SuppressWarnings("EnumOrdinal")
    static int number(UnicodeScript script) {
        return script.ordinal() + 1;
    }
}
