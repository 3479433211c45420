package io.gapura.filters.config;

import io.gapura.filters.ConfigurationException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Binds text to a record, component by component: {@code maxBody} is {@code max-body}. */
final class RecordBinding<S extends Record> {
    private final String name;
    private final Map<String, Component> components;
    private final MethodHandle constructor;

    private record Component(RecordComponent type, Object standard) {}

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
                components.put(kebab(part.getName()), new Component(part, standard));
            }
            return new RecordBinding<>(
                    name, components, lookup.findConstructor(type, MethodType.methodType(void.class, types)));
        } catch (Throwable inaccessible) {
            throw new IllegalArgumentException("the lookup of " + name + " must see its settings", inaccessible);
        }
    }

    S bind(Section section) {
        Map<String, String> written = section.settings();
        for (String key : written.keySet()) {
            if (!components.containsKey(key)) {
                throw ConfigurationException.unknown(
                        section.place(), name + "." + key, "a setting", components.keySet());
            }
        }
        Object[] values = components.entrySet().stream()
                .map(part -> value(section, part.getKey(), part.getValue(), written.get(part.getKey())))
                .toArray();
        return construct(section, values);
    }

    private Object value(Section section, String key, Component part, @org.jspecify.annotations.Nullable String text) {
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
        return components.entrySet().stream()
                .map(part -> new CatalogEntry.Setting(
                        name + "." + part.getKey(),
                        SettingType.of(part.getValue().type().getGenericType()).words(),
                        shown(part.getValue().standard())))
                .toList();
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
