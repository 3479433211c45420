package io.gapura.validation;

import io.gapura.filters.Query;
import io.gapura.filters.RequestView;
import io.gapura.filters.Violation;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.validation.Validator;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Runs what only the validator can run on parameters: constraints of the application's own, and those across parameters.
 * To be asked when every parameter has kept its type. Immutable and thread-safe.
 */
final class MethodCheck {
    private final Validator validator;
    private final Class<?>[] groups;
    private final InputReader.Derived derived;
    private final Method method;
    private final InputCheck inputs;

    MethodCheck(Validator validator, Class<?>[] groups, InputReader.Derived derived, Method method, InputCheck inputs) {
        this.validator = validator;
        this.groups = groups.clone();
        this.derived = derived;
        this.method = method;
        this.inputs = inputs;
    }

    boolean isNeeded() {
        return derived.onMethod() || !derived.executed().isEmpty();
    }

    /** Whether the object that is called is asked for. */
    boolean needsInstance() {
        return derived.onMethod();
    }

    /**
     * What is wrong.
     *
     * @param instance that will be called; null where no method constraint is to be run
     */
    List<Violation> violations(RequestView request, Query form, @Nullable Object instance) {
        List<Violation> found = new ArrayList<>();
        for (InputReader.Executed each : derived.executed()) {
            Object value = converted(each.input(), request, form);
            for (ConstraintViolation<?> broken : validator.validateValue(each.bean(), each.property(), value, groups)) {
                found.add(at(each.input(), broken));
            }
        }
        if (instance != null && derived.onMethod()) {
            onMethod(request, form, instance, found);
        }
        return found;
    }

    private @Nullable Object converted(DeclaredInput input, RequestView request, Query form) {
        return input.isConvertible() ? input.converted(inputs.texts(request, form, input.named())) : null;
    }

    private void onMethod(RequestView request, Query form, Object instance, List<Violation> found) {
        List<@Nullable DeclaredInput> declared = derived.arguments();
        @Nullable Object[] values = new Object[declared.size()];
        for (int i = 0; i < values.length; i++) {
            DeclaredInput input = declared.get(i);
            values[i] = input == null ? null : converted(input, request, form);
        }
        Set<ConstraintViolation<Object>> all =
                validator.forExecutables().validateParameters(instance, method, values, groups);
        for (ConstraintViolation<?> broken : all) {
            int index = index(broken.getPropertyPath());
            if (index < 0) {
                found.add(new Violation(Violation.Place.QUERY, "", Codes.word(broken, "param")));
            } else if (index < declared.size() && declared.get(index) != null) {
                found.add(at(Objects.requireNonNull(declared.get(index)), broken));
            }
        }
    }

    private static Violation at(DeclaredInput input, ConstraintViolation<?> broken) {
        return new Violation(input.named().place().place(), input.named().name(), Codes.word(broken, "param"));
    }

    /** Of the parameter; -1: across all of them. */
    static int index(Path path) {
        Iterator<Path.Node> nodes = path.iterator();
        while (nodes.hasNext()) {
            Path.Node node = nodes.next();
            if (node.getKind() == ElementKind.PARAMETER) {
                return node.as(Path.ParameterNode.class).getParameterIndex();
            }
        }
        return -1;
    }
}
