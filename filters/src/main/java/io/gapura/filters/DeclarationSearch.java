package io.gapura.filters;

import io.gapura.filters.Declarations.Source;
import io.gapura.filters.Resolution.Origin;
import io.gapura.filters.Resolution.Placed;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** One look-up of {@link Declarations} in one written class. Used once, by one thread. */
final class DeclarationSearch<R> {
    private final Source<R> source;
    private final boolean strict;
    private final Class<?> type;
    private final Dispatch dispatch;
    private final Map<Class<?>, List<Placed<R>>> lines = new HashMap<>();

    /**
     * Made for one class.
     *
     * @param strict whether declarations around what runs count
     */
    DeclarationSearch(Source<R> source, boolean strict, Class<?> type) {
        this.source = source;
        this.strict = strict;
        this.type = type;
        this.dispatch = Dispatch.in(type);
    }

    Dispatch dispatch() {
        return dispatch;
    }

    /**
     * What is declared for the method that runs.
     *
     * @param methodLevel whether annotations on the method itself count
     */
    Resolution<R> of(Method target, boolean methodLevel) {
        Optional<R> own =
                Modifier.isAbstract(target.getModifiers()) ? Optional.empty() : writtenAt(target, methodLevel);
        if (own.isEmpty()) {
            return strict ? inherited(target) : Resolution.nothing(Declarations.place(target));
        }
        if (strict) {
            requireNotShadowed(target, own.get());
            if (isPartial(own.get())) {
                return added(target, own.get());
            }
        }
        return Resolution.own(own.get(), Declarations.place(target), overridden(target));
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
        if (!inherited || believed.isEmpty() || believed.get().equals(own)) {
            return;
        }
        boolean added = isPartial(own) && source.isInherited(believed.get());
        if (!added) {
            throw ConfigurationException.at(
                    type.getName(),
                    "rule-conflict shadowed rule: " + believed.get() + " on the class does not cover the inherited "
                            + Declarations.place(target) + ", which has " + own
                            + "; override the method, or write one rule");
        }
    }

    private Resolution<R> inherited(Method target) {
        return around(target, source.on(type))
                .map(around -> Resolution.of(around, Origin.INHERITED))
                .orElse(Resolution.nothing(Declarations.place(target)));
    }

    /** What runs says something, but not who comes in. */
    private Resolution<R> added(Method target, R own) {
        Placed<R> placed = new Placed<>(own, Declarations.place(target));
        boolean merged = target.getDeclaringClass() == type;
        return around(target, merged ? Optional.empty() : source.on(type))
                .map(further -> Resolution.of(both(placed, further), Origin.ADDED))
                .orElse(Resolution.own(own, placed.place(), List.of()));
    }

    private boolean isPartial(R found) {
        return source.adding(found).isPresent();
    }

    /** The nearer one alone when it is whole. */
    private Placed<R> both(Placed<R> nearer, Placed<R> further) {
        if (!source.isInherited(further.found()) || further.found().equals(nearer.found())) {
            return nearer;
        }
        return source.adding(nearer.found())
                .map(adding -> new Placed<>(adding.apply(further.found()), nearer.place() + " with " + further.place()))
                .orElse(nearer);
    }

    /** One declaration around what runs counts, several different ones do not; what opens never does. */
    private Optional<Placed<R>> around(Method target, Optional<R> onType) {
        List<Placed<R>> candidates = new ArrayList<>();
        onType.ifPresent(found -> candidates.add(new Placed<>(found, type.getName())));
        candidates.addAll(overridden(target));
        Set<R> different = candidates.stream().map(Placed::found).collect(Collectors.toCollection(LinkedHashSet::new));
        if (different.size() > 1) {
            String said = candidates.stream()
                    .map(placed -> placed.place() + " has " + placed.found())
                    .sorted()
                    .distinct()
                    .collect(Collectors.joining(", "));
            throw ConfigurationException.at(
                    type.getName(),
                    "rule-conflict " + Declarations.place(target) + " could inherit different rules: " + said);
        }
        return candidates.stream().findFirst().filter(candidate -> source.isInherited(candidate.found()));
    }

    private List<Placed<R>> overridden(Method target) {
        List<Placed<R>> found = new ArrayList<>();
        inSuperclasses(target).ifPresent(found::add);
        for (Class<?> at : Dispatch.classes(type)) {
            if (at.isInterface()) {
                found.addAll(line(at, target));
            }
            for (Class<?> direct : at.getInterfaces()) {
                found.addAll(line(direct, target));
            }
        }
        return found;
    }

    /** The nearest overridden declaration in a superclass that says something; a partial one, and those it adds to. */
    private Optional<Placed<R>> inSuperclasses(Method target) {
        Class<?> below = target.getDeclaringClass();
        boolean onlyDeclared = Modifier.isAbstract(target.getModifiers()) && !below.isInterface();
        Optional<Placed<R>> found = onlyDeclared
                ? writtenAt(target, true).map(own -> new Placed<>(own, Declarations.place(target)))
                : Optional.empty();
        boolean whole = found.filter(this::isWhole).isPresent();
        for (Class<?> at : Dispatch.classes(type)) {
            boolean above = at != below && !at.isInterface() && at.isAssignableFrom(below);
            Optional<Placed<R>> here = whole || !above ? Optional.empty() : declared(at, target);
            Optional<Placed<R>> nearer = found;
            found = here.map(further ->
                            nearer.map(partial -> both(partial, further)).orElse(further))
                    .or(() -> nearer);
            whole |= here.filter(this::isWhole).isPresent();
        }
        return found;
    }

    private boolean isWhole(Placed<R> placed) {
        return !isPartial(placed.found());
    }

    /** In a line of interfaces the nearest declaration that says something; a partial one with each that it adds to. */
    private List<Placed<R>> line(Class<?> at, Method target) {
        List<Placed<R>> known = lines.get(at);
        if (known != null) {
            return known;
        }
        boolean itself = at == target.getDeclaringClass() && !Modifier.isAbstract(target.getModifiers());
        Optional<Placed<R>> here = itself ? Optional.empty() : declared(at, target);
        List<Placed<R>> found = new ArrayList<>();
        if (here.filter(this::isWhole).isEmpty()) {
            for (Class<?> direct : at.getInterfaces()) {
                found.addAll(line(direct, target));
            }
        }
        if (here.isPresent()) {
            Placed<R> nearest = here.get();
            found.replaceAll(further -> both(nearest, further));
            if (found.isEmpty()) {
                found.add(nearest);
            }
        }
        lines.put(at, List.copyOf(found));
        return found;
    }

    private Optional<Placed<R>> declared(Class<?> at, Method target) {
        return Dispatch.written(at).stream()
                .filter(method -> dispatch.overriding().same(method, target))
                .findFirst()
                .flatMap(method ->
                        writtenAt(method, true).map(found -> new Placed<>(found, Declarations.place(method))));
    }
}
