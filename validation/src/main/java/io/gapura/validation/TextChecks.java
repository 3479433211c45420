package io.gapura.validation;

import io.gapura.filters.Caller;
import io.gapura.filters.ConfigurationException;
import io.gapura.validation.constraints.NewPassword;
import io.gapura.validation.constraints.TextConstraints;
import io.gapura.validation.constraints.TextRule;
import io.gapura.validation.constraints.TextViolation;
import jakarta.validation.constraints.Pattern;
import java.lang.annotation.Annotation;
import java.math.BigDecimal;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Constraints as checks of text: those of this library, and those of Jakarta Validation that a range cannot say. */
final class TextChecks {
    static final TextCheck NOT_BLANK = new Simple("@NotBlank", "required", text -> !isBlank(text), false);

    private TextChecks() {}

    private record Simple(String title, String word, Predicate<String> keeps, boolean isBound) implements TextCheck {
        @Override
        public @Nullable String refusal(String text) {
            return keeps.test(text) ? null : word;
        }
    }

    /** As Jakarta Validation trims: every control and the blank. */
    private static boolean isBlank(String text) {
        return text.trim().isEmpty();
    }

    private record Ruled(String title, TextRule rule) implements TextCheck {
        @Override
        public @Nullable String refusal(String text) {
            TextViolation broken = rule.refusal(text);
            return broken == null ? null : broken.word();
        }
    }

    private record Matched(String title, SafePattern pattern) implements TextCheck {
        @Override
        public @Nullable String refusal(String text) {
            return switch (pattern.match(text)) {
                case MATCHES -> null;
                case DIFFERS -> "pattern";
                case GIVEN_UP -> Codes.GIVEN_UP;
            };
        }
    }

    /** Of a password: who sends it must not be called so. */
    private record Password(String title, TextRule rule, NewPassword declared, ValidatorSetup setup)
            implements TextCheck {
        @Override
        public @Nullable String refusal(String text) {
            TextViolation broken = rule.refusal(text);
            return broken == null ? null : broken.word();
        }

        @Override
        public @Nullable String refusal(String text, Caller caller) {
            TextConstraints own = setup.texts(caller);
            TextRule asked = own == setup.texts() ? rule : own.rule(declared).orElseThrow();
            TextViolation broken = asked.refusal(text);
            return broken == null ? null : broken.word();
        }
    }

    /** Null when it is none of this library. */
    static @Nullable TextCheck of(Annotation annotation, ValidatorSetup setup) {
        TextRule rule = setup.texts().rule(annotation).orElse(null);
        if (rule == null) {
            return null;
        }
        return annotation instanceof NewPassword password
                ? new Password(title(annotation), rule, password, setup)
                : new Ruled(title(annotation), rule);
    }

    /** As it is written, without what every constraint has. */
    private static String title(Annotation annotation) {
        return annotation
                .toString()
                .replace(
                        annotation.annotationType().getCanonicalName(),
                        annotation.annotationType().getSimpleName())
                .replaceAll("(, )?(message|groups|payload)=(\\{[^}]*}|\"[^\"]*\")(, )?", "$1");
    }

    static TextCheck matching(SafePattern pattern) {
        return new Matched("matches " + pattern.expression(), pattern);
    }

    /**
     * A pattern that no text makes slow.
     *
     * @throws ConfigurationException for one that could be
     */
    static TextCheck pattern(Pattern pattern, String place) {
        int flags = 0;
        for (Pattern.Flag flag : pattern.flags()) {
            flags |= flag.getValue();
        }
        return pattern(pattern.regexp(), flags, place);
    }

    static TextCheck pattern(String expression, String place) {
        return pattern(expression, 0, place);
    }

    private static TextCheck pattern(String expression, int flags, String place) {
        try {
            return matching(SafePattern.of(expression, flags));
        } catch (IllegalArgumentException unsafe) {
            throw ConfigurationException.at(place, "lint.regex " + unsafe.getMessage());
        }
    }

    /** At most so many digits before and behind the point. */
    static TextCheck digits(int integer, int fraction) {
        return new Simple(
                "@Digits(" + integer + ", " + fraction + ")",
                "range",
                text -> {
                    BigDecimal value = new BigDecimal(text);
                    return value.precision() - value.scale() <= integer && value.scale() <= fraction;
                },
                true);
    }

    /** A number that is the open end of a range. */
    static TextCheck not(BigDecimal end) {
        return new Simple(
                "not " + end.toPlainString(), "range", text -> new BigDecimal(text).compareTo(end) != 0, true);
    }
}
