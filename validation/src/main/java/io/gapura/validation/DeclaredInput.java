package io.gapura.validation;

import jakarta.validation.metadata.ConstraintDescriptor;
import java.lang.annotation.Annotation;
import java.lang.reflect.Array;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One parameter as code declares it: what clients call it, the class it becomes, what stands in for it, and the
 * constraints on it and on its elements. Immutable.
 *
 * @param raw the class of the code, which may be a collection
 * @param element the class of one value
 * @param fallback what stands in for a value that is missing; null: nothing
 * @param free whether it is said to be free text
 */
record DeclaredInput(
        RestAnnotations.Named named,
        Class<?> raw,
        Class<?> element,
        @Nullable String fallback,
        boolean free,
        Set<ConstraintDescriptor<?>> own,
        Set<ConstraintDescriptor<?>> ofElements) {

    private static final String FREE_TEXT = "io.gapura.validation.constraints.FreeText";

    static boolean isFreeText(List<Annotation> annotations) {
        return annotations.stream()
                .anyMatch(each -> each.annotationType().getName().equals(FREE_TEXT));
    }

    /** The class of one value: of a list its elements, else the class itself. */
    static Class<?> elementOf(Class<?> raw, Type generic) {
        if (raw.isArray()) {
            return generic instanceof GenericArrayType array
                    ? rawOf(array.getGenericComponentType())
                    : raw.getComponentType();
        }
        boolean several = Collection.class.isAssignableFrom(raw);
        if (!several) {
            return raw;
        }
        return generic instanceof ParameterizedType parameterized && parameterized.getActualTypeArguments().length == 1
                ? rawOf(parameterized.getActualTypeArguments()[0])
                : Object.class;
    }

    static Class<?> rawOf(Type type) {
        if (type instanceof Class<?> plain) {
            return plain;
        }
        if (type instanceof ParameterizedType parameterized) {
            return rawOf(parameterized.getRawType());
        }
        return type instanceof WildcardType wildcard ? rawOf(wildcard.getUpperBounds()[0]) : Object.class;
    }

    boolean isSeveral() {
        return raw.isArray() || Collection.class.isAssignableFrom(raw);
    }

    /** Whether a value of it can be made here, as it was checked. */
    boolean isConvertible() {
        return ParameterType.knows(element) || ParameterType.isPlainEnum(element) || element == Object.class;
    }

    /** What the code will be given for these texts, all of which keep their type. */
    @Nullable
    Object converted(List<String> texts) {
        List<String> given = texts.isEmpty() && fallback != null ? List.of(fallback) : texts;
        if (isSeveral()) {
            return several(given.stream().map(this::one).toList());
        }
        return given.isEmpty() ? nothing() : one(given.get(0));
    }

    private @Nullable Object nothing() {
        return element.isPrimitive() ? Array.get(Array.newInstance(element, 1), 0) : null;
    }

    private Object several(List<Object> values) {
        if (raw.isArray()) {
            Object array = Array.newInstance(element, values.size());
            for (int i = 0; i < values.size(); i++) {
                Array.set(array, i, values.get(i));
            }
            return array;
        }
        if (SortedSet.class.isAssignableFrom(raw)) {
            return new TreeSet<>(values);
        }
        return Set.class.isAssignableFrom(raw) ? new LinkedHashSet<>(values) : new ArrayList<>(values);
    }

    /** One value, as code is given it. */
    Object one(String text) {
        Optional<Object> constant = constant(text);
        if (constant.isPresent()) {
            return constant.get();
        }
        Object value = ParameterType.of(element).read(text);
        if (value instanceof Integer number && (element == short.class || element == Short.class)) {
            return number.shortValue();
        }
        if (value instanceof Integer number && (element == byte.class || element == Byte.class)) {
            return number.byteValue();
        }
        if (value instanceof BigDecimal number && (element == double.class || element == Double.class)) {
            return number.doubleValue();
        }
        if (value instanceof BigDecimal number && (element == float.class || element == Float.class)) {
            return number.floatValue();
        }
        return value;
    }

    private Optional<Object> constant(String text) {
        Object[] constants = element.getEnumConstants();
        for (int i = 0; constants != null && i < constants.length; i++) {
            if (((Enum<?>) constants[i]).name().equals(text)) {
                return Optional.of(constants[i]);
            }
        }
        return Optional.empty();
    }
}
