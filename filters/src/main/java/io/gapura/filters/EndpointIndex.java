package io.gapura.filters;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which methods the endpoints behind a path have, for the Allow field of a refusal. By segment, so that its cost does not
 * grow with the number of endpoints. A hint for clients: nothing is decided on it, because a runtime's own matching is
 * the truth, and the prefix that a Jakarta REST application is mounted at is unknown here: a template may match the end
 * of a path.
 *
 * <p>Immutable once made.
 */
final class EndpointIndex {
    private static final int MOST_SKIPPED = 8;

    private final Node root = new Node();
    private final Map<String, Set<String>> byExtension = new HashMap<>();

    private static final class Node {
        private final Map<String, Node> literals = new HashMap<>();
        private final Set<String> here = new TreeSet<>();
        private final Set<String> below = new TreeSet<>();

        private Node next(String name) {
            return literals.computeIfAbsent(name, absent -> new Node());
        }
    }

    private EndpointIndex() {}

    static EndpointIndex of(Collection<Endpoint> endpoints) {
        EndpointIndex index = new EndpointIndex();
        endpoints.forEach(endpoint -> index.add(endpoint.template(), endpoint.httpMethod()));
        return index;
    }

    private void add(String template, String method) {
        if (template.startsWith("*.")) {
            byExtension
                    .computeIfAbsent(template.substring(1), absent -> new TreeSet<>())
                    .add(method);
        } else if (template.startsWith("/") && template.length() > 1) {
            Node at = root;
            List<String> names = TemplateNames.of(template);
            for (String name : names) {
                if (name.equals(TemplateNames.REST)) {
                    at.below.add(method);
                    return;
                }
                at = at.next(name);
            }
            at.here.add(method);
        }
    }

    /** In order; empty when no template matches. */
    Set<String> methods(Target target) {
        List<String> path = target.segments();
        Set<String> found = new TreeSet<>();
        for (int from = 0; from < path.size() && from < MOST_SKIPPED && found.isEmpty(); from++) {
            gather(root, path.subList(from, path.size()), found);
        }
        int dot = target.path().lastIndexOf('.');
        if (dot > 0) {
            found.addAll(byExtension.getOrDefault(target.path().substring(dot), Set.of()));
        }
        if (found.contains("GET")) {
            found.add("HEAD");
        }
        return found;
    }

    private static void gather(Node at, List<String> rest, Set<String> found) {
        found.addAll(at.below);
        if (rest.isEmpty()) {
            found.addAll(at.here);
            return;
        }
        for (String name : new String[] {rest.get(0), TemplateNames.ANY}) {
            Node next = at.literals.get(name);
            if (next != null) {
                gather(next, rest.subList(1, rest.size()), found);
            }
        }
    }
}
