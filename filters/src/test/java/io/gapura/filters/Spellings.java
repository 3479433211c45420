package io.gapura.filters;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Targets for each spelling of a path that a start-up report may speak of. */
public final class Spellings {
    private Spellings() {}

    /** By what they violate, below a context. */
    public static Map<UriViolation, List<String>> below(String context) {
        Map<UriViolation, List<String>> all = new EnumMap<>(UriViolation.class);
        all.put(UriViolation.FRAGMENT, List.of(context + "/a#b"));
        all.put(UriViolation.CHARACTER, List.of(context + "/a\u00E9"));
        all.put(UriViolation.PERCENT, List.of(context + "/%zz", context + "/a%2", context + "/%u0078"));
        all.put(UriViolation.UTF8, List.of(context + "/a%c0%af", context + "/a%c3"));
        all.put(UriViolation.CONTROL, List.of(context + "/a%00", context + "/a%0a"));
        all.put(UriViolation.BACKSLASH, List.of(context + "/a%5cb", context + "/a\\b"));
        all.put(UriViolation.ENCODED_SLASH, List.of(context + "/a%2fb"));
        all.put(UriViolation.ENCODED_DOT, List.of(context + "/a/%2e%2e/b"));
        all.put(UriViolation.DOT_PARAMETER, List.of(context + "/a/..;/b"));
        all.put(UriViolation.EMPTY_PARAMETER, List.of(context + "/a/;/b"));
        all.put(UriViolation.DOUBLE_ENCODING, List.of(context + "/a%252fb"));
        all.put(UriViolation.DOT_SEGMENT, List.of(context + "/a/../b"));
        all.put(UriViolation.EMPTY_SEGMENT, List.of(context + "/a//b"));
        all.put(UriViolation.PATH_PARAMETER, List.of(context + "/a;b=c"));
        return all;
    }
}
