package io.gapura.validation;

import io.gapura.filters.Query;
import io.gapura.filters.Target;

/**
 * The parameters of path segments: {@code ;name=value}. They are read by the rules of a query, so that what decodes in two
 * ways is refused, of all segments together.
 */
final class MatrixParameters {
    private MatrixParameters() {}

    static Query of(Target target) {
        String path = target.rawPath();
        StringBuilder pairs = new StringBuilder();
        for (String segment : path.split("/", -1)) {
            int first = segment.indexOf(';');
            if (first >= 0) {
                // A plus is a plus here, and an ampersand is part of a value.
                pairs.append('&')
                        .append(segment.substring(first + 1)
                                .replace("+", "%2B")
                                .replace("&", "%26")
                                .replace(';', '&'));
            }
        }
        return Query.parse(pairs.toString());
    }
}
