package io.gapura.validation;

/**
 * Reads an expression as {@link java.util.regex.Pattern} does and refuses what a linear-time engine has no word for, or
 * what backtracks without bound: back-references, look-around, atomic groups, inline flags, an unbounded quantifier over a
 * group that itself repeats or chooses (unless possessive), more than 1,000 repetitions. One pass; groups at most 50 deep.
 */
final class PatternLint {
    private static final int MOST_REPETITIONS = 1_000;
    private static final int DEEPEST = 50;
    private static final int LONGEST = 4_096;

    private final String text;
    private int at;

    private PatternLint(String text) {
        this.text = text;
    }

    static void check(String expression) {
        if (expression.length() > LONGEST) {
            throw new IllegalArgumentException("a pattern has at most " + LONGEST + " characters");
        }
        PatternLint lint = new PatternLint(expression);
        lint.alternatives(0);
        if (lint.at < expression.length()) {
            throw lint.refused("has a ')' that closes nothing; write \\)");
        }
    }

    /** Reads up to the end or a closing bracket; says whether there was a choice or a repetition. */
    private boolean alternatives(int depth) {
        if (depth > DEEPEST) {
            throw refused("has groups over " + DEEPEST + " deep");
        }
        boolean moves = false;
        boolean first = true;
        while (at < text.length() && text.charAt(at) != ')') {
            char c = text.charAt(at);
            if (c == '|') {
                moves = true;
                first = true;
                at++;
                continue;
            }
            if (c == '^' || c == '$') {
                anchor(c, first && depth == 0);
            } else {
                moves |= repeated(atom(depth));
            }
            first = false;
        }
        return moves;
    }

    /** The whole text is matched anyway; elsewhere than at an end an anchor means other things to other engines. */
    private void anchor(char c, boolean first) {
        at++;
        boolean last = at == text.length() || text.charAt(at) == '|';
        if (c == '^' ? !first : !last) {
            throw refused("has " + c + " inside; the whole text is matched anyway, leave it out or write \\" + c);
        }
    }

    /** One thing that can be repeated; says whether it repeats or chooses inside. */
    private boolean atom(int depth) {
        char c = text.charAt(at);
        if (c == '(') {
            return group(depth);
        }
        if (c == '[') {
            at = CharacterClassLint.end(text, at);
            return false;
        }
        if (c == '\\') {
            at = EscapeLint.end(text, at, false);
            return false;
        }
        if (c == '*' || c == '+' || c == '?' || c == '{') {
            throw refused("repeats nothing with " + c + "; write \\" + c + " for the character");
        }
        at += Character.charCount(text.codePointAt(at));
        return false;
    }

    private boolean group(int depth) {
        at++;
        if (at < text.length() && text.charAt(at) == '?') {
            opening();
        }
        boolean moves = alternatives(depth + 1);
        if (at == text.length()) {
            throw refused("has a group that does not end");
        }
        at++;
        return moves;
    }

    private void opening() {
        String rest = text.substring(at + 1, Math.min(text.length(), at + 3));
        if (rest.startsWith(":")) {
            at += 2;
        } else if (rest.startsWith("=") || rest.startsWith("!") || rest.equals("<=") || rest.equals("<!")) {
            throw refused("looks around; match the whole text, and check the rest with a second constraint");
        } else if (rest.startsWith(">")) {
            throw refused("has an atomic group; write a possessive quantifier, as in [a-z]*+");
        } else if (rest.startsWith("<") && text.indexOf('>', at) > 0) {
            at = text.indexOf('>', at) + 1;
        } else {
            throw refused("has flags inside; give CASE_INSENSITIVE and UNICODE_CASE beside the pattern");
        }
    }

    /** Reads the quantifier after an atom; says whether atom and quantifier together repeat or choose. */
    private boolean repeated(boolean moves) {
        if (at == text.length() || "*+?{".indexOf(text.charAt(at)) < 0) {
            return moves;
        }
        char c = text.charAt(at++);
        boolean unbounded = c == '*' || c == '+' || c == '{' && bounds();
        boolean possessive = at < text.length() && text.charAt(at) == '+';
        if (possessive || at < text.length() && text.charAt(at) == '?') {
            at++;
        }
        if (unbounded && moves && !possessive) {
            throw refused(
                    "repeats without end a group that repeats or chooses itself; write a class, [ab]* for (a|b)*, "
                            + "or make it possessive, (a|bc)*+");
        }
        return true;
    }

    /** After the brace; says whether there is no upper bound. */
    private boolean bounds() {
        int end = text.indexOf('}', at);
        String inside = end < 0 ? "" : text.substring(at, end);
        if (!inside.matches("[0-9]{1,6}(,[0-9]{0,6})?")) {
            throw refused("has a brace that is no repetition; write \\{");
        }
        for (String number : inside.split(",", -1)) {
            if (!number.isEmpty() && Integer.parseInt(number) > MOST_REPETITIONS) {
                throw refused(
                        "repeats more than " + MOST_REPETITIONS + " times; write * and bound the length with @Size");
            }
        }
        at = end + 1;
        return inside.endsWith(",");
    }

    private IllegalArgumentException refused(String why) {
        return refused(text, at, why);
    }

    static IllegalArgumentException refused(String text, int at, String why) {
        return new IllegalArgumentException("the pattern " + text + " " + why + " (character " + at + ")");
    }
}
