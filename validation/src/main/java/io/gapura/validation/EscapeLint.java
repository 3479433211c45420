package io.gapura.validation;

import java.util.Set;

/** What may stand after a backslash: characters, and the classes that all engines and all JDKs read alike. */
final class EscapeLint {
    private static final String CLASSES = "dDwWsS";
    private static final String CHARACTERS = "tnrfa";
    private static final Set<String> CATEGORIES = Set.of(
            "L", "Lu", "Ll", "Lt", "Lm", "Lo", "M", "Mn", "Mc", "Me", "N", "Nd", "Nl", "No", "P", "Pc", "Pd", "Ps",
            "Pe", "Pi", "Pf", "Po", "S", "Sm", "Sc", "Sk", "So", "Z", "Zs", "Zl", "Zp");
    private static final Set<String> POSIX = Set.of(
            "Lower", "Upper", "ASCII", "Alpha", "Digit", "Alnum", "Punct", "Graph", "Print", "Blank", "Cntrl",
            "XDigit");

    private EscapeLint() {}

    /** Whether the escape at this place stands for several characters, and so ends no range. */
    static boolean isClass(String text, int at) {
        return at + 1 < text.length() && (CLASSES + "pP").indexOf(text.charAt(at + 1)) >= 0;
    }

    /** Where the escape that begins at this backslash ends. */
    static int end(String text, int backslash, boolean inClass) {
        int at = backslash + 1;
        if (at == text.length()) {
            throw PatternLint.refused(text, at, "ends in a backslash; write \\\\");
        }
        char c = text.charAt(at);
        if (c >= '1' && c <= '9' || c == 'k') {
            throw PatternLint.refused(
                    text, at, "refers back to a group; compare in code, or with a constraint on the class");
        }
        if (c == 'p' || c == 'P') {
            return property(text, at + 1);
        }
        if (c == 'x' || c == 'u') {
            return hex(text, at + 1, c == 'x' ? 2 : 4);
        }
        if (c == 'Q' && !inClass) {
            int end = text.indexOf("\\E", at);
            throw PatternLint.refused(
                    text, at, "quotes with \\Q" + (end < 0 ? "" : "…\\E") + "; escape the characters one by one");
        }
        boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '0' || c >= 0x80;
        if (letter && (CLASSES + CHARACTERS).indexOf(c) < 0) {
            throw PatternLint.refused(
                    text, at, "has an escape that engines read differently; known are \\d \\w \\s \\p{L}");
        }
        return at + 1;
    }

    private static int property(String text, int at) {
        int end = text.indexOf('}', at);
        if (at >= text.length() || text.charAt(at) != '{' || end < 0) {
            throw PatternLint.refused(text, at, "has a property without braces; write \\p{L}");
        }
        String name = text.substring(at + 1, end);
        if (!CATEGORIES.contains(name) && !POSIX.contains(name) && !isScript(name)) {
            throw PatternLint.refused(
                    text,
                    at,
                    "has a property that engines read differently; known are \\p{L}, \\p{Nd}, "
                            + "\\p{Alnum}, \\p{IsLatin}");
        }
        return end + 1;
    }

    /** {@code IsLatin}, and no {@code IsAlphabetic}. */
    private static boolean isScript(String name) {
        if (!name.startsWith("Is")) {
            return false;
        }
        try {
            return !Character.UnicodeScript.forName(name.substring(2)).name().equals("UNKNOWN");
        } catch (IllegalArgumentException noScript) {
            return false;
        }
    }

    private static int hex(String text, int from, int digits) {
        int end = from + digits;
        if (end > text.length() || !text.substring(from, end).matches("[0-9A-Fa-f]+")) {
            throw PatternLint.refused(text, from, "has a character code that is not \\x41 or \\u0041");
        }
        return end;
    }
}
