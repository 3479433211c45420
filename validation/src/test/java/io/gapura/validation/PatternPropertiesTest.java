package io.gapura.validation;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.PatternSyntaxException;
import java.util.List;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever the lint accepts, an engine of linear time compiles and reads alike. */
class PatternPropertiesTest {
    private static final List<String> PIECES = List.of(
            "a",
            "b",
            "0",
            "é",
            "😀",
            " ",
            "-",
            ".",
            "*",
            "+",
            "?",
            "|",
            "(",
            ")",
            "(?:",
            "(?<n>",
            "(?i)",
            "(?=",
            "(?>",
            "[",
            "]",
            "[^",
            "[ab]",
            "[a-c]",
            "[^a]",
            "\\d",
            "\\w",
            "\\W",
            "\\s",
            "\\p{L}",
            "\\p{Lu}",
            "\\P{L}",
            "\\p{Alpha}",
            "\\p{IsLatin}",
            "\\.",
            "\\\\",
            "\\",
            "\\x61",
            "\\1",
            "\\b",
            "{2}",
            "{0,3}",
            "{1,}",
            "{",
            "}",
            "^",
            "$",
            "&&",
            ",");

    @Provide
    Arbitrary<String> expressions() {
        return Arbitraries.of(PIECES).list().ofMaxSize(8).map(pieces -> String.join("", pieces));
    }

    /** Without the one blank that only one of them counts as such, U+000B. */
    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of("a", "b", "A", "c", "0", "é", "😀", " ", "\n", "-", ".", "\\", "a1", ",", "\u0410")
                .list()
                .ofMaxSize(8)
                .map(pieces -> String.join("", pieces));
    }

    @Property(tries = 20_000)
    void anExpressionThatIsAcceptedCompilesAndAgreesElsewhere(
            @ForAll("expressions") String expression, @ForAll("texts") String text) {
        SafePattern pattern;
        try {
            pattern = SafePattern.of(expression);
        } catch (IllegalArgumentException refused) {
            return;
        }
        SafePattern.Outcome outcome = pattern.match(text);
        assertThat(outcome).isNotEqualTo(SafePattern.Outcome.GIVEN_UP);
        if (!expression.matches(".*[*+?}]\\+.*")) {
            boolean elsewhere = com.google.re2j.Pattern.compile(there(expression), com.google.re2j.Pattern.DOTALL)
                    .matches(text);
            assertThat(outcome == SafePattern.Outcome.MATCHES)
                    .as(expression + " on " + text)
                    .isEqualTo(elsewhere);
        }
    }

    /** The same words in the other engine's spelling. */
    private static String there(String expression) {
        return expression
                .replace("(?<", "(?P<")
                .replace("\\p{Alpha}", "[[:alpha:]]")
                .replace("{Is", "{");
    }

    /** The lint reads as the JDK does: what it accepts is an expression. */
    @Property(tries = 20_000)
    void theLintAcceptsNothingThatIsNoExpression(@ForAll("expressions") String expression) {
        try {
            PatternLint.check(expression);
        } catch (IllegalArgumentException refused) {
            assertThat(refused).hasMessageContaining("the pattern").isNotInstanceOf(PatternSyntaxException.class);
            return;
        }
        assertThat(Pattern.compile(expression)).isNotNull();
    }

    @Property(tries = 5_000)
    void noExpressionMakesTheLintThrowAnythingElse(@ForAll String expression) {
        try {
            PatternLint.check(expression);
        } catch (IllegalArgumentException refused) {
            assertThat(refused).hasMessageContaining("pattern");
        }
    }
}
