package io.gapura.rbac;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.Declarations;
import io.gapura.filters.config.ApplicationLoaders;
import io.gapura.rbac.PolicyDocument.EndpointEntry;
import io.gapura.rbac.PolicyDocument.Word;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a policy document says of classes that nobody can annotate, as though it were written there. A class that is
 * annotated as well has two authors, and fails.
 *
 * @param classes by binary name
 */
record EndpointEntries(Map<String, OfClass> classes) {
    static final EndpointEntries NONE = new EndpointEntries(Map.of());

    EndpointEntries {
        classes = Map.copyOf(classes);
    }

    /**
     * What is said of one class.
     *
     * @param place of the first entry
     * @param methods by name and parameters, such as {@code run(java.lang.String)}
     */
    record OfClass(String place, Written itself, Map<String, Written> methods) {
        OfClass {
            methods = Map.copyOf(methods);
        }
    }

    /**
     * What a document says that was checked; classes are looked up, not initialised, and what is not there is a problem.
     */
    static EndpointEntries of(List<EndpointEntry> entries, Problems problems) {
        Map<String, List<EndpointEntry>> byType = new LinkedHashMap<>();
        for (EndpointEntry entry : entries) {
            byType.computeIfAbsent(entry.type().text(), type -> new ArrayList<>())
                    .add(entry);
        }
        Map<String, OfClass> classes = new HashMap<>();
        byType.forEach((name, same) -> ofClass(same, problems).ifPresent(entry -> classes.put(name, entry)));
        return classes.isEmpty() ? NONE : new EndpointEntries(classes);
    }

    private static Optional<OfClass> ofClass(List<EndpointEntry> entries, Problems problems) {
        Word name = entries.get(0).type();
        Optional<Class<?>> type = type(name.text());
        if (type.isEmpty()) {
            problems.add(name, "unknown-endpoint", Names.shown(name.text()) + " is not on the class path");
            return Optional.empty();
        }
        Set<String> signatures = signatures(type.get(), name, problems);
        Written itself = Written.nothing();
        Map<String, Written> methods = new HashMap<>();
        for (EndpointEntry entry : entries) {
            Written said = Admissions.rule(entry.admission(), problems)
                    .map(rule -> Written.of(rule, entry.type().place()))
                    .orElse(Written.nothing());
            if (entry.method().isEmpty()) {
                itself = said;
            } else if (signatures.contains(entry.method().get().text())) {
                methods.put(entry.method().get().text(), said);
            } else {
                Word method = entry.method().get();
                String hint = Names.hint(method.text(), signatures);
                problems.add(method, "unknown-endpoint", "the class has no such method of its own" + hint);
            }
        }
        return Optional.of(new OfClass(name.place(), itself, methods));
    }

    private static Optional<Class<?>> type(String name) {
        ClassLoader known = ApplicationLoaders.widest(EndpointEntries.class);
        try {
            return Optional.of(Class.forName(name, false, known));
        } catch (ClassNotFoundException | LinkageError missing) {
            return Optional.empty();
        }
    }

    /** Of the methods that run where nothing overrides them: bridges are none that somebody wrote. */
    private static Set<String> signatures(Class<?> type, Word name, Problems problems) {
        try {
            return Stream.of(type.getDeclaredMethods())
                    .filter(method -> !method.isBridge() && !method.isSynthetic())
                    .map(EndpointEntries::signature)
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (LinkageError missing) {
            problems.add(name, "unknown-endpoint", "a class that its methods name is missing");
            return Set.of();
        }
    }

    /** What is said of a class itself; nothing when the document does not speak of that class. */
    Optional<Written> of(Class<?> type) {
        return entry(type).map(OfClass::itself);
    }

    /** What is said of a method itself; nothing when the document does not speak of its class. */
    Optional<Written> of(Method method) {
        return entry(method.getDeclaringClass())
                .map(entry -> entry.methods().getOrDefault(signature(method), Written.nothing()));
    }

    private Optional<OfClass> entry(Class<?> type) {
        OfClass entry = classes.get(type.getName());
        if (entry != null) {
            requireUnannotated(type, entry);
        }
        return Optional.ofNullable(entry);
    }

    private static void requireUnannotated(Class<?> type, OfClass entry) {
        boolean onMethod = Stream.of(type.getDeclaredMethods())
                .anyMatch(method ->
                        !Written.on(method, Declarations.place(method)).isNothing());
        if (onMethod || !Written.on(type, type.getName()).isNothing()) {
            throw ConfigurationException.at(
                    entry.place(), "rule-conflict " + type.getName() + " has annotations about access itself");
        }
    }

    /** {@code run(java.lang.String,int[])}. */
    private static String signature(Method method) {
        return method.getName()
                + Stream.of(method.getParameterTypes())
                        .map(Class::getTypeName)
                        .collect(Collectors.joining(",", "(", ")"));
    }
}
