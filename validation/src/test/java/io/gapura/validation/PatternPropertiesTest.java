package io.gapura.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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

    /** The same in the other engine's spelling, which depends on whether a class is open. */
    private static String there(String expression) {
        String alike = expression.replace("(?<", "(?P<").replace("{Is", "{");
        StringBuilder there = new StringBuilder();
        boolean inside = false;
        for (int i = 0; i < alike.length(); i++) {
            char c = alike.charAt(i);
            if (alike.startsWith("\\p{Alpha}", i)) {
                there.append(inside ? "A-Za-z" : "[A-Za-z]");
                i += "\\p{Alpha}".length() - 1;
            } else if (c == '\\') {
                there.append(c).append(alike.charAt(++i));
            } else {
                inside = c == '[' || inside && c != ']';
                there.append(c);
            }
        }
        return there.toString();
    }

    /** A backward range, a name of a group twice: the JDK says so, and nobody else has to be caught. */
    @Property(tries = 20_000)
    void whatTheJdkCannotReadIsRefusedLikeAnythingElse(@ForAll("expressions") String expression) {
        try {
            assertThat(SafePattern.of(expression).expression()).isEqualTo(expression);
        } catch (IllegalArgumentException refused) {
            assertThat(refused)
                    .hasMessageStartingWith("the pattern")
                    .isExactlyInstanceOf(IllegalArgumentException.class);
        }
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
