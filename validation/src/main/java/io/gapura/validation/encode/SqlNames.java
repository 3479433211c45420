package io.gapura.validation.encode;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Names of columns, tables and directions for SQL that is put together, where no prepared statement has a place for them:
 * they come from an enum and from nowhere else (CWE-89). Values belong into the statement as {@code ?}.
 *
 * <pre>{@code
 * enum Sort { NAME, CREATED_AT }
 * Sort sort = SqlNames.chosen(Sort.class, request.getParameter("sort")).orElse(Sort.NAME);
 * String sql = "SELECT name FROM people WHERE tenant = ? ORDER BY " + SqlNames.of(sort);
 * }</pre>
 *
 * <p>Stateless.
 */
public final class SqlNames {
    private static final Pattern NAME = Pattern.compile("[A-Z][A-Z0-9_]{0,62}");

    private SqlNames() {}

    /**
     * The constant in lower case, unquoted, so that every database folds it as it folds the names of its schema.
     *
     * @throws IllegalArgumentException for a constant that is not made of capitals, digits and underscores
     */
    public static String of(Enum<?> constant) {
        if (!NAME.matcher(constant.name()).matches()) {
            throw new IllegalArgumentException(
                    "a constant that names something in SQL must be capitals, digits and underscores: "
                            + constant.getDeclaringClass().getSimpleName());
        }
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** The constant that a client asks for by that name, in lower case; empty: there is none. */
    public static <E extends Enum<E>> Optional<E> chosen(Class<E> names, String wanted) {
        for (E each : names.getEnumConstants()) {
            if (of(each).equals(wanted)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }
}
