package io.gapura.validation;

import io.gapura.validation.ShapeNode.Form;
import java.io.File;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.net.URL;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;
import java.util.Calendar;
import java.util.Currency;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The types of Java that are written as one value of JSON. */
final class ScalarForms {
    private static final ShapeNode TEXT = ShapeNode.of(Form.TEXT);

    /** A text with a form of its own, which its binding refuses if it has not. */
    private static final ShapeNode FORMED = ShapeNode.of(Form.TEXT);

    private static final List<Class<?>> FORMED_TYPES = List.of(
            UUID.class,
            URI.class,
            URL.class,
            Locale.class,
            Currency.class,
            Charset.class,
            ZoneId.class,
            Date.class,
            Calendar.class,
            TemporalAccessor.class,
            TemporalAmount.class,
            byte[].class,
            char.class,
            Character.class);

    private static final Map<Class<?>, ShapeNode> NUMBERS = numbers();

    private ScalarForms() {}

    private static Map<Class<?>, ShapeNode> numbers() {
        Map<Class<?>, ShapeNode> all = new HashMap<>();
        put(all, ShapeNode.integer(NumberBounds.between(Byte.MIN_VALUE, Byte.MAX_VALUE)), byte.class, Byte.class);
        put(all, ShapeNode.integer(NumberBounds.between(Short.MIN_VALUE, Short.MAX_VALUE)), short.class, Short.class);
        put(
                all,
                ShapeNode.integer(NumberBounds.between(Integer.MIN_VALUE, Integer.MAX_VALUE)),
                int.class,
                Integer.class);
        put(all, ShapeNode.integer(NumberBounds.between(Long.MIN_VALUE, Long.MAX_VALUE)), long.class, Long.class);
        put(all, ShapeNode.integer(NumberBounds.NONE), BigInteger.class);
        put(all, ShapeNode.number(finite(Float.MAX_VALUE)), float.class, Float.class);
        put(all, ShapeNode.number(finite(Double.MAX_VALUE)), double.class, Double.class);
        put(all, ShapeNode.number(NumberBounds.NONE), BigDecimal.class, Number.class);
        return Map.copyOf(all);
    }

    private static NumberBounds finite(double most) {
        return NumberBounds.between(new BigDecimal(-most), new BigDecimal(most));
    }

    private static void put(Map<Class<?>, ShapeNode> all, ShapeNode node, Class<?>... types) {
        for (Class<?> type : types) {
            all.put(type, node);
        }
    }

    /** Null when it is written as something else. */
    static @Nullable ShapeNode of(Class<?> type) {
        if (type == String.class || type == CharSequence.class || type == File.class || type == Path.class) {
            return TEXT;
        }
        if (type == boolean.class || type == Boolean.class) {
            return ShapeNode.of(Form.BOOLEAN);
        }
        if (type.isEnum()) {
            Set<String> words = ShapeReader.words(type);
            return words == null ? ShapeNode.of(Form.OPEN) : ShapeNode.words(words);
        }
        ShapeNode number = NUMBERS.get(type);
        if (number != null) {
            return number;
        }
        boolean formed = type != Object.class && FORMED_TYPES.stream().anyMatch(each -> each.isAssignableFrom(type));
        return formed ? FORMED : null;
    }

    /** Whether any text is one. */
    static boolean isFree(ShapeNode node) {
        return node == TEXT;
    }
}
