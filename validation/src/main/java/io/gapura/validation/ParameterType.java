package io.gapura.validation;

import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What the text of a parameter is read as, by parsers of our own: ASCII alone, one spelling for one value. What they
 * refuse never reaches the converters of a runtime, which differ and are lenient.
 */
@SuppressWarnings("ImmutableEnumChecker") // of functions that hold nothing
public enum ParameterType {
    /** Any text. */
    TEXT("string", "", text -> true, text -> text, String.class, CharSequence.class, Object.class),
    /** {@code 0} or {@code -?[1-9][0-9]*} within 32 bits. */
    INT(
            "integer",
            "int32",
            text -> NumberText.isInteger(text)
                    && NumberText.isLong(text)
                    && NumberText.longOf(text) == (int) NumberText.longOf(text),
            text -> (int) NumberText.longOf(text),
            int.class,
            Integer.class,
            short.class,
            Short.class,
            byte.class,
            Byte.class),
    /** The same within 64 bits. */
    LONG(
            "integer",
            "int64",
            text -> NumberText.isInteger(text) && NumberText.isLong(text),
            NumberText::longOf,
            long.class,
            Long.class),
    /** The same with up to 100 characters. */
    INTEGER("integer", "", NumberText::isInteger, BigInteger::new, BigInteger.class),
    /** {@code -?(0|[1-9][0-9]*)(\.[0-9]+)?}: no exponent, no hexadecimal, no NaN. */
    DECIMAL(
            "number",
            "",
            NumberText::isDecimal,
            BigDecimal::new,
            BigDecimal.class,
            double.class,
            Double.class,
            float.class,
            Float.class),
    /** {@code true} or {@code false}; {@code Boolean.valueOf} makes a false of anything else. */
    BOOLEAN(
            "boolean",
            "",
            text -> text.equals("true") || text.equals("false"),
            text -> text.equals("true"),
            boolean.class,
            Boolean.class),
    /** 36 characters in groups of 8, 4, 4, 4 and 12; {@code UUID.fromString} takes {@code 1-1-1-1-1}. */
    UUID("string", "uuid", ParameterType::isUuid, java.util.UUID::fromString, UUID.class),
    /** {@code 2026-02-28}. */
    DATE("string", "date", text -> TimeText.date(text) != null, TimeText::date, LocalDate.class),
    /** {@code 23:59}, {@code 23:59:58} or {@code 23:59:58.123}. */
    TIME("string", "", text -> TimeText.time(text) != null, TimeText::time, LocalTime.class),
    /** {@code 2026-02-28T23:59:58}. */
    DATE_TIME("string", "", text -> TimeText.dateTime(text) != null, TimeText::dateTime, LocalDateTime.class),
    /** {@code 2026-02-28T23:59:58+01:00}, or with {@code Z}. */
    OFFSET_DATE_TIME(
            "string",
            "date-time",
            text -> TimeText.offsetDateTime(text) != null,
            TimeText::offsetDateTime,
            OffsetDateTime.class),
    /** The same, as a point in time. */
    INSTANT(
            "string",
            "date-time",
            text -> TimeText.offsetDateTime(text) != null,
            text -> Objects.requireNonNull(TimeText.offsetDateTime(text)).toInstant(),
            Instant.class);

    private final String json;
    private final String format;
    private final Predicate<String> form;
    private final Function<String, @Nullable Object> value;
    private final Set<Class<?>> types;

    ParameterType(
            String json,
            String format,
            Predicate<String> form,
            Function<String, @Nullable Object> value,
            Class<?>... types) {
        this.json = json;
        this.format = format;
        this.form = form;
        this.value = value;
        this.types = Set.of(types);
    }

    /** Whether it has the text form of this type. */
    public boolean accepts(String text) {
        return form.test(text);
    }

    /**
     * What it says; a number of 32 bits is an {@code Integer}.
     *
     * @throws IllegalArgumentException when it has not the text form of this type
     */
    public Object read(String text) {
        if (!accepts(text)) {
            throw new IllegalArgumentException("not the text form of " + name());
        }
        return Objects.requireNonNull(value.apply(text));
    }

    boolean isNumber() {
        return this == INT || this == LONG || this == INTEGER || this == DECIMAL;
    }

    /** Whether every value of it is one of that as well, so that both together mean this. */
    boolean isWithin(ParameterType other) {
        boolean numbers = isNumber() && other.isNumber() && compareTo(other) <= 0;
        boolean times =
                (this == OFFSET_DATE_TIME || this == INSTANT) && (other == OFFSET_DATE_TIME || other == INSTANT);
        return this == other || other == TEXT || numbers || times;
    }

    /** The type of JSON Schema. */
    String json() {
        return json;
    }

    /** The format of OpenAPI; empty when there is none. */
    String format() {
        return format;
    }

    /** What a value of that class is read as; a class of the application's own is text that the runtime converts. */
    static ParameterType of(Class<?> type) {
        return Arrays.stream(values())
                .filter(each -> each.types.contains(type))
                .findFirst()
                .orElse(TEXT);
    }

    /** Whether nothing of that class is made but by a parser of ours. */
    static boolean knows(Class<?> type) {
        return type != Object.class && Arrays.stream(values()).anyMatch(each -> each.types.contains(type));
    }

    /** Whether its text is the exact name of a constant: a {@code fromString} of its own decides otherwise. */
    static boolean isPlainEnum(Class<?> type) {
        if (!type.isEnum()) {
            return false;
        }
        return Arrays.stream(type.getMethods())
                .noneMatch(method -> method.getName().equals("fromString")
                        && Modifier.isStatic(method.getModifiers())
                        && method.getParameterCount() == 1);
    }

    private static boolean isUuid(String text) {
        if (text.length() != 36) {
            return false;
        }
        for (int i = 0; i < 36; i++) {
            char c = text.charAt(i);
            boolean hyphen = i == 8 || i == 13 || i == 18 || i == 23;
            boolean hex = c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F';
            if (hyphen ? c != '-' : !hex) {
                return false;
            }
        }
        return true;
    }
}
