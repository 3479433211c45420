package io.gapura.filters;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Parameters of a query or a form, decoded once and strictly: split at {@code &} only, order and duplicates kept, empty
 * pairs ignored. The container's own parser is never asked; some drop a malformed parameter and serve the rest.
 *
 * <p>Immutable. Refuses by {@link RefusedException} while it is made; at most 10,000 parameters in any mode.
 */
public final class Query {
    private static final int MOST = 10_000;
    private static final Query EMPTY = new Query(Map.of(), 0);

    private final Map<String, List<String>> values;
    private final int size;

    private Query(Map<String, List<String>> values, int size) {
        this.values = values;
        this.size = size;
    }

    public static Query empty() {
        return EMPTY;
    }

    /** Reads a raw query; a broken escape, or bad UTF-8 is a hard 400 {@code query.encoding}, a NUL a hard 400 {@code
     * text.control}. */
    public static Query parse(String rawQuery) {
        return rawQuery.isEmpty() ? EMPTY : read(rawQuery, "query");
    }

    /** Reads the content of an {@code application/x-www-form-urlencoded} body by the same rules. */
    public static Query form(String content) {
        return content.isEmpty() ? EMPTY : read(content, "form");
    }

    private static Query read(String raw, String part) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        int size = 0;
        for (int from = 0; from <= raw.length(); ) {
            int end = raw.indexOf('&', from);
            int to = end < 0 ? raw.length() : end;
            if (to > from) {
                if (++size > MOST) {
                    throw new RefusedException(Rejection.malformed(part + ".count"));
                }
                pair(raw.substring(from, to), part, values);
            }
            from = to + 1;
        }
        values.replaceAll((name, list) -> Collections.unmodifiableList(list));
        return new Query(Collections.unmodifiableMap(values), size);
    }

    private static void pair(String pair, String part, Map<String, List<String>> values) {
        int equals = pair.indexOf('=');
        String name = decoded(equals < 0 ? pair : pair.substring(0, equals), part);
        String value = equals < 0 ? "" : decoded(pair.substring(equals + 1), part);
        values.computeIfAbsent(name, absent -> new ArrayList<>(1)).add(value);
    }

    private static String decoded(String text, String part) {
        String decoded = Percent.decode(text, true);
        if (decoded == null) {
            throw new RefusedException(Rejection.malformed(part + ".encoding"));
        }
        if (decoded.indexOf('\0') >= 0) {
            throw new RefusedException(Rejection.malformed("text.control"));
        }
        return decoded;
    }

    /** The one value; a name that came twice is 400 {@code param.repeated}, which a mode may shadow. */
    public Optional<String> only(String name) {
        List<String> found = all(name);
        if (found.size() > 1) {
            throw new RefusedException(Rejection.of(400, "parameters-refused", "param.repeated"));
        }
        return found.isEmpty() ? Optional.empty() : Optional.of(found.get(0));
    }

    /** All values in order; none when absent. */
    public List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    /** All parameters, names in the order of their first appearance. */
    public Map<String, List<String>> asMap() {
        return values;
    }

    /** How many parameters, duplicates counted. */
    public int size() {
        return size;
    }
}
