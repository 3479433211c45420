package io.gapura.filters.config;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/** The types a setting may have, each with its written form and nothing besides it. */
record SettingType(String words, BiFunction<String, Resources, Object> reader) {
    private static final Map<Type, SettingType> PLAIN = Map.of(
            int.class, of("number", text -> (int) Numbers.digits(text, Integer.MAX_VALUE)),
            long.class, of("number", text -> Numbers.digits(text, Long.MAX_VALUE)),
            boolean.class, of("true or false", SettingType::bool),
            String.class, of("text", SettingType::text),
            DataSize.class, of("size, such as 64KiB", DataSize::of),
            Duration.class, of("time, such as 300s", SettingType::duration),
            Path.class, of("path", text -> Path.of(text(text))),
            Reference.class, new SettingType("reference: file:PATH, env:NAME or /WEB-INF/NAME", Reference::of));

    static SettingType of(Type type) {
        SettingType plain = PLAIN.get(type);
        if (plain != null) {
            return plain;
        }
        if (type instanceof Class<?> choice && choice.isEnum()) {
            return ofEnum(choice);
        }
        if (type instanceof ParameterizedType generic) {
            return ofContainer(generic.getRawType(), of(generic.getActualTypeArguments()[0]));
        }
        throw new IllegalArgumentException("a setting cannot have the type " + type.getTypeName());
    }

    private static SettingType ofContainer(Type raw, SettingType element) {
        if (raw == Optional.class) {
            return new SettingType(
                    element.words, (text, resources) -> Optional.of(element.reader.apply(text, resources)));
        }
        if (raw == Set.class) {
            return new SettingType(
                    "list of " + element.words, (text, resources) -> asSet(elements(text, element, resources)));
        }
        if (raw == List.class) {
            return new SettingType("list of " + element.words, (text, resources) -> elements(text, element, resources));
        }
        throw new IllegalArgumentException("a setting cannot have the type " + raw.getTypeName());
    }

    private static SettingType ofEnum(Class<?> type) {
        List<String> names =
                Arrays.stream(type.getEnumConstants()).map(SettingType::written).toList();
        return of(String.join(" | ", names), text -> {
            int at = names.indexOf(text);
            if (at < 0) {
                throw new IllegalArgumentException("is none of " + names);
            }
            return type.getEnumConstants()[at];
        });
    }

    private static SettingType of(String words, java.util.function.Function<String, Object> reader) {
        return new SettingType(words, (text, resources) -> reader.apply(text));
    }

    Object read(String text, Resources resources) {
        return reader.apply(text, resources);
    }

    private static List<Object> elements(String text, SettingType element, Resources resources) {
        List<Object> values = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            values.add(element.reader.apply(part.strip(), resources));
        }
        return List.copyOf(values);
    }

    private static Set<Object> asSet(List<Object> values) {
        Set<Object> distinct = new LinkedHashSet<>(values);
        if (distinct.size() < values.size()) {
            throw new IllegalArgumentException("names one value twice");
        }
        return Set.copyOf(distinct);
    }

    private static Object bool(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("is none of [false, true]");
        };
    }

    private static String text(String text) {
        if (text.isBlank() || text.chars().anyMatch(c -> c < 0x20)) {
            throw new IllegalArgumentException("must be text without control characters, and not blank");
        }
        return text;
    }

    private static Object duration(String text) {
        int split = 0;
        while (split < text.length() && text.charAt(split) >= '0' && text.charAt(split) <= '9') {
            split++;
        }
        long amount = Numbers.digits(text.substring(0, split), 1_000_000_000);
        return switch (text.substring(split)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            case "d" -> Duration.ofDays(amount);
            default -> throw new IllegalArgumentException("a time is written as digits and ms, s, m, h or d");
        };
    }

    /** The written form of a default. */
    static String written(Object value) {
        if (value instanceof Enum<?> choice) {
            return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
        if (value instanceof Duration time) {
            return time.toMillis() % 1_000 == 0 ? time.toSeconds() + "s" : time.toMillis() + "ms";
        }
        return value.toString();
    }
}
