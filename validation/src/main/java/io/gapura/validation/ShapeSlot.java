package io.gapura.validation;

import io.gapura.filters.ConfigurationException;
import io.gapura.validation.constraints.OneOf;
import io.gapura.validation.constraints.TextConstraints;
import io.gapura.validation.constraints.TextRule;
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
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.lang.annotation.Annotation;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One place where a value stands, with the constraints that can be held there while it streams by. Others, and those of
 * another group than the default, are left to the check of the bound entity.
 *
 * @param node what the value is written as
 * @param notNull whether it must be there
 * @param primitive whether Java has no null for it
 * @param notEmpty whether an empty text or list is none
 * @param notBlank whether a text of blanks is none
 * @param sizes characters (UTF-16 units, as {@code @Size} counts), items or members
 * @param number the range of a number
 * @param texts rules for a text, in their order
 */
record ShapeSlot(
        ShapeNode node,
        boolean notNull,
        boolean primitive,
        boolean notEmpty,
        boolean notBlank,
        Sizes sizes,
        NumberBounds number,
        List<Text> texts) {

    /** At least and at most so many; as text, the limits that an answer names. */
    record Sizes(int least, int most) {
        static final Sizes ANY = new Sizes(0, Integer.MAX_VALUE);

        Sizes and(int otherLeast, int otherMost) {
            return new Sizes(Math.max(least, otherLeast), Math.min(most, otherMost));
        }

        boolean holds(int size) {
            return least <= size && size <= most;
        }
    }

    /**
     * One rule for a text.
     *
     * @param params what an answer may say of it, by name
     */
    record Text(TextRule rule, Map<String, Object> params) {}

    static ShapeSlot of(ShapeNode node) {
        return new ShapeSlot(node, false, false, false, false, Sizes.ANY, NumberBounds.NONE, List.of());
    }

    ShapeSlot ofPrimitive() {
        return new ShapeSlot(node, notNull, true, notEmpty, notBlank, sizes, number, texts);
    }

    ShapeSlot required() {
        return new ShapeSlot(node, true, primitive, notEmpty, notBlank, sizes, number, texts);
    }

    /** The same with what these say about it. */
    ShapeSlot with(Iterable<Annotation> constraints, TextConstraints known) {
        ShapeSlot slot = this;
        for (Annotation each : constraints) {
            if (isOfDefaultGroup(each)) {
                slot = slot.presence(each).size(each).range(each).text(each, known);
            }
        }
        return slot;
    }

    private static boolean isOfDefaultGroup(Annotation annotation) {
        Optional<Object> groups = Foreign.attribute(annotation, "groups");
        return groups.filter(each -> each instanceof Class<?>[] all && all.length > 0)
                .isEmpty();
    }

    private ShapeSlot presence(Annotation annotation) {
        boolean empty = annotation instanceof NotEmpty;
        boolean blank = annotation instanceof NotBlank;
        return annotation instanceof NotNull || empty || blank
                ? new ShapeSlot(node, true, primitive, notEmpty || empty, notBlank || blank, sizes, number, texts)
                : this;
    }

    private ShapeSlot size(Annotation annotation) {
        return annotation instanceof Size size ? sized(sizes.and(size.min(), size.max())) : this;
    }

    ShapeSlot sized(Sizes other) {
        return new ShapeSlot(node, notNull, primitive, notEmpty, notBlank, other, number, texts);
    }

    private ShapeSlot range(Annotation annotation) {
        NumberBounds bounds = number;
        if (annotation instanceof Min min) {
            bounds = bounds.atLeast(BigDecimal.valueOf(min.value()), false);
        } else if (annotation instanceof Max max) {
            bounds = bounds.atMost(BigDecimal.valueOf(max.value()), false);
        } else if (annotation instanceof DecimalMin min) {
            bounds = bounds.atLeast(new BigDecimal(min.value()), !min.inclusive());
        } else if (annotation instanceof DecimalMax max) {
            bounds = bounds.atMost(new BigDecimal(max.value()), !max.inclusive());
        } else if (annotation instanceof Positive || annotation instanceof PositiveOrZero) {
            bounds = bounds.atLeast(BigDecimal.ZERO, annotation instanceof Positive);
        } else if (annotation instanceof Negative || annotation instanceof NegativeOrZero) {
            bounds = bounds.atMost(BigDecimal.ZERO, annotation instanceof Negative);
        } else if (annotation instanceof Digits digits) {
            bounds = bounds.digits(digits.integer(), digits.fraction());
        }
        return new ShapeSlot(node, notNull, primitive, notEmpty, notBlank, sizes, bounds, texts);
    }

    /** That a password does not hold the caller's name is left to the validator, which is told who calls. */
    private ShapeSlot text(Annotation annotation, TextConstraints known) {
        Optional<TextRule> rule = known.rule(annotation);
        if (rule.isEmpty()) {
            return this;
        }
        List<Text> all = new ArrayList<>(texts);
        all.add(new Text(rule.get(), params(annotation)));
        return new ShapeSlot(node, notNull, primitive, notEmpty, notBlank, sizes, number, List.copyOf(all));
    }

    private static Map<String, Object> params(Annotation annotation) {
        if (annotation instanceof OneOf words) {
            return Map.of("allowed", String.join(", ", words.value()));
        }
        Object most = Foreign.attribute(annotation, "max").orElse(0);
        Object least = Foreign.attribute(annotation, "min").orElse(0);
        return Map.of("min", least, "max", most);
    }

    /** @throws ConfigurationException when no value could keep both ends */
    void requirePossible(String place) {
        BigDecimal least = number.least();
        BigDecimal most = number.most();
        if (sizes.least() > sizes.most() || least != null && most != null && least.compareTo(most) > 0) {
            throw ConfigurationException.at(place, "lint.contradiction no value keeps all constraints");
        }
    }
}
