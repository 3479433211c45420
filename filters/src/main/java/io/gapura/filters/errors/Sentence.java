package io.gapura.filters.errors;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A text of the catalogue with {@code {name}} where a value belongs. Not {@code MessageFormat}: there apostrophes vanish,
 * and numbers depend on a locale. Immutable.
 */
final class Sentence {
    private static final int LONGEST = 500;

    /** Texts at even places, names at odd ones. */
    private final List<String> parts;

    private Sentence(List<String> parts) {
        this.parts = parts;
    }

    /** Throws {@link IllegalArgumentException} for a brace without its other half, a control, or over 500 characters. */
    static Sentence of(String text) {
        if (text.isBlank() || text.length() > LONGEST || text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("a text must have 1 to 500 characters on one line");
        }
        List<String> parts = new ArrayList<>();
        int from = 0;
        for (int open = text.indexOf('{'); open >= 0; open = text.indexOf('{', from)) {
            int close = text.indexOf('}', open);
            if (close < 0) {
                throw new IllegalArgumentException("a text has a { without its }");
            }
            parts.add(literal(text.substring(from, open)));
            parts.add(text.substring(open + 1, close));
            from = close + 1;
        }
        parts.add(literal(text.substring(from)));
        return new Sentence(List.copyOf(parts));
    }

    private static String literal(String text) {
        if (text.indexOf('}') >= 0) {
            throw new IllegalArgumentException("a text has a } without its {");
        }
        return text;
    }

    /** The names of the values it needs. */
    Set<String> names() {
        Set<String> names = new TreeSet<>();
        for (int i = 1; i < parts.size(); i += 2) {
            names.add(parts.get(i));
        }
        return names;
    }

    /** With these values; null when one is missing, because half a sentence misleads. */
    @Nullable
    String fill(Map<String, Object> values) {
        if (parts.size() == 1) {
            return parts.get(0);
        }
        StringBuilder out = new StringBuilder(80).append(parts.get(0));
        for (int i = 1; i < parts.size(); i += 2) {
            Object value = values.get(parts.get(i));
            if (value == null) {
                return null;
            }
            out.append(MemberType.text(value)).append(parts.get(i + 1));
        }
        return out.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Sentence that && parts.equals(that.parts);
    }

    @Override
    public int hashCode() {
        return parts.hashCode();
    }
}
