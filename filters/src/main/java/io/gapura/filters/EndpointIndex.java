package io.gapura.filters;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which methods the endpoints behind a path have, for the Allow field of a refusal. By segment, so that its cost does not
 * grow with the number of endpoints. A hint for clients: nothing is decided on it, because a runtime's own matching is
 * the truth, and the prefix that a Jakarta REST application is mounted at is unknown here: a template may match the end
 * of a path. Where somebody rules on access, no hint goes to whom that excludes.
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
        private final List<Endpoint> resourcesHere = new ArrayList<>();
        private final List<Endpoint> resourcesBelow = new ArrayList<>();

        private Node next(String name) {
            return literals.computeIfAbsent(name, absent -> new Node());
        }
    }

    private EndpointIndex() {}

    static EndpointIndex of(Collection<Endpoint> endpoints) {
        EndpointIndex index = new EndpointIndex();
        endpoints.forEach(index::add);
        return index;
    }

    private void add(Endpoint endpoint) {
        String template = endpoint.template();
        String method = endpoint.httpMethod();
        boolean resource = endpoint.method().isPresent();
        if (template.startsWith("*.")) {
            add(method, byExtension.computeIfAbsent(template.substring(1), absent -> new TreeSet<>()));
        } else if (template.startsWith("/") && template.length() > 1) {
            Node at = root;
            List<String> names = TemplateNames.of(template);
            for (String name : names) {
                if (name.equals(TemplateNames.REST)) {
                    add(method, at.below);
                    addIf(resource, endpoint, at.resourcesBelow);
                    return;
                }
                at = at.next(name);
            }
            add(method, at.here);
            addIf(resource, endpoint, method.equals(Endpoint.LOCATOR) ? at.resourcesBelow : at.resourcesHere);
        }
    }

    private static void addIf(boolean resource, Endpoint endpoint, List<Endpoint> endpoints) {
        if (resource) {
            endpoints.add(endpoint);
        }
    }

    /**
     * All resource methods that fit the path or an end of it, and the locators on the way that a rule covers: too many rather
     * than too few, because a caller is told of a method only if each of them admits it.
     */
    List<Endpoint> fitting(Target target) {
        List<String> path = target.segments();
        List<Endpoint> found = new ArrayList<>();
        for (int from = 0; from < path.size() && from < MOST_SKIPPED; from++) {
            gather(root, path, from, found);
        }
        return found;
    }

    private static void gather(@Nullable Node at, List<String> path, int from, List<Endpoint> found) {
        if (at == null) {
            return;
        }
        found.addAll(at.resourcesBelow);
        if (from == path.size()) {
            found.addAll(at.resourcesHere);
            return;
        }
        gather(at.literals.get(path.get(from)), path, from + 1, found);
        gather(at.literals.get(TemplateNames.ANY), path, from + 1, found);
    }

    /** In order; empty when no template matches. Mostly one template does, and its own set is the answer. */
    Set<String> methods(Target target) {
        List<String> path = target.segments();
        Set<String> found = Set.of();
        for (int from = 0; from < path.size() && from < MOST_SKIPPED && found.isEmpty(); from++) {
            found = gathered(root, path, from);
        }
        int dot = target.path().lastIndexOf('.');
        return dot > 0 && !byExtension.isEmpty()
                ? both(found, byExtension.getOrDefault(target.path().substring(dot), Set.of()))
                : found;
    }

    private static Set<String> gathered(@Nullable Node at, List<String> path, int from) {
        if (at == null) {
            return Set.of();
        }
        if (from == path.size()) {
            return both(at.below, at.here);
        }
        Set<String> named = gathered(at.literals.get(path.get(from)), path, from + 1);
        Set<String> any = gathered(at.literals.get(TemplateNames.ANY), path, from + 1);
        return both(at.below, both(named, any));
    }

    private static Set<String> both(Set<String> some, Set<String> others) {
        if (some.isEmpty() || others.isEmpty()) {
            return some.isEmpty() ? others : some;
        }
        Set<String> all = new TreeSet<>(some);
        all.addAll(others);
        return all;
    }

    private static void add(String method, Set<String> methods) {
        methods.add(method);
        if (method.equals("GET")) {
            methods.add("HEAD");
        }
    }
}
