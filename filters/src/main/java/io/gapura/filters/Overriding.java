package io.gapura.filters;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the parameters of inherited methods are in one class, type variables resolved over its whole hierarchy and erased.
 * Two methods with one name and equal such parameters override each other (JLS 8.4.2, 8.4.8): rules by name alone leak
 * to overloads, rules by declared parameters miss generic supertypes (CVE-2025-41248 class).
 *
 * <p>Immutable.
 */
final class Overriding {
    private final Map<TypeVariable<?>, Type> bindings = new HashMap<>();
    private final Set<Class<?>> seen = new HashSet<>();

    private Overriding() {}

    static Overriding in(Class<?> type) {
        Overriding overriding = new Overriding();
        overriding.bindSupertypes(type, false);
        return overriding;
    }

    private void bindSupertypes(Class<?> type, boolean raw) {
        if (!seen.add(type)) {
            return;
        }
        if (type.getGenericSuperclass() != null) {
            bind(type.getGenericSuperclass(), raw);
        }
        for (Type supertype : type.getGenericInterfaces()) {
            bind(supertype, raw);
        }
    }

    /** The supertypes of a raw type are raw (JLS 4.8): below one nothing is bound, so that its bounds count. */
    private void bind(Type supertype, boolean raw) {
        if (supertype instanceof ParameterizedType parameterized) {
            Class<?> type = (Class<?>) parameterized.getRawType();
            if (!raw) {
                bindArguments(parameterized);
            }
            bindSupertypes(type, raw);
        } else if (supertype instanceof Class<?> type) {
            bindSupertypes(type, raw || type.getTypeParameters().length > 0);
        }
    }

    private void bindArguments(ParameterizedType parameterized) {
        TypeVariable<?>[] variables = ((Class<?>) parameterized.getRawType()).getTypeParameters();
        Type[] arguments = parameterized.getActualTypeArguments();
        for (int i = 0; i < variables.length; i++) {
            if (!variables[i].equals(arguments[i])) {
                bindings.putIfAbsent(variables[i], arguments[i]);
            }
        }
        if (parameterized.getOwnerType() instanceof ParameterizedType owner) {
            bindArguments(owner);
        }
    }

    /** Resolved and erased. */
    List<Class<?>> parameters(Method method) {
        return Stream.of(method.getGenericParameterTypes())
                .<Class<?>>map(parameter -> erased(parameter, 0))
                .toList();
    }

    /** Whether both, seen from the class, are one method. */
    boolean same(Method one, Method other) {
        return one.getName().equals(other.getName())
                && one.getParameterCount() == other.getParameterCount()
                && parameters(one).equals(parameters(other));
    }

    private Class<?> erased(Type type, int depth) {
        if (type instanceof Class<?> known) {
            return known;
        }
        if (type instanceof ParameterizedType parameterized) {
            return (Class<?>) parameterized.getRawType();
        }
        if (type instanceof GenericArrayType array) {
            return erased(array.getGenericComponentType(), depth).arrayType();
        }
        if (type instanceof TypeVariable<?> variable && depth < 64) {
            Type bound = bindings.getOrDefault(variable, variable.getBounds()[0]);
            return erased(bound, depth + 1);
        }
        return Object.class;
    }
}
