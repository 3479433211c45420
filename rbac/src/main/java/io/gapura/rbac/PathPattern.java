package io.gapura.rbac;

import io.gapura.filters.PathParameters;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The text of a path rule as segments: literals as a canonical path has them, {@code *} or {@code {name}} for one, and a
 * last {@code **} for any rest. Immutable.
 */
record PathPattern(List<String> segments) {
    /** What a pattern of the JSON Schema can say of it. */
    static final String SCHEMA = "/|(/(?!\\.{1,2}(/|$))([^\\u0000-\\u0020\\u007f/\\\\%;?#*{}\"<>|^`]+|\\*"
            + "|\\{[A-Za-z0-9._-]{1,64}\\}))*(/\\*\\*)?";

    private static final int LONGEST = 2_048;

    PathPattern {
        segments = List.copyOf(segments);
    }

    /** Throws {@link IllegalArgumentException} for what is no pattern. */
    static PathPattern of(String text) {
        if (!isPattern(text)) {
            throw new IllegalArgumentException("a path is canonical, such as /orders/{order} or /internal/**");
        }
        return new PathPattern(split(text));
    }

    private static List<String> split(String text) {
        return text.equals("/") ? List.of() : Arrays.asList(text.substring(1).split("/", -1));
    }

    static boolean isPattern(String text) {
        if (!text.startsWith("/") || text.length() > LONGEST) {
            return false;
        }
        List<String> segments = split(text);
        Set<String> parameters = new HashSet<>();
        for (int i = 0; i < segments.size(); i++) {
            String segment = segments.get(i);
            boolean rest = segment.equals("**") && i == segments.size() - 1;
            boolean repeated = segment.startsWith("{") && !parameters.add(segment);
            if (repeated || !rest && !isSegment(segment)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSegment(String segment) {
        if (segment.equals("*")) {
            return true;
        }
        if (segment.startsWith("{") && segment.endsWith("}")) {
            return Names.isWord(segment.substring(1, segment.length() - 1), 64);
        }
        boolean dots = segment.equals(".") || segment.equals("..");
        return !segment.isEmpty() && !dots && segment.chars().allMatch(PathPattern::isLiteral);
    }

    /** What a decoded segment may hold and no pattern or URI syntax gives a meaning to. */
    private static boolean isLiteral(int c) {
        return c > ' ' && c != 0x7F && "/\\%;?#*{}\"<>|^`".indexOf(c) < 0;
    }

    /** The names in braces, in order. */
    List<String> parameters() {
        return segments.stream()
                .filter(segment -> segment.startsWith("{"))
                .map(segment -> segment.substring(1, segment.length() - 1))
                .toList();
    }

    /** What the names in braces are in a canonical path that the pattern matches. */
    PathParameters in(String path) {
        return name -> {
            int at = segments.indexOf("{" + name + "}");
            String[] given = path.split("/", -1);
            return at < 0 || at + 1 >= given.length ? List.of() : List.of(given[at + 1]);
        };
    }

    /** As it was written. */
    String text() {
        return "/" + String.join("/", segments);
    }

    /** Equal for patterns that match the same paths. */
    String shape() {
        StringBuilder shape = new StringBuilder("/");
        segments.forEach(
                segment -> shape.append(segment.startsWith("{") ? "*" : segment).append('/'));
        return shape.toString();
    }
}
