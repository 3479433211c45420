package io.gapura.rbac;

import java.util.List;

/**
 * A rule for paths, before it is compiled.
 *
 * @param methods empty: all
 * @param place where it is written
 */
record PathRule(PathPattern pattern, List<String> methods, AccessRule rule, String place) {
    PathRule {
        methods = List.copyOf(methods);
    }
}
