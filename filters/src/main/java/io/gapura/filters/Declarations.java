package io.gapura.filters;

import io.gapura.filters.Resolution.Placed;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Collectors;
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
    }

    private Declarations(Source<R> source) {
        this.source = source;
    }

    public static <R> Declarations<R> of(Source<R> source) {
        return new Declarations<>(source);
    }

    /** Of one annotation type, which can only restrict. */
    public static <A extends Annotation> Declarations<A> of(Class<A> type) {
        return new Declarations<>(new OneAnnotation<>(type));
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
        Class<?> written = HandlerClasses.written(handler, source::isWrittenOn);
        Search search = new Search(written);
        Optional<Method> target = search.dispatch.target(called);
        return target.isEmpty() ? Resolution.nothing(handler.getName()) : search.of(target.get(), true);
    }

    private Resolution<R> ofServlet(Class<?> handler, ServletMethods.Verb verb) {
        Class<?> written = HandlerClasses.written(handler, source::isWrittenOn);
        return ServletMethods.called(written, verb, source::isWrittenOn)
                .map(called -> new Search(written).of(called.method(), called.annotated()))
                .orElse(Resolution.nothing(written.getName()));
    }

    /** {@code org.example.Orders#find(java.lang.String)}. */
    public static String place(Method method) {
        StringJoiner parameters = new StringJoiner(",", "(", ")");
        Stream.of(method.getParameterTypes()).forEach(parameter -> parameters.add(parameter.getName()));
        return method.getDeclaringClass().getName() + "#" + method.getName() + parameters;
    }

    /** One resolution in one class. */
    private final class Search {
        private final Class<?> type;
        private final Dispatch dispatch;

        private Search(Class<?> type) {
            this.type = type;
            this.dispatch = Dispatch.in(type);
        }

        private Resolution<R> of(Method target, boolean methodLevel) {
            Optional<R> own =
                    Modifier.isAbstract(target.getModifiers()) ? Optional.empty() : writtenAt(target, methodLevel);
            if (own.isPresent()) {
                requireNotShadowed(target, own.get());
                List<Placed<R>> overridden = new ArrayList<>();
                addSuperclasses(target, overridden);
                addInterfaces(target, overridden);
                return Resolution.own(own.get(), place(target), overridden);
            }
            return inherited(target);
        }

        /** What a declaration has: method level over the class level of the type that declares it. */
        private Optional<R> writtenAt(Method method, boolean methodLevel) {
            Class<?> declaring = method.getDeclaringClass();
            return methodLevel ? source.on(method, declaring) : source.on(declaring);
        }

        /** Whoever reads the concrete class believes what it says, and an inherited method would by-pass it. */
        private void requireNotShadowed(Method target, R own) {
            Optional<R> believed = source.on(type);
            boolean inherited = target.getDeclaringClass() != type;
            if (inherited && believed.isPresent() && !believed.get().equals(own)) {
                throw ConfigurationException.at(
                        type.getName(),
                        "rule-conflict shadowed rule: " + believed.get()
                                + " on the class does not cover the inherited " + place(target) + ", which has " + own
                                + "; override the method, or write one rule");
            }
        }

        /** Nothing is written on what runs: one declaration around it counts, several different ones do not. */
        private Resolution<R> inherited(Method target) {
            List<Placed<R>> candidates = new ArrayList<>();
            source.on(type).ifPresent(found -> candidates.add(new Placed<>(found, type.getName())));
            addSuperclasses(target, candidates);
            addInterfaces(target, candidates);
            Set<R> different =
                    candidates.stream().map(Placed::found).collect(Collectors.toCollection(LinkedHashSet::new));
            if (different.size() > 1) {
                String said = candidates.stream()
                        .map(placed -> placed.place() + " has " + placed.found())
                        .sorted()
                        .distinct()
                        .collect(Collectors.joining(", "));
                throw ConfigurationException.at(
                        type.getName(), "rule-conflict " + place(target) + " could inherit different rules: " + said);
            }
            if (candidates.isEmpty() || !source.isInherited(candidates.get(0).found())) {
                return Resolution.nothing(place(target));
            }
            return Resolution.inherited(candidates.get(0));
        }

        /** The nearest overridden declaration in a superclass that says something. */
        private void addSuperclasses(Method target, List<Placed<R>> found) {
            Class<?> below = target.getDeclaringClass();
            boolean onlyDeclared = Modifier.isAbstract(target.getModifiers()) && !below.isInterface();
            Optional<R> nearest = onlyDeclared ? writtenAt(target, true) : Optional.empty();
            if (nearest.isPresent()) {
                found.add(new Placed<>(nearest.get(), place(target)));
                return;
            }
            for (Class<?> at : Dispatch.classes(type)) {
                if (at == below || !at.isAssignableFrom(below) || at.isInterface()) {
                    continue;
                }
                Optional<Placed<R>> placed = declared(at, target);
                if (placed.isPresent()) {
                    found.add(placed.get());
                    return;
                }
            }
        }

        /** In each line of interfaces the nearest declaration that says something. */
        private void addInterfaces(Method target, List<Placed<R>> found) {
            Set<Class<?>> seen = new HashSet<>();
            for (Class<?> at : Dispatch.classes(type)) {
                if (at.isInterface()) {
                    addLine(at, target, seen, found);
                }
                for (Class<?> direct : at.getInterfaces()) {
                    addLine(direct, target, seen, found);
                }
            }
        }

        private void addLine(Class<?> at, Method target, Set<Class<?>> seen, List<Placed<R>> found) {
            if (!seen.add(at)) {
                return;
            }
            boolean itself = at == target.getDeclaringClass() && !Modifier.isAbstract(target.getModifiers());
            Optional<Placed<R>> placed = itself ? Optional.empty() : declared(at, target);
            if (placed.isPresent()) {
                found.add(placed.get());
                return;
            }
            for (Class<?> direct : at.getInterfaces()) {
                addLine(direct, target, seen, found);
            }
        }

        private Optional<Placed<R>> declared(Class<?> at, Method target) {
            return Dispatch.written(at).stream()
                    .filter(method -> dispatch.overriding().same(method, target))
                    .findFirst()
                    .flatMap(method -> writtenAt(method, true).map(found -> new Placed<>(found, place(method))));
        }
    }
}
