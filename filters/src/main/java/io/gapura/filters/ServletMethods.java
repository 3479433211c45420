package io.gapura.filters;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The method of a servlet that will be called for one HTTP method: the {@code doGet}, {@code doPost} … A servlet that
 * overrides {@code service} decides itself what to call, so only its class can be annotated.
 *
 * <p>Knows the Servlet API by names alone. HEAD is its GET unless {@code doHead} is overridden.
 */
final class ServletMethods {
    private static final String API = "jakarta.servlet.";
    private static final Set<List<String>> SIGNATURES = Set.of(
            List.of(API + "http.HttpServletRequest", API + "http.HttpServletResponse"),
            List.of(API + "ServletRequest", API + "ServletResponse"));

    private ServletMethods() {}

    /** The HTTP methods that a servlet has a method for; {@link #OTHER} stands for all the rest. */
    enum Verb {
        GET,
        HEAD,
        POST,
        PUT,
        PATCH,
        DELETE,
        OPTIONS,
        TRACE,
        OTHER;

        static Verb of(String httpMethod) {
            for (Verb verb : values()) {
                if (verb != OTHER && verb.name().equals(httpMethod)) {
                    return verb;
                }
            }
            return OTHER;
        }

        private String methodName() {
            return "do" + name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What is called.
     *
     * @param annotated whether annotations on the method itself count
     */
    record Called(Method method, boolean annotated) {}

    /**
     * What is called; nothing for what is no servlet.
     *
     * @throws ConfigurationException when annotations stand on methods of a servlet that overrides {@code service}
     */
    static Optional<Called> called(Class<?> type, Verb verb, Predicate<AnnotatedElement> annotated) {
        Optional<Method> service = find(type, "service");
        if (service.filter(method -> !isOfApi(method)).isPresent()) {
            requireClassLevelOnly(type, annotated);
            return service.map(method -> new Called(method, false));
        }
        Optional<Method> called = verb == Verb.OTHER ? service : find(type, verb.methodName());
        if (verb == Verb.HEAD && called.filter(method -> !isOfApi(method)).isEmpty()) {
            called = find(type, Verb.GET.methodName());
        }
        return called.or(() -> service).map(method -> new Called(method, true));
    }

    private static void requireClassLevelOnly(Class<?> type, Predicate<AnnotatedElement> annotated) {
        for (Class<?> at : Dispatch.classes(type)) {
            for (Method method : at.getDeclaredMethods()) {
                boolean handles =
                        method.getName().equals("service") || method.getName().startsWith("do");
                if (handles && isHandler(method) && annotated.test(method)) {
                    throw ConfigurationException.at(
                            Declarations.place(method),
                            "rule-conflict the servlet overrides service, so only its class can be annotated");
                }
            }
        }
    }

    private static Optional<Method> find(Class<?> type, String name) {
        return Dispatch.classes(type).stream()
                .flatMap(at -> Dispatch.written(at).stream())
                .filter(method -> method.getName().equals(name) && isHandler(method))
                .findFirst();
    }

    private static boolean isHandler(Method method) {
        return SIGNATURES.contains(
                Stream.of(method.getParameterTypes()).map(Class::getName).toList());
    }

    private static boolean isOfApi(Method method) {
        return method.getDeclaringClass().getName().startsWith(API);
    }
}
