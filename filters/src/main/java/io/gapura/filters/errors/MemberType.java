package io.gapura.filters.errors;

import io.gapura.filters.config.DataSize;
import java.time.Instant;
import java.util.Map;

/**
 * What kind of value a document may carry under a declared name: whole numbers, truths, moments, sizes, the constants of
 * an enum, and text of at most 128 characters without controls. Anything else has a text form that somebody else chose.
 */
final class MemberType {
    private static final int LONGEST_TEXT = 128;

    private static final Map<Class<?>, Class<?>> BOXED = Map.of(
            long.class, Long.class, int.class, Long.class, Integer.class, Long.class, boolean.class, Boolean.class);

    private static final Map<String, Class<?>> WORDS = Map.of(
            "long", Long.class,
            "boolean", Boolean.class,
            "text", String.class,
            "instant", Instant.class,
            "size", DataSize.class);

    private final Class<?> type;

    private MemberType(Class<?> type) {
        this.type = type;
    }

    /** Throws {@link IllegalArgumentException} for a type whose values have no fixed text. */
    static MemberType of(Class<?> declared) {
        Class<?> type = BOXED.getOrDefault(declared, declared);
        if (!WORDS.containsValue(type) && !type.isEnum()) {
            throw new IllegalArgumentException(
                    "a member must be long, boolean, String, Instant, DataSize or an enum, and not "
                            + declared.getName());
        }
        return new MemberType(type);
    }

    /** As written in a property file. */
    static MemberType ofWord(String word) {
        Class<?> type = WORDS.get(word);
        if (type == null) {
            throw new IllegalArgumentException("a member must be long, boolean, text, instant or size");
        }
        return new MemberType(type);
    }

    boolean accepts(Object value) {
        if (type == Long.class) {
            return value instanceof Long || value instanceof Integer;
        }
        return value instanceof String text
                ? type == String.class && isPlain(text)
                : value instanceof Enum<?> constant ? constant.getDeclaringClass() == type : type.isInstance(value);
    }

    private static boolean isPlain(String text) {
        return text.length() <= LONGEST_TEXT && text.chars().noneMatch(Character::isISOControl);
    }

    /** Numbers and truths stand in JSON without quotes. */
    static boolean isBare(Object value) {
        return value instanceof Number || value instanceof Boolean;
    }

    /** The one text of a value, in no locale. */
    static String text(Object value) {
        return value instanceof Enum<?> constant ? constant.name() : value.toString();
    }

    /** For the page that describes the types. */
    String word() {
        return WORDS.entrySet().stream()
                .filter(word -> word.getValue() == type)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("word");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MemberType that && type == that.type;
    }

    @Override
    public int hashCode() {
        return type.hashCode();
    }
}
