package io.gapura.filters;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which declaration of a method runs in a class: what virtual dispatch (JVMS 5.4.6) finds, with bridges followed to the
 * method that was written. Reads metadata only. Immutable.
 */
public final class Dispatch {
    private final Class<?> type;
    private final Overriding overriding;

    private Dispatch(Class<?> type, Overriding overriding) {
        this.type = type;
        this.overriding = overriding;
    }

    /** Of an instance of that class. */
    public static Dispatch in(Class<?> type) {
        return new Dispatch(type, Overriding.in(type));
    }

    Overriding overriding() {
        return overriding;
    }

    /** The class and its superclasses, the class first. */
    public static List<Class<?>> classes(Class<?> type) {
        List<Class<?>> chain = new ArrayList<>();
        for (Class<?> at = type; at != null; at = at.getSuperclass()) {
            chain.add(at);
        }
        return chain;
    }

    /** All interfaces, those of the class itself first. */
    public static Set<Class<?>> interfaces(Class<?> type) {
        Set<Class<?>> found = new LinkedHashSet<>();
        for (Class<?> at : classes(type)) {
            if (at.isInterface()) {
                found.add(at);
            }
            addInterfaces(at, found);
        }
        return found;
    }

    private static void addInterfaces(Class<?> type, Set<Class<?>> found) {
        for (Class<?> direct : type.getInterfaces()) {
            if (found.add(direct)) {
                addInterfaces(direct, found);
            }
        }
    }

    /**
     * What runs when the method is called on an instance of the class; abstract when only a subclass knows. Nothing when
     * the class has no such method.
     */
    public Optional<Method> target(Method called) {
        if (!isVirtual(called)) {
            return Optional.empty();
        }
        List<Class<?>> wanted = List.of(called.getParameterTypes());
        // Each round follows one bridge; a class has no more bridges for a method than it has supertypes.
        for (int round = 0; round < 64; round++) {
            List<Class<?>> parameters = wanted;
            Optional<Method> found = inClasses(called.getName(), wanted)
                    .or(() -> abstractInClasses(called))
                    .or(() -> inInterfaces(called.getName(), parameters));
            if (found.isEmpty() || isWritten(found.get())) {
                return found;
            }
            Optional<List<Class<?>>> next = bridged(found.get());
            if (next.isEmpty() || next.get().equals(wanted)) {
                return Optional.empty();
            }
            wanted = next.get();
        }
        return Optional.empty();
    }

    static boolean isWritten(Method method) {
        return !method.isBridge() && !method.isSynthetic();
    }

    static boolean isVirtual(Method method) {
        return !Modifier.isStatic(method.getModifiers()) && !Modifier.isPrivate(method.getModifiers());
    }

    /** The written methods of a type that can be overridden. */
    static List<Method> written(Class<?> type) {
        return Stream.of(type.getDeclaredMethods())
                .filter(method -> isVirtual(method) && isWritten(method))
                .toList();
    }

    private Optional<Method> inClasses(String name, List<Class<?>> parameters) {
        for (Class<?> at : classes(type)) {
            Optional<Method> found = at.isInterface() ? Optional.empty() : declared(at, name, parameters);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** An abstract class has no bridges yet: the subclass that runs will override this, and no default runs. */
    private Optional<Method> abstractInClasses(Method called) {
        return classes(type).stream()
                .flatMap(at -> at.isInterface() ? Stream.empty() : written(at).stream())
                .filter(method -> overriding.same(method, called))
                .findFirst()
                .filter(method -> Modifier.isAbstract(method.getModifiers()));
    }

    /** The written one before its bridges; a bridge only when it leads to other parameters. */
    private Optional<Method> declared(Class<?> at, String name, List<Class<?>> parameters) {
        List<Method> found = Stream.of(at.getDeclaredMethods())
                .filter(method -> isVirtual(method)
                        && method.getName().equals(name)
                        && List.of(method.getParameterTypes()).equals(parameters))
                .toList();
        return found.stream()
                .filter(Dispatch::isWritten)
                .findFirst()
                .or(() -> found.stream()
                        // A bridge to a method with the same parameters only widens visibility: what runs is above.
                        .filter(bridge -> bridged(bridge)
                                .filter(next -> !next.equals(parameters))
                                .isPresent())
                        .findFirst());
    }

    /** The most specific one; nothing when several are (JVMS 5.4.3.3). */
    private Optional<Method> inInterfaces(String name, List<Class<?>> parameters) {
        List<Method> found = interfaces(type).stream()
                .flatMap(at -> declared(at, name, parameters).stream())
                .toList();
        List<Method> mostSpecific = found.stream()
                .filter(method -> found.stream().noneMatch(other -> isBelow(other, method)))
                .toList();
        List<Method> bodies = mostSpecific.stream()
                .filter(method -> !Modifier.isAbstract(method.getModifiers()))
                .toList();
        if (bodies.size() == 1) {
            return Optional.of(bodies.get(0));
        }
        return bodies.isEmpty() ? mostSpecific.stream().findFirst() : Optional.empty();
    }

    private static boolean isBelow(Method other, Method method) {
        return other.getDeclaringClass() != method.getDeclaringClass()
                && method.getDeclaringClass().isAssignableFrom(other.getDeclaringClass());
    }

    /** The erased parameters of the method that a bridge calls. */
    private Optional<List<Class<?>>> bridged(Method bridge) {
        Class<?> at = bridge.getDeclaringClass();
        Overriding here = Overriding.in(at);
        List<Class<?>> erased = List.of(bridge.getParameterTypes());
        List<Class<?>> supertypes = new ArrayList<>(classes(at));
        supertypes.addAll(interfaces(at));
        List<Method> family = supertypes.stream()
                .flatMap(supertype -> written(supertype).stream())
                .filter(method ->
                        method.getName().equals(bridge.getName()) && method.getParameterCount() == erased.size())
                .toList();
        List<List<Class<?>>> resolved = family.stream()
                .filter(method -> List.of(method.getParameterTypes()).equals(erased))
                .map(here::parameters)
                .filter(parameters -> !parameters.equals(erased))
                .toList();
        Optional<List<Class<?>>> written = family.stream()
                .filter(method -> !method.getDeclaringClass().isInterface() || at.isInterface())
                .filter(method -> resolved.contains(here.parameters(method)))
                .<List<Class<?>>>map(method -> List.of(method.getParameterTypes()))
                .filter(parameters -> !parameters.equals(erased))
                .findFirst();
        return written.or(() -> family.isEmpty() ? Optional.empty() : Optional.of(erased));
    }
}
