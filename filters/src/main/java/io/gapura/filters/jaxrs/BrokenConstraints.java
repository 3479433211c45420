package io.gapura.filters.jaxrs;

import io.gapura.filters.Rejection;
import io.gapura.filters.Violation;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a {@code ConstraintViolationException} means: 400 with the declared names of parameters, 422 with pointers into
 * the entity, 500 for what we return ourselves. Paths are read node by node; messages, refused values, and the names of
 * methods, arguments and beans are never looked at. Only the first 100 count.
 */
final class BrokenConstraints {
    private static final int ENOUGH = 100;

    /** By simple name, so that a constraint of any provider is known; the rest is {@code constraint}. */
    private static final Map<String, Set<String>> WORDS = Map.of(
            "missing", Set.of("NotNull", "NotBlank", "NotEmpty"),
            "not-null", Set.of("Null"),
            "pattern", Set.of("Pattern"),
            "email", Set.of("Email"),
            "rule", Set.of("AssertTrue", "AssertFalse"),
            "size", Set.of("Size"),
            "time", Set.of("Past", "PastOrPresent", "Future", "FutureOrPresent"),
            "range",
                    Set.of(
                            "Min",
                            "Max",
                            "DecimalMin",
                            "DecimalMax",
                            "Digits",
                            "Positive",
                            "PositiveOrZero",
                            "Negative",
                            "NegativeOrZero"));

    private BrokenConstraints() {}

    static Rejection meaningOf(ConstraintViolationException thrown) {
        Set<ConstraintViolation<?>> broken = thrown.getConstraintViolations();
        if (broken == null || broken.isEmpty()) {
            return Rejection.internalError("constraints-unknown");
        }
        List<Violation> found = new ArrayList<>();
        for (ConstraintViolation<?> each : broken) {
            if (isOfReturnValue(each.getPropertyPath())) {
                return Rejection.internalError("return-value");
            }
            if (found.size() < ENOUGH) {
                found.add(violation(each));
            }
        }
        boolean content = found.stream().allMatch(each -> each.place() == Violation.Place.BODY);
        return (content
                        ? Rejection.of(422, "content-refused", "constraint")
                        : Rejection.of(400, "parameters-refused", "constraint"))
                .violations(found);
    }

    private static boolean isOfReturnValue(Path path) {
        for (Path.Node node : path) {
            if (node.getKind() == ElementKind.RETURN_VALUE) {
                return true;
            }
        }
        return false;
    }

    private static Violation violation(ConstraintViolation<?> broken) {
        String word = wordOf(broken);
        Iterator<Path.Node> nodes = broken.getPropertyPath().iterator();
        Class<?> root = broken.getRootBeanClass();
        Method method = null;
        while (nodes.hasNext()) {
            Path.Node node = nodes.next();
            if (node.getKind() == ElementKind.METHOD) {
                method = DeclaredParameters.method(root, node.as(Path.MethodNode.class));
            } else if (node.getKind() == ElementKind.PARAMETER) {
                int index = node.as(Path.ParameterNode.class).getParameterIndex();
                return ofParameter(root, method, index, nodes, word);
            } else if (node.getKind() == ElementKind.CROSS_PARAMETER) {
                return new Violation(Violation.Place.QUERY, "", "param." + word);
            } else if (node.getKind() == ElementKind.PROPERTY) {
                return ofProperty(root, node.getName(), word);
            }
        }
        return new Violation(Violation.Place.BODY, "", "body." + word);
    }

    private static Violation ofParameter(
            Class<?> root, @Nullable Method method, int index, Iterator<Path.Node> below, String word) {
        Optional<DeclaredParameters.Named> declared = DeclaredParameters.of(root, method, index);
        if (declared.isPresent()) {
            return declared.get().violation(word);
        }
        Class<?> type = method == null || index >= method.getParameterCount()
                ? Object.class
                : method.getParameterTypes()[index];
        if (DeclaredParameters.isBean(root, method, index) && below.hasNext()) {
            return ofProperty(type, below.next().getName(), word);
        }
        return new Violation(Violation.Place.BODY, pointer(below), "body." + word);
    }

    /** Of a resource or a bean of parameters; of anything else the name is one of our own insides, and is not told. */
    private static Violation ofProperty(Class<?> bean, @Nullable String name, String word) {
        return DeclaredParameters.ofProperty(bean, name == null ? "" : name)
                .map(declared -> declared.violation(word))
                .orElseGet(() -> new Violation(Violation.Place.BODY, "", "body." + word));
    }

    /** Ends where a client chose the name (a map), where there is no place (a set), and before it gets long. */
    private static String pointer(Iterator<Path.Node> nodes) {
        StringBuilder pointer = new StringBuilder();
        while (nodes.hasNext()) {
            Path.Node node = nodes.next();
            if (node.isInIterable()
                    && (node.getIndex() == null || !append(node.getIndex().toString(), pointer))) {
                break;
            }
            if (node.getKind() == ElementKind.PROPERTY && !append(node.getName(), pointer)) {
                break;
            }
        }
        return pointer.toString();
    }

    private static boolean append(String name, StringBuilder pointer) {
        String escaped = name.replace("~", "~0").replace("/", "~1");
        if (pointer.length() + 1 + escaped.length() > DeclaredParameters.LONGEST_NAME) {
            return false;
        }
        pointer.append('/').append(escaped);
        return true;
    }

    private static String wordOf(ConstraintViolation<?> broken) {
        if (broken.getConstraintDescriptor() == null) {
            return "constraint";
        }
        String name = broken.getConstraintDescriptor()
                .getAnnotation()
                .annotationType()
                .getSimpleName();
        return WORDS.entrySet().stream()
                .filter(entry -> entry.getValue().contains(name))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("constraint");
    }
}
