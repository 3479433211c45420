package io.gapura.filters;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Finds what annotations declare for what runs. The Jakarta Annotations specification decides wherever it names a rule: a
 * method beats its class, a class covers only what it declares, an inherited member keeps what it had. Where the
 * specification names none, a declaration of the concrete class, of an overridden method or of an interface counts,
 * because all that is declared here restricts. Two that cannot both be meant fail at once.
 *
 * <p>Reads metadata only. Immutable and thread-safe when its source is; remembers nothing.
 */
public final class Declarations<R> {
    private final Source<R> source;
    private final boolean strict;

    /** Which annotations are meant, and what they say together. */
    public interface Source<R> {
        /** What is written on a method and on the type that declares it: a method's own word comes first. */
        Optional<R> on(Method method, Class<?> declaring);

        /** What is written on a type alone. */
        Optional<R> on(Class<?> type);

        /** Whether anything that is meant is written on the element itself. */
        boolean isWrittenOn(AnnotatedElement element);

        /** Whether it may come from elsewhere than from what runs: what opens never does. */
        default boolean isInherited(R found) {
            return true;
        }

        /**
         * For one that leaves open who comes in: it hides nothing that is declared around it but adds to that, and this
         * gives both together, admitting nobody whom one of them refuses. Empty for a whole one, which hides the rest.
         */
        default Optional<UnaryOperator<R>> adding(R found) {
            return Optional.empty();
        }

        /** The class that somebody wrote, behind one that a container made of it and that the engine does not know. */
        default Class<?> unwrapped(Class<?> handler) {
            return handler;
        }
    }

    private Declarations(Source<R> source, boolean strict) {
        this.source = source;
        this.strict = strict;
    }

    public static <R> Declarations<R> of(Source<R> source) {
        return new Declarations<>(source, true);
    }

    /** Of one annotation type, which can only restrict. */
    public static <A extends Annotation> Declarations<A> of(Class<A> type) {
        return new Declarations<>(new OneAnnotation<>(type), true);
    }

    /**
     * The same by the letter of the Jakarta Annotations specification: nothing around what runs counts, and a class-level
     * declaration that an inherited method by-passes goes unsaid.
     */
    public Declarations<R> bySpecification() {
        return new Declarations<>(source, false);
    }

    private record OneAnnotation<A extends Annotation>(Class<A> type) implements Source<A> {
        @Override
        public Optional<A> on(Method method, Class<?> declaring) {
            return Optional.ofNullable(method.getDeclaredAnnotation(type)).or(() -> on(declaring));
        }

        @Override
        public Optional<A> on(Class<?> at) {
            return Optional.ofNullable(at.getDeclaredAnnotation(type));
        }

        @Override
        public boolean isWrittenOn(AnnotatedElement element) {
            return element.getDeclaredAnnotation(type) != null;
        }
    }

    /**
     * What is declared for an endpoint; nothing for one whose class is unknown.
     *
     * @throws ConfigurationException when annotations contradict each other, or a class that they need is missing
     */
    public Resolution<R> of(Endpoint endpoint) {
        if (endpoint.type().isEmpty()) {
            return Resolution.nothing(endpoint.id());
        }
        Class<?> type = endpoint.type().get();
        try {
            return endpoint.method().isPresent()
                    ? of(type, endpoint.method().get())
                    : ofServlet(type, ServletMethods.Verb.of(endpoint.httpMethod()));
        } catch (LinkageError missing) {
            throw ConfigurationException.at(type.getName(), "a class that its methods name is missing");
        }
    }

    /**
     * What is declared for a method of that class.
     *
     * @throws ConfigurationException when annotations contradict each other
     */
    public Resolution<R> of(Class<?> handler, Method called) {
        Class<?> written = written(handler);
        DeclarationSearch<R> search = new DeclarationSearch<>(source, strict, written);
        Dispatch dispatch = search.dispatch();
        boolean known = called.getDeclaringClass().isAssignableFrom(written);
        Optional<Method> inherited = known ? Optional.empty() : inherited(handler, called);
        Optional<Method> target = dispatch.target(inherited.orElse(called));
        return target.isEmpty() ? Resolution.nothing(handler.getName()) : search.of(target.get(), true);
    }

    /** What a method of a class that a container made overrides, or implements, as that class sees it. */
    private static Optional<Method> inherited(Class<?> made, Method called) {
        Overriding overriding = Overriding.in(made);
        return Stream.concat(Dispatch.classes(made).stream().skip(1), Dispatch.interfaces(made).stream())
                .flatMap(at -> Dispatch.written(at).stream())
                .filter(method -> overriding.same(method, called))
                .findFirst();
    }

    private Resolution<R> ofServlet(Class<?> handler, ServletMethods.Verb verb) {
        Class<?> written = written(handler);
        return ServletMethods.called(written, verb, source::isWrittenOn)
                .map(called -> new DeclarationSearch<>(source, strict, written).of(called.method(), called.annotated()))
                .orElse(Resolution.nothing(written.getName()));
    }

    /** The class whose code runs: a container's subclass, or proxy, is none that somebody annotated. */
    private Class<?> written(Class<?> handler) {
        Class<?> known = HandlerClasses.written(handler, source::isWrittenOn);
        Class<?> unwrapped = source.unwrapped(known);
        return unwrapped == known ? known : HandlerClasses.written(unwrapped, source::isWrittenOn);
    }

    /** {@code org.example.Orders#find(java.lang.String)}. */
    public static String place(Method method) {
        StringJoiner parameters = new StringJoiner(",", "(", ")");
        Stream.of(method.getParameterTypes()).forEach(parameter -> parameters.add(parameter.getName()));
        return method.getDeclaringClass().getName() + "#" + method.getName() + parameters;
    }
}
