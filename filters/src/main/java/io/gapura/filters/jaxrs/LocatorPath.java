package io.gapura.filters.jaxrs;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds out whether a sub-resource locator may have led through a path: wider than what the runtime matches, never
 * narrower. A template variable stands for one or more characters whatever its expression says, and anything may stand
 * before the first slash of the template. The literals are looked for from left to right, each once, so that no path
 * costs more than its length times that of a literal. Immutable.
 */
final class LocatorPath {
    private final List<String> literals;

    private LocatorPath(List<String> literals) {
        this.literals = literals;
    }

    /** What stands between its variables; one more literal than there are variables, some of them empty. */
    static LocatorPath of(String template) {
        List<String> literals = new ArrayList<>();
        StringBuilder literal = new StringBuilder();
        int depth = 0;
        for (char c : trimmed(template).toCharArray()) {
            if (c == '{' && depth++ == 0) {
                literals.add(literal.toString());
                literal.setLength(0);
            } else if (c == '}' && depth > 0) {
                depth--;
            } else if (depth == 0) {
                literal.append(c);
            }
        }
        literals.add(literal.toString());
        return new LocatorPath(List.copyOf(literals));
    }

    /** Whether it may be the last part of that path. */
    boolean fits(String uri) {
        String path = trimmed(uri);
        String last = literals.get(literals.size() - 1);
        if (literals.size() == 1) {
            return last.isEmpty() || path.equals(last) || path.endsWith("/" + last);
        }
        int at = behindFirst(path);
        for (String literal : literals.subList(1, literals.size() - 1)) {
            // Leftmost is enough: what a variable leaves out, the next one can take in.
            at = at < 0 || at >= path.length() ? -1 : behind(literal, path, at + 1);
        }
        return at >= 0 && at < path.length() - last.length() && path.endsWith(last);
    }

    /** Behind the first literal where it begins a segment, or -1. */
    private int behindFirst(String path) {
        String first = literals.get(0);
        return path.startsWith(first) ? first.length() : behind("/" + first, path, 0);
    }

    private static int behind(String literal, String path, int from) {
        int found = path.indexOf(literal, from);
        return found < 0 ? -1 : found + literal.length();
    }

    private static String trimmed(String path) {
        int start = path.startsWith("/") ? 1 : 0;
        int end = path.endsWith("/") && path.length() > start ? path.length() - 1 : path.length();
        return path.substring(start, end);
    }
}
