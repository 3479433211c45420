package io.gapura.filters.headers;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The forms of header values that are lists. Throws {@link IllegalArgumentException}, without repeating the value. */
final class HeaderForms {
    private static final Pattern PERMISSION = Pattern.compile(
            "([a-z][a-z0-9-]*+)=(?:\\*|self|\\((?:(?:self|src|\\*|\"https?://[A-Za-z0-9.*:_-]++\")(?: (?=[^)])|(?=\\))))*+\\))");
    private static final Pattern CACHE_DIRECTIVE =
            Pattern.compile("([a-z][a-z-]*+)(?:=(?:[0-9]{1,10}|\"[!#-~ ]*+\"))?");
    private static final Set<String> SITE_DATA = Set.of(
            "\"cache\"",
            "\"cookies\"",
            "\"storage\"",
            "\"clientHints\"",
            "\"executionContexts\"",
            "\"prefetchCache\"",
            "\"prerenderCache\"",
            "\"*\"");

    private HeaderForms() {}

    /** Permissions Policy §5.2: a dictionary of features and who may use them. */
    static void permissions(String key, String value) {
        each(key, value, PERMISSION, "features such as camera=() or fullscreen=(self), each once");
    }

    /** RFC 9111 §5.2. */
    static void cacheControl(String key, String value) {
        each(key, value.toLowerCase(Locale.ROOT), CACHE_DIRECTIVE, "directives such as no-store, each once");
    }

    static void siteData(String key, String value) {
        Set<String> seen = new HashSet<>();
        for (String part : value.split(",", -1)) {
            if (!SITE_DATA.contains(part.strip()) || !seen.add(part.strip())) {
                throw new IllegalArgumentException(
                        key + " must be quoted types such as \"cookies\", each once, or omit");
            }
        }
    }

    private static void each(String key, String value, Pattern form, String words) {
        Set<String> seen = new HashSet<>();
        for (String part : value.split(",", -1)) {
            var matcher = form.matcher(part.strip());
            if (!matcher.matches() || !seen.add(matcher.group(1))) {
                throw new IllegalArgumentException(key + " must be " + words + ", or omit");
            }
        }
    }
}
