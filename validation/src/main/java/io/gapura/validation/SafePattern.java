package io.gapura.validation;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A regular expression that no text can make slow: shapes that backtrack without bound are refused when it is made, and
 * what is left runs on a budget. Matches the whole text, and a dot is any character, unless it was
 * made by {@link #within}.
 *
 * <p>At most 4,096 code points are looked at, in at most 100 steps for each character and 10,000 more. What goes over, or
 * overflows the stack, is {@link Outcome#GIVEN_UP} and a refusal. Immutable, thread-safe (CWE-1333).
 */
public final class SafePattern {
    private static final int LONGEST = 4_096;
    private static final int STEPS_PER_CHARACTER = 100;
    private static final int STEPS = 10_000;

    private final Pattern pattern;
    private final boolean whole;

    /** What came of one match. */
    public enum Outcome {
        MATCHES,
        DIFFERS,
        /** Budget or stack were used up: refuse as if it differed, and record {@code control.failure}. */
        GIVEN_UP
    }

    private SafePattern(Pattern pattern, boolean whole) {
        this.pattern = pattern;
        this.whole = whole;
    }

    /**
     * The expression in the syntax of {@link Pattern}, as far as a linear-time engine could run it too.
     *
     * @throws IllegalArgumentException for an expression outside of it; says where, why, and what to write instead
     */
    public static SafePattern of(String expression) {
        return of(expression, 0);
    }

    /**
     * The same with flags.
     *
     * @param flags of {@link Pattern}: {@code DOTALL}, which holds anyway, and {@code CASE_INSENSITIVE} together with {@code
     *     UNICODE_CASE}, so that nobody means ASCII by accident
     * @throws IllegalArgumentException for any other flag, too
     */
    public static SafePattern of(String expression, int flags) {
        int folding = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
        int given = flags & ~Pattern.DOTALL;
        if (given != 0 && given != folding) {
            throw new IllegalArgumentException("flags of a pattern are CASE_INSENSITIVE with UNICODE_CASE, or none");
        }
        PatternLint.check(expression);
        try {
            return unchecked(expression, given);
        } catch (PatternSyntaxException wrong) {
            throw new IllegalArgumentException(
                    "the pattern " + expression + " is none: " + wrong.getDescription(), wrong);
        }
    }

    /**
     * One that a text matches in which some part does, as JSON Schema means a pattern: {@code ^} and {@code $} bind it to
     * the ends of the text, and a dot is no line end.
     *
     * @throws IllegalArgumentException for an expression outside of the syntax, as for {@link #of(String)}
     */
    public static SafePattern within(String expression) {
        PatternLint.check(expression);
        try {
            return new SafePattern(Pattern.compile(ends(expression)), false);
        } catch (PatternSyntaxException wrong) {
            throw new IllegalArgumentException(
                    "the pattern " + expression + " is none: " + wrong.getDescription(), wrong);
        }
    }

    /** To Java a dollar stands before a last line feed, too. One that is no anchor is escaped, or in a class. */
    private static String ends(String expression) {
        StringBuilder ends = new StringBuilder();
        boolean inClass = false;
        for (int i = 0; i < expression.length(); i++) {
            char c = expression.charAt(i);
            if (c == '\\') {
                ends.append(c).append(expression.charAt(++i));
                continue;
            }
            inClass = c == '[' || inClass && c != ']';
            ends.append(c == '$' && !inClass ? "\\z" : Character.toString(c));
        }
        return ends.toString();
    }

    /** Without the check of its shape: the budget alone has to hold, and tests show that it does. */
    static SafePattern unchecked(String expression, int flags) {
        return new SafePattern(Pattern.compile(expression, flags | Pattern.DOTALL), true);
    }

    /** Whether the whole text matches; no when matching was given up. */
    public boolean matches(CharSequence text) {
        return match(text) == Outcome.MATCHES;
    }

    /** The same, telling a text that differs from one that was given up. */
    public Outcome match(CharSequence text) {
        int length = text.length();
        if (length > LONGEST && (length > 2 * LONGEST || Character.codePointCount(text, 0, length) > LONGEST)) {
            return Outcome.DIFFERS;
        }
        try {
            Matcher matcher = pattern.matcher(new Budgeted(text, STEPS_PER_CHARACTER * length + STEPS));
            return (whole ? matcher.matches() : matcher.find()) ? Outcome.MATCHES : Outcome.DIFFERS;
        } catch (Budgeted.Spent | StackOverflowError spent) {
            return Outcome.GIVEN_UP;
        }
    }

    /** The expression, which is the developer's and no secret. */
    public String expression() {
        return pattern.pattern();
    }

    @Override
    public String toString() {
        return "SafePattern[" + pattern.pattern() + "]";
    }
}
