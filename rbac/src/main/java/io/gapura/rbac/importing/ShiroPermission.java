package io.gapura.rbac.importing;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Shiro's wildcard permission in patterns of ours. There it is folded to lower case, {@code doc:7} covers {@code
 * doc:7:read} as well, a last {@code *} covers its absence too, and commas mean "each of them".
 */
final class ShiroPermission {
    private static final int MOST = 1_000;
    private static final int SEGMENTS = 3;

    private ShiroPermission() {}

    /** The patterns that cover no more than it does; none when it cannot be said. */
    static Set<String> patterns(String text) {
        List<List<String>> parts = parts(text.strip().toLowerCase(Locale.ROOT));
        while (parts.size() > 1 && isAny(parts.get(parts.size() - 1))) {
            parts = parts.subList(0, parts.size() - 1);
        }
        if (parts.isEmpty() || parts.size() > SEGMENTS || !parts.stream().allMatch(ShiroPermission::isSound)) {
            return Set.of();
        }
        if (parts.size() == 1 && isAny(parts.get(0))) {
            return Set.of("**");
        }
        Set<String> patterns = new LinkedHashSet<>();
        for (String prefix : products(parts)) {
            if (parts.size() > 1) {
                patterns.add(prefix);
            }
            if (parts.size() < SEGMENTS) {
                patterns.add(prefix + ":**");
            }
        }
        return patterns.size() > MOST ? Set.of() : patterns;
    }

    private static List<List<String>> parts(String text) {
        List<List<String>> parts = new ArrayList<>();
        for (String part : text.split(":", -1)) {
            List<String> choices = new ArrayList<>();
            for (String choice : part.split(",", -1)) {
                choices.add(choice.strip());
            }
            parts.add(choices);
        }
        return parts;
    }

    private static boolean isAny(List<String> choices) {
        return choices.contains("*");
    }

    private static boolean isSound(List<String> choices) {
        return choices.stream().allMatch(choice -> choice.equals("*") || Draft.isSegment(choice));
    }

    private static List<String> products(List<List<String>> parts) {
        List<String> prefixes = List.of("");
        for (List<String> choices : parts) {
            List<String> longer = new ArrayList<>();
            for (String prefix : prefixes) {
                for (String choice : isAny(choices) ? List.of("*") : choices) {
                    longer.add(prefix.isEmpty() ? choice : prefix + ":" + choice);
                }
            }
            if (longer.size() > MOST) {
                return List.of();
            }
            prefixes = longer;
        }
        return prefixes;
    }
}
