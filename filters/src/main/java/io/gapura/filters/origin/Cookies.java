package io.gapura.filters.origin;

import io.gapura.filters.Headers;
import java.util.ArrayList;
import java.util.List;

/** The cookies of a request by name, values as sent (RFC 6265 §5.4); two of one name are both given. */
final class Cookies {
    private Cookies() {}

    static List<String> named(Headers headers, String name) {
        List<String> values = new ArrayList<>(1);
        for (String line : headers.all("Cookie")) {
            for (int from = 0; from <= line.length(); ) {
                int end = line.indexOf(';', from);
                int to = end < 0 ? line.length() : end;
                collect(line, from, to, name, values);
                from = to + 1;
            }
        }
        return values;
    }

    private static void collect(String line, int from, int to, String name, List<String> values) {
        int start = from;
        while (start < to && (line.charAt(start) == ' ' || line.charAt(start) == '\t')) {
            start++;
        }
        boolean matches =
                line.startsWith(name, start) && start + name.length() < to && line.charAt(start + name.length()) == '=';
        if (matches) {
            values.add(line.substring(start + name.length() + 1, to).strip());
        }
    }
}
