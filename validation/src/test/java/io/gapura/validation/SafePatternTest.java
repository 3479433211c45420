package io.gapura.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.validation.SafePattern.Outcome;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validation;
import jakarta.validation.ValidationException;
import jakarta.validation.Validator;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hibernate.validator.HibernateValidator;
import org.hibernate.validator.HibernateValidatorConfiguration;
import org.hibernate.validator.cfg.ConstraintMapping;
import org.hibernate.validator.engine.HibernateConstraintViolation;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafePatternTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[a-z]+",
                "[A-Z]{2}[0-9]{3,10}",
                "^[a-z]+$",
                "^a$|^b$",
                "\\d{4}-\\d{2}-\\d{2}",
                "(?:[a-z]{1,10}){1,3}",
                "(a|b)?",
                "(a|b){2,5}",
                "(a|b)*+",
                "(a|bc)++x",
                "(?:a+)*+",
                "(abc)*",
                "(?<year>[0-9]{4})",
                "[a-z]*?x",
                "\\p{L}+",
                "\\p{Lu}\\p{IsLatin}*",
                "\\P{Nd}",
                "[\\p{L}\\d_-]{1,40}",
                "[-a]",
                "[a-]",
                "[^\\]\\[]",
                "[\\w.]+@[\\w.]+",
                "\\x41\\u0042\\t\\n\\.\\\\",
                "a{1000}",
                "a{0,1000}",
                "😀+",
                "a]b}c"
            })
    void shapesThatRunInLinearTimeStart(String expression) {
        assertThatCode(() -> SafePattern.of(expression)).doesNotThrowAnyException();
    }

    static Stream<Arguments> refused() {
        return Stream.of("""
            ^(.+)+\\1$ ⟶ repeats without end
            (a+)+ ⟶ repeats without end
            (a*)* ⟶ repeats without end
            (a?)+ ⟶ repeats without end
            (a{2})+ ⟶ repeats without end
            (a{2,})* ⟶ repeats without end
            (a|b)* ⟶ [ab]* for (a
            (a|b)+ ⟶ repeats without end
            (a|b){2,} ⟶ repeats without end
            (?:a|b)* ⟶ repeats without end
            (?<n>a|b)* ⟶ repeats without end
            ((a|b)c)* ⟶ repeats without end
            ((a)*)* ⟶ repeats without end
            ^((a|b|ab)*)*c$ ⟶ repeats without end
            (a|b)*? ⟶ repeats without end
            (.)\\1 ⟶ refers back
            (?<n>a)\\k<n> ⟶ refers back
            a(?=b) ⟶ looks around
            a(?!b) ⟶ looks around
            (?<=a)b ⟶ looks around
            (?<!a)b ⟶ looks around
            (?>a+) ⟶ atomic group
            (?i)a ⟶ flags inside
            (?i:a) ⟶ flags inside
            (?s-i)a ⟶ flags inside
            a{1001} ⟶ more than 1000
            a{1,1001} ⟶ more than 1000
            a{1001,} ⟶ more than 1000
            a{,3} ⟶ no repetition
            a{x} ⟶ no repetition
            a{ ⟶ no repetition
            {3} ⟶ repeats nothing
            *a ⟶ repeats nothing
            a** ⟶ repeats nothing
            a|* ⟶ repeats nothing
            (+) ⟶ repeats nothing
            (a ⟶ does not end
            a) ⟶ closes nothing
            [a ⟶ does not end
            [] ⟶ empty class
            [^] ⟶ empty class
            [a[b]] ⟶ class in a class
            [a-z&&[^b]] ⟶ class in a class
            [[:alpha:]] ⟶ class in a class
            [\\w-z] ⟶ range of classes
            [a-\\d] ⟶ range of classes
            [a-z-9] ⟶ could be a range
            \\ ⟶ backslash
            \\Qa+\\E ⟶ quotes with
            \\bword\\b ⟶ read differently
            \\Ba ⟶ read differently
            \\R ⟶ read differently
            \\X ⟶ read differently
            \\h ⟶ read differently
            \\v ⟶ read differently
            \\Ga ⟶ read differently
            a\\Z ⟶ read differently
            \\cA ⟶ read differently
            \\e ⟶ read differently
            \\0101 ⟶ read differently
            \\N{DIGIT ONE} ⟶ read differently
            \\pL ⟶ without braces
            \\p{ ⟶ without braces
            \\p{IsAlphabetic} ⟶ read differently
            \\p{javaLowerCase} ⟶ read differently
            \\p{InGreek} ⟶ read differently
            \\p{Cn} ⟶ read differently
            \\x4 ⟶ character code
            \\xzz ⟶ character code
            \\u004 ⟶ character code
            a^b ⟶ ^ inside
            (^a) ⟶ ^ inside
            a$b ⟶ $ inside
            (a$) ⟶ $ inside
            [z-a] ⟶ is none
            (?<n>a)(?<n>b) ⟶ is none
            """.split("\n")).map(line -> Arguments.of((Object[]) line.split(" ⟶ ")));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void anyOtherShapeDoesNotStartAndSaysWhatToWrite(String expression, String why) {
        assertThatThrownBy(() -> SafePattern.of(expression))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why)
                .hasMessageContaining(expression);
    }

    @Test
    void anExpressionAndItsGroupsHaveBounds() {
        assertThatCode(() -> SafePattern.of("a".repeat(4_096))).doesNotThrowAnyException();
        assertThatThrownBy(() -> SafePattern.of("a".repeat(4_097))).hasMessageContaining("4096");
        assertThatCode(() -> SafePattern.of("(".repeat(50) + ")".repeat(50))).doesNotThrowAnyException();
        assertThatThrownBy(() -> SafePattern.of("(".repeat(51) + ")".repeat(51)))
                .hasMessageContaining("50 deep");
    }

    @Test
    void theWholeTextIsMatchedAndADotIsAnyCharacter() {
        SafePattern pattern = SafePattern.of("a.b");
        assertThat(pattern.matches("a\nb")).isTrue();
        assertThat(pattern.matches("xa\nb")).isFalse();
        assertThat(pattern.matches("a\nbx")).isFalse();
        assertThat(SafePattern.of("a$").matches("a\n")).isFalse();
        assertThat(SafePattern.of("^a|^b").matches("b")).isTrue();
        assertThat(pattern.expression()).isEqualTo("a.b");
        assertThat(pattern).hasToString("SafePattern[a.b]");
    }

    @Test
    void foldingCaseIsSaidForAllOfUnicodeOrNotAtAll() {
        int folding = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
        assertThat(SafePattern.of("straße", folding).matches("STRAßE")).isTrue();
        assertThat(SafePattern.of("é", folding | Pattern.DOTALL).matches("É")).isTrue();
        assertThat(SafePattern.of("a", Pattern.DOTALL).matches("A")).isFalse();
        for (int flags : new int[] {
            Pattern.CASE_INSENSITIVE,
            Pattern.UNICODE_CASE,
            Pattern.COMMENTS,
            Pattern.MULTILINE,
            Pattern.CANON_EQ,
            Pattern.UNIX_LINES,
            Pattern.LITERAL,
            folding | Pattern.COMMENTS,
            Pattern.UNICODE_CHARACTER_CLASS
        }) {
            assertThatThrownBy(() -> SafePattern.of("a", flags)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void atMost4096CodePointsAreLookedAt() {
        SafePattern any = SafePattern.of(".*");
        assertThat(any.match("a".repeat(4_096))).isEqualTo(Outcome.MATCHES);
        assertThat(any.match("a".repeat(4_097))).isEqualTo(Outcome.DIFFERS);
        assertThat(any.match("😀".repeat(4_096))).isEqualTo(Outcome.MATCHES);
        assertThat(any.match("😀".repeat(4_097))).isEqualTo(Outcome.DIFFERS);
        assertThat(any.match("a".repeat(10_000_000))).isEqualTo(Outcome.DIFFERS);
    }

    static Stream<Arguments> slow() {
        return Stream.of(
                Arguments.of("^((a|b|ab)*)*c$", "ab".repeat(20) + "d"),
                Arguments.of("^(.*?,){25}P", "1,".repeat(40)),
                Arguments.of("^(.+)+\\1$", "a".repeat(30) + "b"),
                Arguments.of("(x+x+)+y", "x".repeat(40)),
                Arguments.of("(.*)(.*)(.*)(.*)(.*)(.*)(.*)(.*)z", "a".repeat(60)));
    }

    /** Without the check of shapes, so that the budget is all there is; without it this took until the sun is cold. */
    @ParameterizedTest
    @MethodSource("slow")
    void whatBacktracksWithoutEndIsGivenUpSoon(String expression, String text) {
        SafePattern pattern = SafePattern.unchecked(expression, 0);
        pattern.match(text);
        long from = System.nanoTime();
        assertThat(pattern.match(text)).isEqualTo(Outcome.GIVEN_UP);
        assertThat(System.nanoTime() - from).isLessThan(TimeUnit.MINUTES.toNanos(3));
        assertThat(pattern.matches(text)).isFalse();
    }

    @Test
    void theBudgetIsAHundredStepsForEachCharacterAndTenThousand() {
        String text = "a".repeat(100);
        CountedText counted = new CountedText(text);
        assertThat(SafePattern.unchecked("(.*)(.*)(.*)(.*)(.*)(.*)(.*)(.*)z", 0).match(counted))
                .isEqualTo(Outcome.GIVEN_UP);
        assertThat(counted.steps).isEqualTo(100 * 100 + 10_000);
    }

    /** A text that counts how often it is looked at. */
    private static final class CountedText implements CharSequence {
        private final String text;
        private int steps;

        CountedText(String text) {
            this.text = text;
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            steps++;
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }
    }

    @Test
    void aStackThatOverflowsIsARefusal() throws InterruptedException {
        SafePattern pattern = SafePattern.unchecked("(a|b)*", 0);
        AtomicReference<Outcome> outcome = new AtomicReference<>();
        Thread thread = new Thread(null, () -> outcome.set(pattern.match("ab".repeat(2_048))), "small", 256 << 10);
        thread.start();
        thread.join();
        assertThat(outcome).hasValue(Outcome.GIVEN_UP);
        assertThat(pattern.match("abab")).as("the next match works").isEqualTo(Outcome.MATCHES);
    }

    record Plate(
            @jakarta.validation.constraints.Pattern(regexp = "[A-Z]{1,2} [0-9]{1,4}")
            String plate) {}

    record Folded(
            @jakarta.validation.constraints.Pattern(
                    regexp = "é+",
                    flags = {
                        jakarta.validation.constraints.Pattern.Flag.CASE_INSENSITIVE,
                        jakarta.validation.constraints.Pattern.Flag.UNICODE_CASE
                    })
            String text) {}

    record Slow(
            @jakarta.validation.constraints.Pattern(regexp = "(.*)(.*)(.*)(.*)(.*)(.*)(.*)(.*)z")
            String text) {}

    record Refused(
            @jakarta.validation.constraints.Pattern(regexp = "(a+)+")
            String text) {}

    private static Validator validator() {
        HibernateValidatorConfiguration configuration = Validation.byProvider(HibernateValidator.class)
                .configure()
                .messageInterpolator(new ParameterMessageInterpolator());
        ConstraintMapping mapping = configuration.createConstraintMapping();
        mapping.constraintDefinition(jakarta.validation.constraints.Pattern.class)
                .includeExistingValidators(false)
                .validatedBy(PatternConstraint.class);
        return configuration.addMapping(mapping).buildValidatorFactory().getValidator();
    }

    private static String payload(Object bean) {
        StringBuilder words = new StringBuilder();
        for (ConstraintViolation<Object> violation : validator().validate(bean)) {
            HibernateConstraintViolation<?> ours = violation.unwrap(HibernateConstraintViolation.class);
            words.append(ours.getDynamicPayload(String.class));
        }
        return words.toString();
    }

    @Test
    void theAnnotationOfJakartaRunsOnTheBudget() {
        assertThat(payload(new Plate("B 1234"))).isEmpty();
        assertThat(payload(new Plate(null))).isEmpty();
        assertThat(payload(new Plate("b 1234"))).isEqualTo("pattern");
        assertThat(payload(new Folded("ÉÉ"))).isEmpty();
        assertThat(payload(new Slow("a".repeat(60)))).isEqualTo("control.failure");
        assertThatThrownBy(() -> validator().validate(new Refused("a")))
                .isInstanceOf(ValidationException.class)
                .hasRootCauseInstanceOf(IllegalArgumentException.class);
    }
}
