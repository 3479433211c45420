package io.gapura.validation;

import io.gapura.filters.Violation;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.constraints.AssertFalse;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Future;
import jakarta.validation.constraints.FutureOrPresent;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Negative;
import jakarta.validation.constraints.NegativeOrZero;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Null;
import jakarta.validation.constraints.Past;
import jakarta.validation.constraints.PastOrPresent;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.lang.annotation.Annotation;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The public word for a broken constraint, from its annotation type alone: a message may hold text of the developer or a
 * value of the client. A constraint that is not one of Jakarta Validation's is {@code body.constraint}.
 */
final class Codes {
    private static final Map<String, Set<Class<? extends Annotation>>> TABLE = Map.of(
            "body.missing", Set.of(NotNull.class, NotBlank.class, NotEmpty.class),
            "body.not-null", Set.of(Null.class),
            "body.pattern", Set.of(Pattern.class),
            "body.email", Set.of(Email.class),
            "body.rule", Set.of(AssertTrue.class, AssertFalse.class),
            "body.time", Set.of(Past.class, PastOrPresent.class, Future.class, FutureOrPresent.class),
            "body.range",
                    Set.of(
                            Min.class,
                            Max.class,
                            DecimalMin.class,
                            DecimalMax.class,
                            Digits.class,
                            Positive.class,
                            PositiveOrZero.class,
                            Negative.class,
                            NegativeOrZero.class));

    private static final Map<Class<? extends Annotation>, String> BY_TYPE = TABLE.entrySet().stream()
            .flatMap(row -> row.getValue().stream().map(type -> Map.entry(type, row.getKey())))
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    private Codes() {}

    /** With the limits of the contract where the text names them; an open end is none. */
    static Violation at(String pointer, ConstraintViolation<?> violation) {
        Violation plain = new Violation(Violation.Place.BODY, pointer, of(violation));
        return violation.getConstraintDescriptor().getAnnotation() instanceof Size size
                        && size.max() < Integer.MAX_VALUE
                ? plain.with("min", size.min()).with("max", size.max())
                : plain;
    }

    static String of(ConstraintViolation<?> violation) {
        Class<? extends Annotation> type =
                violation.getConstraintDescriptor().getAnnotation().annotationType();
        if (type == Size.class) {
            return violation.getInvalidValue() instanceof CharSequence ? "text.length" : "list.size";
        }
        return BY_TYPE.getOrDefault(type, "body.constraint");
    }
}
