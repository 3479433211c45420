package io.gapura.rbac;

import io.gapura.filters.Endpoint;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which path rules can decide on a request to a servlet, by what it is mapped to: exactly one or none for an exact
 * mapping, any of several for the others. Names too many rather than too few. Immutable.
 *
 * @param rules that can match
 * @param spares whether a request can come that none of them matches
 */
record PathReach(Set<CompiledRule> rules, boolean spares) {
    PathReach {
        rules = Set.copyOf(rules);
    }

    /** Whether any rule can match. */
    boolean reaches() {
        return !rules.isEmpty();
    }

    /** For a servlet, or for what serves files. */
    static PathReach of(PathTrie paths, Endpoint endpoint) {
        String pattern = endpoint.template();
        Set<String> methods = methods(paths, endpoint.httpMethod());
        boolean exact = pattern.isEmpty() || pattern.length() > 1 && pattern.indexOf('*') < 0;
        return exact
                ? exact(paths, pattern.isEmpty() ? "/" : pattern, methods)
                : wide(paths, Mapping.of(pattern), methods);
    }

    /** A servlet that decides on the method itself may be asked by any: also by one that no rule names. */
    private static Set<String> methods(PathTrie paths, String method) {
        if (!method.equals("*")) {
            return Set.of(method);
        }
        Set<String> all = new LinkedHashSet<>(List.of(method));
        paths.entries().forEach(entry -> all.addAll(entry.written().methods()));
        return all;
    }

    private static PathReach exact(PathTrie paths, String path, Set<String> methods) {
        Set<CompiledRule> found = new LinkedHashSet<>();
        for (String method : methods) {
            CompiledRule rule = paths.match(method, path);
            if (rule != null) {
                found.add(rule);
            }
        }
        return new PathReach(found, found.isEmpty());
    }

    private static PathReach wide(PathTrie paths, Mapping mapping, Set<String> methods) {
        Set<CompiledRule> found = new LinkedHashSet<>();
        boolean spares = true;
        for (PathTrie.Entry entry : paths.entries()) {
            List<String> segments = entry.written().pattern().segments();
            if (mapping.meets(segments)) {
                PathTrie.MethodRules here = paths.at(segments, entry.written().place());
                methods.forEach(method -> found.add(here.of(method)));
            }
            spares &= !mapping.isWithin(segments);
        }
        return new PathReach(found, spares);
    }

    /**
     * A url-pattern of many paths.
     *
     * @param prefix what all paths begin with
     * @param extension what all paths end with; null: anything
     */
    private record Mapping(List<String> prefix, @Nullable String extension) {
        static Mapping of(String pattern) {
            if (pattern.startsWith("*.")) {
                return new Mapping(List.of(), pattern.substring(1));
            }
            boolean prefixed = pattern.endsWith("/*") && pattern.length() > 2;
            String prefix = prefixed ? pattern.substring(1, pattern.length() - 2) : "";
            return new Mapping(prefix.isEmpty() ? List.of() : List.of(prefix.split("/", -1)), null);
        }

        /** Whether a path exists that both match. */
        boolean meets(List<String> rule) {
            for (int i = 0; i < prefix.size(); i++) {
                if (i == rule.size()) {
                    return false;
                }
                if (rule.get(i).equals("**")) {
                    return true;
                }
                if (!fits(rule.get(i), prefix.get(i))) {
                    return false;
                }
            }
            return extension == null || endsSo(rule, extension);
        }

        private static boolean endsSo(List<String> rule, String extension) {
            if (rule.isEmpty()) {
                return false;
            }
            String last = rule.get(rule.size() - 1);
            return last.equals("**") || PathTrie.isSingle(last) || last.endsWith(extension);
        }

        /** Whether the rule matches all of the paths. */
        boolean isWithin(List<String> rule) {
            int fixed = rule.size() - 1;
            if (fixed < 0 || fixed > prefix.size() || !rule.get(fixed).equals("**")) {
                return false;
            }
            for (int i = 0; i < fixed; i++) {
                if (!fits(rule.get(i), prefix.get(i))) {
                    return false;
                }
            }
            return true;
        }

        private static boolean fits(String segment, String literal) {
            return PathTrie.isSingle(segment) || segment.equals(literal);
        }
    }
}
