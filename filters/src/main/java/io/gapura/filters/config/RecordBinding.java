package io.gapura.filters.config;

import io.gapura.filters.ConfigurationException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Binds text to a record, component by component: {@code maxBody} is {@code max-body}. One component may be a {@code Map}
 * from names to a record with a constant {@code DEFAULTS}: then {@code webhooks.stripe.path} is {@code path} of the record
 * that is named {@code stripe}. Components that are {@link Grouped} may be many.
 */
final class RecordBinding<S extends Record> {
    private static final String NAME = "[a-z][a-z0-9-]{0,31}";

    private final String name;
    private final Map<String, Component> components;
    private final MethodHandle constructor;

    /**
     * One component.
     *
     * @param named how the records of a map are bound; null for a plain setting
     */
    private record Component(
            RecordComponent type, Object standard, @Nullable RecordBinding<?> named) {
        boolean isGrouped() {
            return type.isAnnotationPresent(Grouped.class);
        }

        boolean isPlain() {
            return named == null;
        }
    }

    private RecordBinding(String name, Map<String, Component> components, MethodHandle constructor) {
        this.name = name;
        this.components = components;
        this.constructor = constructor;
    }

    static <S extends Record> RecordBinding<S> of(String name, MethodHandles.Lookup lookup, Class<S> type, S defaults) {
        Map<String, Component> components = new LinkedHashMap<>();
        RecordComponent[] parts = type.getRecordComponents();
        Class<?>[] types = Arrays.stream(parts).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            for (RecordComponent part : parts) {
                Object standard = lookup.unreflect(part.getAccessor()).invoke(defaults);
                String key = kebab(part.getName());
                String below = part.isAnnotationPresent(Grouped.class) ? key + ".<name>" : "<" + key + ">";
                components.put(key, new Component(part, standard, named(name + "." + below, lookup, part)));
            }
            return new RecordBinding<>(
                    name, components, lookup.findConstructor(type, MethodType.methodType(void.class, types)));
        } catch (Throwable inaccessible) {
            throw new IllegalArgumentException("the lookup of " + name + " must see its settings", inaccessible);
        }
    }

    /** How the records of a map are bound; null for any other component. */
    private static @Nullable RecordBinding<?> named(String name, MethodHandles.Lookup lookup, RecordComponent part)
            throws Throwable {
        if (part.getType() != Map.class) {
            return null;
        }
        Type element = ((ParameterizedType) part.getGenericType()).getActualTypeArguments()[1];
        Class<? extends Record> type = ((Class<?>) element).asSubclass(Record.class);
        return withDefaults(name, lookup, type);
    }

    private static <R extends Record> RecordBinding<R> withDefaults(
            String name, MethodHandles.Lookup lookup, Class<R> type) throws Throwable {
        Object defaults = lookup.findStaticGetter(type, "DEFAULTS", type).invoke();
        return of(name, lookup, type, type.cast(defaults));
    }

    S bind(Section section) {
        return bind(section, section.settings());
    }

    private S bind(Section section, Map<String, String> written) {
        Map<String, Map<String, Map<String, String>>> groups = new TreeMap<>(); // by component, then by name
        for (Map.Entry<String, String> line : written.entrySet()) {
            String key = line.getKey();
            String component = mapOf(key);
            if (component == null) {
                if (!isPlain(key)) {
                    throw unknown(section, key);
                }
                continue;
            }
            String below = isGrouped(component) ? key.substring(component.length() + 1) : key;
            int dot = below.indexOf('.');
            if (dot < 0) {
                throw unknown(section, key);
            }
            groups.computeIfAbsent(component, absent -> new TreeMap<>())
                    .computeIfAbsent(named(section, below.substring(0, dot)), absent -> new TreeMap<>())
                    .put(below.substring(dot + 1), line.getValue());
        }
        Object[] values = components.entrySet().stream()
                .map(part -> part.getValue().named() == null
                        ? value(section, part.getKey(), part.getValue(), written.get(part.getKey()))
                        : records(
                                section,
                                part.getValue().isGrouped() ? name + "." + part.getKey() : name,
                                part.getValue().named(),
                                groups.getOrDefault(part.getKey(), Map.of())))
                .toArray();
        return construct(section, values);
    }

    private ConfigurationException unknown(Section section, String key) {
        List<String> known = components.keySet().stream()
                .map(each -> isPlain(each) ? each : pattern(each) + ".*")
                .toList();
        return ConfigurationException.unknown(section.place(), name + "." + key, "a setting", known);
    }

    /** The map that a key with a dot belongs to: one that is named in it, or the one that is not. */
    private @Nullable String mapOf(String key) {
        int dot = key.indexOf('.');
        if (dot < 0) {
            return null;
        }
        if (isGrouped(key.substring(0, dot))) {
            return key.substring(0, dot);
        }
        return components.entrySet().stream()
                .filter(part -> !part.getValue().isPlain() && !part.getValue().isGrouped())
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
    }

    private String pattern(String key) {
        return isGrouped(key) ? key + ".<name>" : "<" + key + ">";
    }

    private boolean isGrouped(String key) {
        Component part = components.get(key);
        return part != null && part.isGrouped();
    }

    private boolean isPlain(String key) {
        Component part = components.get(key);
        return part != null && part.isPlain();
    }

    private String named(Section section, String word) {
        if (!word.matches(NAME)) {
            throw ConfigurationException.at(
                    section.place(), name + ".*.*: a name is kebab-case and has at most 32 characters");
        }
        return word;
    }

    private <R extends Record> Map<String, R> records(
            Section section, String above, RecordBinding<R> binding, Map<String, Map<String, String>> groups) {
        Map<String, R> records = new TreeMap<>();
        groups.forEach((word, written) -> {
            RecordBinding<R> own = new RecordBinding<>(above + "." + word, binding.components, binding.constructor);
            records.put(word, own.bind(section, written));
        });
        return Collections.unmodifiableMap(records);
    }

    private Object value(Section section, String key, Component part, @Nullable String text) {
        if (text == null) {
            return part.standard() instanceof Reference standard
                    ? standard.within(section.resources())
                    : part.standard();
        }
        try {
            return SettingType.of(part.type().getGenericType()).read(text, section.resources());
        } catch (IllegalArgumentException bad) {
            throw ConfigurationException.at(section.place(), name + "." + key + ": " + bad.getMessage());
        }
    }

    @SuppressWarnings("unchecked") // the constructor is that of the record
    private S construct(Section section, Object[] values) {
        try {
            return (S) constructor.invokeWithArguments(values);
        } catch (IllegalArgumentException bad) {
            throw ConfigurationException.at(section.place(), name + ": " + bad.getMessage());
        } catch (ConfigurationException bad) {
            throw bad.in(section.place());
        } catch (Throwable broken) {
            throw new IllegalStateException("the settings of " + name + " cannot be made", broken);
        }
    }

    List<CatalogEntry.Setting> settings() {
        return components.entrySet().stream().flatMap(this::settings).toList();
    }

    private Stream<CatalogEntry.Setting> settings(Map.Entry<String, Component> part) {
        RecordBinding<?> named = part.getValue().named();
        if (named != null) {
            return named.settings().stream();
        }
        return Stream.of(new CatalogEntry.Setting(
                name + "." + part.getKey(),
                SettingType.of(part.getValue().type().getGenericType()).words(),
                shown(part.getValue().standard())));
    }

    private static String shown(Object standard) {
        if (standard instanceof Optional<?> optional) {
            return optional.map(RecordBinding::shown).orElse("");
        }
        if (standard instanceof Set<?> set) {
            return set.stream().map(RecordBinding::shown).sorted().collect(Collectors.joining(", "));
        }
        if (standard instanceof List<?> list) {
            return list.stream().map(RecordBinding::shown).collect(Collectors.joining(", "));
        }
        return SettingType.written(standard);
    }

    static String kebab(String camel) {
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < camel.length(); i++) {
            char c = camel.charAt(i);
            words.append(c >= 'A' && c <= 'Z' ? "-" + (char) (c + 32) : String.valueOf(c));
        }
        return words.toString();
    }
}
