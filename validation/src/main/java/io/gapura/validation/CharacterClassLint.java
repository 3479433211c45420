package io.gapura.validation;

/** Character classes without what only Java knows: classes in classes, intersections. */
final class CharacterClassLint {
    private CharacterClassLint() {}

    /** Where the class that begins at this bracket ends. */
    static int end(String text, int bracket) {
        int at = bracket + 1;
        if (at < text.length() && text.charAt(at) == '^') {
            at++;
        }
        int first = at;
        while (at < text.length() && text.charAt(at) != ']') {
            at = member(text, at, first);
        }
        if (at >= text.length()) {
            throw PatternLint.refused(text, bracket, "has a class that does not end");
        }
        if (at == first) {
            throw PatternLint.refused(text, at, "has an empty class; write \\] for the bracket");
        }
        return at + 1;
    }

    /** One character, class or range. */
    private static int member(String text, int from, int first) {
        char c = text.charAt(from);
        if (c == '[' || text.startsWith("&&", from)) {
            throw PatternLint.refused(
                    text, from, "has a class in a class; write its characters side by side, or \\[ and \\&");
        }
        boolean last = from + 1 < text.length() && text.charAt(from + 1) == ']';
        if (c == '-' && from != first && !last) {
            throw PatternLint.refused(text, from, "has a hyphen that could be a range; write \\-");
        }
        int end = single(text, from);
        boolean range = text.startsWith("-", end) && !text.startsWith("-]", end) && end + 1 < text.length();
        if (!range) {
            return end;
        }
        boolean classes = isClass(text, from) || isClass(text, end + 1) || text.charAt(end + 1) == '[';
        if (classes) {
            throw PatternLint.refused(text, end, "has a range of classes; write \\- for the hyphen");
        }
        return single(text, end + 1);
    }

    private static boolean isClass(String text, int at) {
        return text.charAt(at) == '\\' && EscapeLint.isClass(text, at);
    }

    private static int single(String text, int at) {
        return text.charAt(at) == '\\'
                ? EscapeLint.end(text, at, true)
                : at + Character.charCount(text.codePointAt(at));
    }
}
