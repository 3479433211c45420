package io.gapura.validation;

import io.gapura.filters.Rejection;
import io.gapura.filters.Violation;
import io.gapura.validation.constraints.OneOf;
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
import jakarta.validation.metadata.ConstraintDescriptor;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.validator.engine.HibernateConstraintViolation;
import org.jspecify.annotations.Nullable;

/**
 * The public word for a broken constraint: what a validator of ours says of it, else from the annotation type alone,
 * because a message may hold text of the developer or a value of the client. A constraint that nobody here knows is
 * {@code constraint}.
 */
final class Codes {
    /** For who is asked inside: a match was given up. Outside it is a pattern that was broken; the audit record says more. */
    static final String GIVEN_UP = Budgeted.FAILURE;

    private static final Map<String, Set<Class<? extends Annotation>>> TABLE = Map.of(
            "missing", Set.of(NotNull.class, NotBlank.class, NotEmpty.class),
            "not-null", Set.of(Null.class),
            "pattern", Set.of(Pattern.class),
            "email", Set.of(Email.class),
            "rule", Set.of(AssertTrue.class, AssertFalse.class),
            "time", Set.of(Past.class, PastOrPresent.class, Future.class, FutureOrPresent.class),
            "range",
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

    private static final java.util.regex.Pattern WORD =
            java.util.regex.Pattern.compile("[a-z][a-z0-9-]{0,30}(?:\\.[a-z][a-z0-9-]{0,30})?");

    /** Words whose text names what the contract allows. */
    private static final Set<String> LENGTHS = Set.of("text.length", "list.size", "password.length");

    private Codes() {}

    /** A refusal for these; that a control has failed is its private reason alone. */
    static Rejection refusal(int status, String code, String family, List<Violation> found) {
        boolean failed = found.stream().anyMatch(each -> each.code().equals(GIVEN_UP));
        List<Violation> told = failed ? published(family, found) : found;
        Rejection refused = Rejection.of(
                        status, code, failed ? GIVEN_UP : told.get(0).code())
                .violations(told);
        return failed
                ? refused.note("the budget of a pattern was spent, and the text taken for one that differs")
                : refused;
    }

    /** With public words alone. */
    static List<Violation> published(String family, List<Violation> found) {
        return found.stream()
                .map(each -> each.code().equals(GIVEN_UP)
                        ? new Violation(each.place(), each.at(), family + ".pattern")
                        : each)
                .toList();
    }

    /** With the limits of the contract where the text names them; an open end is none. */
    static Violation at(String pointer, ConstraintViolation<?> violation) {
        Violation plain = new Violation(Violation.Place.BODY, pointer, word(violation, "body"));
        ConstraintDescriptor<?> descriptor = violation.getConstraintDescriptor();
        if (descriptor.getAnnotation() instanceof OneOf words) {
            return plain.with("allowed", String.join(", ", words.value()));
        }
        return LENGTHS.contains(plain.code())
                        && descriptor.getAttributes().get("max") instanceof Integer max
                        && max < Integer.MAX_VALUE
                ? plain.with("min", descriptor.getAttributes().getOrDefault("min", 0))
                        .with("max", max)
                : plain;
    }

    /** The word, behind {@code body} or {@code param} where it has no family of its own. */
    static String word(ConstraintViolation<?> violation, String family) {
        String said = said(violation);
        if (said != null) {
            return said.indexOf('.') < 0 ? family + "." + said : said;
        }
        Class<? extends Annotation> type =
                violation.getConstraintDescriptor().getAnnotation().annotationType();
        if (type == Size.class) {
            return violation.getInvalidValue() instanceof CharSequence ? "text.length" : "list.size";
        }
        return family + "." + BY_TYPE.getOrDefault(type, "constraint");
    }

    /** What the validator itself says, by {@code withDynamicPayload}: a word, and nothing else. */
    private static @Nullable String said(ConstraintViolation<?> violation) {
        Object payload = violation instanceof HibernateConstraintViolation<?> known
                ? known.getDynamicPayload(Object.class)
                : null;
        return payload instanceof String word && WORD.matcher(word).matches() ? word : null;
    }
}
