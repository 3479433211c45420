package io.gapura.filters.errors;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Tags of languages as files and settings write them, and texts by tag. */
final class Language {
    private static final Set<String> RIGHT_TO_LEFT = Set.of("ar", "dv", "fa", "he", "ps", "ur", "yi");

    private Language() {}

    /** Throws {@link IllegalArgumentException} for anything but a tag of RFC 5646 in the form {@code de} or {@code de-AT}. */
    static String tag(String text) {
        if (!text.matches("[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")) {
            throw new IllegalArgumentException("a language must be a tag such as de or de-AT");
        }
        return text;
    }

    /** For the {@code dir} of a page. */
    static String direction(String tag) {
        int dash = tag.indexOf('-');
        return RIGHT_TO_LEFT.contains(dash < 0 ? tag : tag.substring(0, dash)) ? "rtl" : "ltr";
    }

    static <T> Map<String, T> plus(Map<String, T> texts, String tag, T text) {
        Map<String, T> more = new TreeMap<>(texts);
        more.put(tag(tag), text);
        return Collections.unmodifiableMap(more);
    }

    static <T> Map<String, T> plusAll(Map<String, T> texts, Map<String, T> over) {
        Map<String, T> more = new TreeMap<>(texts);
        more.putAll(over);
        return Collections.unmodifiableMap(more);
    }

    /** In that language, else in the default one. */
    static <T> @Nullable T in(Map<String, T> texts, String tag, String standard) {
        T text = texts.get(tag);
        return text == null ? texts.get(standard) : text;
    }
}
