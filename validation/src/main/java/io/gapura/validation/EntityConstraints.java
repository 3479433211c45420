package io.gapura.validation;

import io.gapura.filters.Caller;
import io.gapura.filters.Decision;
import io.gapura.filters.EntityCheck;
import io.gapura.filters.Rejection;
import io.gapura.filters.Violation;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Runs the validator on one bound entity. Nobody can annotate the elements of a collection, array or map that is itself
 * the entity, so they are checked one by one, at most 32 deep; the walk ends once an answer is full.
 */
final class EntityConstraints implements EntityCheck {
    private static final int ENOUGH = 20;
    private static final int DEEPEST = 32;

    private final ValidatorSetup setup;
    private final Validator validator;
    private final int status;
    private final Settlement settlement;
    private final @Nullable Parameter parameter;
    private final @Nullable Object called;
    private final Class<?>[] groups;

    /** The parameter of a method that the entity becomes, when it has constraints of its own. */
    record Parameter(Method method, int index) {}

    /**
     * Of one endpoint.
     *
     * @param parameter null where the constraints of its class are all
     * @param groups none: the default group
     */
    EntityConstraints(
            ValidatorSetup setup,
            int status,
            Settlement settlement,
            @Nullable Parameter parameter,
            Class<?>... groups) {
        this(setup, setup.standard(), status, settlement, parameter, null, groups);
    }

    private EntityConstraints(
            ValidatorSetup setup,
            Validator validator,
            int status,
            Settlement settlement,
            @Nullable Parameter parameter,
            @Nullable Object called,
            Class<?>... groups) {
        this.setup = setup;
        this.validator = validator;
        this.parameter = parameter;
        this.called = called;
        this.status = status;
        this.settlement = settlement;
        this.groups = groups.clone();
    }

    /** The same for what this caller sends. */
    EntityConstraints of(Caller caller) {
        Validator own = setup.of(caller);
        return own == validator
                ? this
                : new EntityConstraints(setup, own, status, settlement, parameter, called, groups);
    }

    /** Whether the object that is called is asked for. */
    boolean needsInstance() {
        return parameter != null;
    }

    /** The same for the object whose method is called. */
    EntityConstraints on(Object instance) {
        return new EntityConstraints(setup, validator, status, settlement, parameter, instance, groups);
    }

    /** A constraint may run a pattern over a value of any length, hence the stack overflow. */
    @Override
    public Decision check(Object entity) {
        try {
            List<Violation> found = new ArrayList<>();
            if (parameter != null) {
                asParameter(entity, parameter, found);
            }
            walk(entity, "", true, 0, found);
            return found.isEmpty() ? Decision.proceed() : settlement.of(Decision.proceed(), refusal(found));
        } catch (RuntimeException | StackOverflowError failure) {
            return Decision.reject(Rejection.internalError("control.failure")
                    .note(failure.getClass().getName()));
        }
    }

    private Rejection refusal(List<Violation> found) {
        return Codes.refusal(status, "content-refused", "body", found);
    }

    /** What is declared where the method takes it: on the parameter, and on its elements. */
    private void asParameter(Object entity, Parameter as, List<Violation> found) {
        if (called == null) {
            throw new IllegalStateException("the object that is called is not known");
        }
        @Nullable Object[] values = new Object[as.method().getParameterCount()];
        values[as.index()] = entity;
        for (ConstraintViolation<?> broken :
                validator.forExecutables().validateParameters(called, as.method(), values, groups)) {
            if (MethodCheck.index(broken.getPropertyPath()) == as.index() && found.size() < ENOUGH) {
                found.add(Codes.at(Pointers.below("", broken.getPropertyPath()), broken));
            }
        }
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
        } else if (value instanceof Optional<?> optional) {
            walk(optional.orElse(null), at, indexed, depth + 1, found);
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
