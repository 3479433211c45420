package io.gapura.filters.config;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.Mode;
import io.gapura.filters.PathScope;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The configuration text of one policy: keys without their prefix, where they were written, and what references lead
 * to. Immutable.
 */
public final class Section {
    private static final List<String> RESERVED = List.of("mode", "on", "shadow");

    private final String name;
    private final String place;
    private final Map<String, String> values;
    private final Resources resources;

    private Section(String name, String place, Map<String, String> values, Resources resources) {
        this.name = name;
        this.place = place;
        this.values = new TreeMap<>(values);
        this.resources = resources;
    }

    public static Section of(String name, String place, Map<String, String> values, Resources resources) {
        return new Section(name, place, values, resources);
    }

    /** {@code enforce}, {@code shadow}, {@code off}, or {@code enforce N%}. */
    Mode mode() {
        String text = values.getOrDefault("mode", "enforce");
        if (text.matches("enforce [1-9][0-9]{0,2}%")) {
            return reading("mode", () -> Mode.enforce(Integer.parseInt(text.substring(8, text.length() - 1))));
        }
        return switch (text) {
            case "enforce" -> Mode.ENFORCE;
            case "shadow" -> Mode.SHADOW;
            case "off" -> Mode.OFF;
            default ->
                throw ConfigurationException.at(place, name + ".mode is none of [enforce, enforce N%, off, shadow]");
        };
    }

    PathScope scope() {
        String text = values.get("on");
        return text == null
                ? PathScope.everywhere()
                : reading(
                        "on",
                        () -> PathScope.of(Arrays.stream(text.split(",", -1))
                                .map(String::strip)
                                .toList()));
    }

    /** The rules that only observe. */
    Set<String> shadowed() {
        String text = values.get("shadow");
        return text == null
                ? Set.of()
                : Arrays.stream(text.split(",", -1)).map(String::strip).collect(Collectors.toUnmodifiableSet());
    }

    /** Throws with place and key for what a supplier refuses. */
    <T> T reading(String key, java.util.function.Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException bad) {
            throw ConfigurationException.at(place, name + "." + key + ": " + bad.getMessage());
        }
    }

    String name() {
        return name;
    }

    String place() {
        return place;
    }

    Resources resources() {
        return resources;
    }

    /** The policy's own settings. */
    Map<String, String> settings() {
        Map<String, String> own = new TreeMap<>(values);
        RESERVED.forEach(own::remove);
        return own;
    }
}
