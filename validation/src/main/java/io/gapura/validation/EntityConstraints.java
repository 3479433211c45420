package io.gapura.validation;

import io.gapura.filters.Decision;
import io.gapura.filters.EntityCheck;
import io.gapura.filters.Rejection;
import io.gapura.filters.Violation;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs the validator on one bound entity. Nobody can annotate the elements of a collection, array or map that is itself
 * the entity, so they are checked one by one, at most 32 deep; the walk ends once an answer is full.
 */
final class EntityConstraints implements EntityCheck {
    private static final int ENOUGH = 20;
    private static final int DEEPEST = 32;

    private final Validator validator;
    private final int status;
    private final Settlement settlement;
    private final Class<?>[] groups;

    /** @param groups none: the default group */
    EntityConstraints(Validator validator, int status, Settlement settlement, Class<?>... groups) {
        this.validator = validator;
        this.status = status;
        this.settlement = settlement;
        this.groups = groups.clone();
    }

    /** A constraint may run a pattern over a value of any length, hence the stack overflow. */
    @Override
    public Decision check(Object entity) {
        try {
            List<Violation> found = new ArrayList<>();
            walk(entity, "", true, 0, found);
            return found.isEmpty() ? Decision.proceed() : settlement.of(Decision.proceed(), refusal(found));
        } catch (RuntimeException | StackOverflowError failure) {
            return Decision.reject(Rejection.internalError("control.failure")
                    .note(failure.getClass().getName()));
        }
    }

    private Rejection refusal(List<Violation> found) {
        return Rejection.of(status, "content-refused", found.get(0).code()).violations(found);
    }

    /** Places are known as long as every step was an index: what a client named is never repeated to it. */
    private void walk(@Nullable Object value, String at, boolean indexed, int depth, List<Violation> found) {
        if (value == null || found.size() >= ENOUGH) {
            return;
        }
        if (depth > DEEPEST) {
            found.add(new Violation(Violation.Place.BODY, at, "body.depth"));
            return;
        }
        bean(value, at, indexed, found);
        if (value instanceof Map<?, ?> map) {
            map.values().forEach(element -> walk(element, at, false, depth + 1, found));
        } else if (value instanceof List<?> list) {
            elements(list, at, indexed, depth, found);
        } else if (value instanceof Collection<?> others) {
            others.forEach(element -> walk(element, at, false, depth + 1, found));
        } else if (value instanceof Object[] array) {
            elements(Arrays.asList(array), at, indexed, depth, found);
        }
    }

    private void elements(List<?> list, String at, boolean indexed, int depth, List<Violation> found) {
        int index = 0;
        for (Object element : list) {
            walk(element, indexed ? at + "/" + index : at, indexed, depth + 1, found);
            index++;
        }
    }

    private void bean(Object bean, String at, boolean indexed, List<Violation> found) {
        for (ConstraintViolation<Object> violation : validator.validate(bean, groups)) {
            String pointer = indexed ? Pointers.below(at, violation.getPropertyPath()) : at;
            found.add(Codes.at(pointer, violation));
        }
    }
}
