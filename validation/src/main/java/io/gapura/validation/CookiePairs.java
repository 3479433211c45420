package io.gapura.validation;

import io.gapura.filters.Headers;
import java.util.ArrayList;
import java.util.List;

/** Finds the values of one cookie, as they came: quotes are part of a value. */
final class CookiePairs {
    private CookiePairs() {}

    static List<String> all(Headers headers, String name) {
        if (headers.cookies() == 0) {
            return List.of();
        }
        List<String> values = new ArrayList<>(1);
        for (String line : headers.all("cookie")) {
            for (int from = 0; from <= line.length(); ) {
                int semicolon = line.indexOf(';', from);
                int to = semicolon < 0 ? line.length() : semicolon;
                int equals = line.indexOf('=', from);
                if (equals >= 0
                        && equals < to
                        && line.substring(from, equals).strip().equals(name)) {
                    values.add(line.substring(equals + 1, to).strip());
                }
                from = to + 1;
            }
        }
        return values;
    }
}
