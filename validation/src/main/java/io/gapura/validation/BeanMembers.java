package io.gapura.validation;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.TypeVariable;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a client can set of a class when JSON is bound to it: the components of a record; of other classes what has a public
 * setter, a public field, a named parameter of a creator, or a member's name written on it. A getter alone sets nothing.
 */
final class BeanMembers {
    /** One of them, with all that is written on its field, its methods and its parameter. */
    record Found(
            String property,
            AnnotatedType type,
            Map<TypeVariable<?>, AnnotatedType> bindings,
            Set<Annotation> annotations) {}

    private final Map<String, Found> found = new LinkedHashMap<>();
    private final Map<TypeVariable<?>, AnnotatedType> bindings;

    private BeanMembers(Map<TypeVariable<?>, AnnotatedType> bindings) {
        this.bindings = new HashMap<>(bindings);
    }

    static Collection<Found> of(Class<?> type, Map<TypeVariable<?>, AnnotatedType> bindings) {
        BeanMembers members = new BeanMembers(bindings);
        if (type.isRecord()) {
            members.components(type);
        } else {
            members.bindSuperclasses(type);
            members.setters(type);
            members.fields(type);
            members.creators(type);
            members.decorate(type);
        }
        return members.found.values();
    }

    private void components(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        Constructor<?> canonical = canonical(type, components);
        for (int i = 0; i < components.length; i++) {
            RecordComponent component = components[i];
            Parameter parameter = canonical.getParameters()[i];
            add(component.getName(), component.getAnnotatedType(), component, component.getAccessor(), parameter);
            field(type, component.getName(), component.getAnnotatedType());
        }
    }

    private static Constructor<?> canonical(Class<?> type, RecordComponent[] components) {
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            return type.getDeclaredConstructor(types);
        } catch (NoSuchMethodException cannotHappen) {
            throw new IllegalStateException(cannotHappen);
        }
    }

    private void field(Class<?> type, String name, AnnotatedType declared) {
        try {
            add(name, declared, type.getDeclaredField(name));
        } catch (NoSuchFieldException none) {
            throw new IllegalStateException(none);
        }
    }

    private void bindSuperclasses(Class<?> type) {
        for (Class<?> at = type; at != null; at = at.getSuperclass()) {
            if (at.getAnnotatedSuperclass() instanceof AnnotatedParameterizedType generic) {
                TypeVariable<?>[] names = at.getSuperclass().getTypeParameters();
                AnnotatedType[] given = generic.getAnnotatedActualTypeArguments();
                for (int i = 0; i < names.length; i++) {
                    bindings.putIfAbsent(names[i], given[i]);
                }
            }
        }
    }

    private void setters(Class<?> type) {
        for (Method method : type.getMethods()) {
            boolean setter = method.getName().startsWith("set")
                    && method.getName().length() > 3
                    && method.getParameterCount() == 1
                    && !Modifier.isStatic(method.getModifiers())
                    && !method.isBridge();
            if (setter) {
                add(
                        property(method.getName().substring(3)),
                        method.getAnnotatedParameterTypes()[0],
                        method,
                        method.getParameters()[0]);
            }
        }
    }

    /** As Jackson does: what begins with one capital or with several begins with none. */
    private static String property(String name) {
        int capitals = 0;
        while (capitals < name.length() && Character.isUpperCase(name.charAt(capitals))) {
            capitals++;
        }
        char[] letters = name.toCharArray();
        for (int i = 0; i < capitals; i++) {
            letters[i] = Character.toLowerCase(letters[i]);
        }
        return new String(letters);
    }

    private void fields(Class<?> type) {
        for (Class<?> at = type; at != null && at != Object.class; at = at.getSuperclass()) {
            for (Field field : at.getDeclaredFields()) {
                boolean open = Modifier.isPublic(field.getModifiers()) && !Modifier.isFinal(field.getModifiers());
                boolean plain = !Modifier.isStatic(field.getModifiers()) && !field.isSynthetic();
                if (plain && (open || isNamed(field))) {
                    add(field.getName(), field.getAnnotatedType(), field);
                }
            }
        }
    }

    private static boolean isNamed(AnnotatedElement element) {
        return Foreign.has(Arrays.asList(element.getAnnotations()), "JsonProperty", "JsonbProperty");
    }

    private void creators(Class<?> type) {
        Arrays.stream(type.getDeclaredConstructors()).forEach(this::creator);
        Arrays.stream(type.getDeclaredMethods())
                .filter(method -> Modifier.isStatic(method.getModifiers()))
                .forEach(this::creator);
    }

    private void creator(Executable executable) {
        if (!Foreign.has(Arrays.asList(executable.getAnnotations()), "JsonCreator", "JsonbCreator")) {
            return;
        }
        AnnotatedType[] types = executable.getAnnotatedParameterTypes();
        Parameter[] parameters = executable.getParameters();
        for (int i = 0; i < parameters.length; i++) {
            String name = Foreign.memberName(Arrays.asList(parameters[i].getAnnotations()))
                    .orElse(parameters[i].isNamePresent() ? parameters[i].getName() : "");
            if (!name.isEmpty()) {
                add(name, types[i], parameters[i]);
            }
        }
    }

    /** What stands on the getter and on a field that is not public belongs to the member as well. */
    private void decorate(Class<?> type) {
        for (Method method : type.getMethods()) {
            String name = method.getName().startsWith("get")
                    ? method.getName().substring(3)
                    : method.getName().startsWith("is") ? method.getName().substring(2) : "";
            boolean getter = !name.isEmpty()
                    && method.getParameterCount() == 0
                    && !method.getName().equals("getClass");
            if (getter && (found.containsKey(property(name)) || isNamed(method))) {
                add(property(name), method.getAnnotatedReturnType(), method);
            }
        }
        for (Class<?> at = type; at != null && at != Object.class; at = at.getSuperclass()) {
            for (Field field : at.getDeclaredFields()) {
                if (found.containsKey(field.getName()) && !Modifier.isStatic(field.getModifiers())) {
                    add(field.getName(), field.getAnnotatedType(), field);
                }
            }
        }
    }

    private void add(String property, AnnotatedType type, AnnotatedElement... places) {
        Found member = found.computeIfAbsent(
                property, name -> new Found(name, type, bindings, new LinkedHashSet<>(List.of(type.getAnnotations()))));
        for (AnnotatedElement place : places) {
            member.annotations().addAll(List.of(place.getAnnotations()));
        }
        member.annotations().addAll(List.of(type.getAnnotations()));
    }
}
