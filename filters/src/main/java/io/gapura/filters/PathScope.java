package io.gapura.filters;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The canonical paths that an arrival policy is asked for; a convenience to keep costs down, never a boundary: the
 * endpoint is the truth. Patterns: {@code /a/b} exactly, {@code *} for one segment, {@code **} last for any rest,
 * {@code !} in front to leave out. Without a positive pattern all paths are in. Case-sensitive.
 */
public final class PathScope {
    private static final PathScope EVERYWHERE = new PathScope(List.of(), List.of());

    private final List<List<String>> in;
    private final List<List<String>> out;

    private PathScope(List<List<String>> in, List<List<String>> out) {
        this.in = in;
        this.out = out;
    }

    public static PathScope everywhere() {
        return EVERYWHERE;
    }

    /** Throws {@link IllegalArgumentException} for a pattern that no path can match as its writer meant it. */
    public static PathScope of(List<String> patterns) {
        return new PathScope(
                patterns.stream()
                        .filter(p -> !p.startsWith("!"))
                        .map(PathScope::parsed)
                        .toList(),
                patterns.stream()
                        .filter(p -> p.startsWith("!"))
                        .map(p -> parsed(p.substring(1)))
                        .toList());
    }

    private static List<String> parsed(String pattern) {
        if (!pattern.startsWith("/") || pattern.indexOf("**") >= 0 && !pattern.endsWith("/**")) {
            throw new IllegalArgumentException("a path pattern begins with / and has ** only at its end");
        }
        List<String> names = Target.parse(pattern).segments();
        if (!Target.parse(pattern).violations().isEmpty()) {
            throw new IllegalArgumentException("a path pattern is written in its canonical form");
        }
        return names;
    }

    public boolean contains(Target target) {
        if (this == EVERYWHERE) {
            return true;
        }
        List<String> segments = target.segments();
        boolean included = in.isEmpty() || in.stream().anyMatch(pattern -> matches(pattern, segments));
        return included && out.stream().noneMatch(pattern -> matches(pattern, segments));
    }

    private static boolean matches(List<String> pattern, List<String> segments) {
        boolean open = !pattern.isEmpty() && pattern.get(pattern.size() - 1).equals("**");
        int fixed = open ? pattern.size() - 1 : pattern.size();
        if (open ? segments.size() < fixed : segments.size() != fixed) {
            return false;
        }
        for (int i = 0; i < fixed; i++) {
            String expected = pattern.get(i);
            if (!expected.equals("*") && !expected.equals(segments.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** As it is written in a setting, for the posture. */
    @Override
    public String toString() {
        return this == EVERYWHERE
                ? "/**"
                : Stream.concat(in.stream().map(PathScope::text), out.stream().map(names -> "!" + text(names)))
                        .collect(Collectors.joining(", "));
    }

    private static String text(List<String> names) {
        return "/" + String.join("/", names);
    }
}
