package io.gapura.validation;

import io.gapura.filters.ConfigurationException;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Negative;
import jakarta.validation.constraints.NegativeOrZero;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import jakarta.validation.metadata.ConstraintDescriptor;
import java.lang.annotation.Annotation;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns constraints into rules that are checked on the text of a parameter, before a runtime converts it. What is not
 * known here is left for the validator. A constraint that is made of others alone is those others.
 */
final class NativeConstraints {
    private ParameterRule rule;
    private final boolean several;
    private final String place;
    private final ValidatorSetup setup;
    private final List<ConstraintDescriptor<?>> left = new ArrayList<>();

    private NativeConstraints(ParameterRule rule, boolean several, String place, ValidatorSetup setup) {
        this.setup = setup;
        this.rule = rule;
        this.several = several;
        this.place = place;
    }

    /** @param left what only the validator can run */
    record Read(ParameterRule rule, List<ConstraintDescriptor<?>> left) {}

    static Read of(DeclaredInput input, String place, ValidatorSetup setup) {
        NativeConstraints read = new NativeConstraints(begun(input), input.isSeveral(), place, setup);
        input.own().forEach(each -> read.add(each, input.isSeveral()));
        input.ofElements().forEach(each -> read.add(each, false));
        ParameterRule rule = input.fallback() == null ? read.rule : read.rule.optional();
        return new Read(rule, List.copyOf(read.left));
    }

    private static ParameterRule begun(DeclaredInput input) {
        Class<?> element = input.element();
        ParameterRule rule = ParameterRule.of(ParameterType.of(element));
        if (ParameterType.isPlainEnum(element)) {
            rule = rule.words(java.util.Arrays.stream(element.getEnumConstants())
                    .map(constant -> ((Enum<?>) constant).name())
                    .toList());
        } else if (element == char.class || element == Character.class) {
            rule = rule.length(1, 1);
        } else if (element == short.class || element == Short.class) {
            rule = rule.range(Short.MIN_VALUE, Short.MAX_VALUE);
        } else if (element == byte.class || element == Byte.class) {
            rule = rule.range(Byte.MIN_VALUE, Byte.MAX_VALUE);
        }
        rule = input.free() ? rule.freeText() : rule;
        return input.isSeveral() ? rule.many(Integer.MAX_VALUE) : rule;
    }

    private void add(ConstraintDescriptor<?> constraint, boolean onAll) {
        boolean composed = constraint.getConstraintValidatorClasses().isEmpty()
                && !constraint.getComposingConstraints().isEmpty();
        if (composed && !isOurs(constraint.getAnnotation())) {
            constraint.getComposingConstraints().forEach(each -> add(each, onAll));
            return;
        }
        try {
            if (onAll ? !addToAll(constraint.getAnnotation()) : !addToEach(constraint.getAnnotation())) {
                left.add(constraint);
            }
        } catch (IllegalArgumentException impossible) {
            throw ConfigurationException.at(place, "lint.contradiction " + impossible.getMessage());
        }
    }

    private boolean isOurs(Annotation annotation) {
        return TextChecks.of(annotation, setup) != null;
    }

    /** On a list as a whole. */
    private boolean addToAll(Annotation annotation) {
        if (annotation instanceof Size size) {
            rule = size.max() < Integer.MAX_VALUE ? rule.many(Math.max(1, size.max())) : rule;
            rule = size.min() > 0 ? rule.required() : rule;
            return size.min() <= 1;
        }
        boolean demanded = annotation instanceof NotEmpty;
        rule = demanded ? rule.required() : rule;
        return demanded || annotation instanceof NotNull;
    }

    private boolean addToEach(Annotation annotation) {
        if (annotation instanceof NotNull || annotation instanceof NotEmpty || annotation instanceof NotBlank) {
            return demanded(annotation);
        }
        if (annotation instanceof Size size && rule.type() == ParameterType.TEXT) {
            rule = rule.length(size.min(), size.max());
            return true;
        }
        if (annotation instanceof Pattern pattern && rule.type() == ParameterType.TEXT) {
            rule = rule.check(TextChecks.pattern(pattern, place));
            return true;
        }
        TextCheck text = rule.type() == ParameterType.TEXT ? TextChecks.of(annotation, setup) : null;
        if (text != null) {
            rule = rule.check(text);
            return true;
        }
        return rule.type().isNumber() && number(annotation);
    }

    /** An element of a list is never missing. */
    private boolean demanded(Annotation annotation) {
        rule = several ? rule : rule.required();
        boolean text = rule.type() == ParameterType.TEXT;
        if (annotation instanceof NotEmpty && text) {
            rule = rule.length(1, Integer.MAX_VALUE);
        } else if (annotation instanceof NotBlank) {
            rule = rule.check(TextChecks.NOT_BLANK);
        }
        return text || annotation instanceof NotNull;
    }

    private boolean number(Annotation annotation) {
        if (annotation instanceof Min min) {
            return range(BigDecimal.valueOf(min.value()), null);
        }
        if (annotation instanceof Max max) {
            return range(null, BigDecimal.valueOf(max.value()));
        }
        if (annotation instanceof DecimalMin min) {
            return min.inclusive() ? range(new BigDecimal(min.value()), null) : beyond(new BigDecimal(min.value()), 1);
        }
        if (annotation instanceof DecimalMax max) {
            return max.inclusive() ? range(null, new BigDecimal(max.value())) : beyond(new BigDecimal(max.value()), -1);
        }
        if (annotation instanceof PositiveOrZero || annotation instanceof NegativeOrZero) {
            boolean up = annotation instanceof PositiveOrZero;
            return range(up ? BigDecimal.ZERO : null, up ? null : BigDecimal.ZERO);
        }
        if (annotation instanceof Positive || annotation instanceof Negative) {
            return beyond(BigDecimal.ZERO, annotation instanceof Positive ? 1 : -1);
        }
        if (annotation instanceof Digits digits) {
            rule = rule.check(TextChecks.digits(digits.integer(), digits.fraction()));
            return true;
        }
        return false;
    }

    private boolean range(@Nullable BigDecimal min, @Nullable BigDecimal max) {
        rule = rule.range(min, max);
        return true;
    }

    /** The end itself is outside: of whole numbers the next one is the end. */
    private boolean beyond(BigDecimal end, int direction) {
        boolean whole =
                rule.type() != ParameterType.DECIMAL && end.stripTrailingZeros().scale() <= 0;
        if (whole) {
            BigDecimal next = end.add(BigDecimal.valueOf(direction));
            return direction > 0 ? range(next, null) : range(null, next);
        }
        range(direction > 0 ? end : null, direction > 0 ? null : end);
        rule = rule.check(TextChecks.not(end));
        return true;
    }
}
