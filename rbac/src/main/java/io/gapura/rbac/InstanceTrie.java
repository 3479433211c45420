package io.gapura.rbac;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which roles (or scopes) have a pattern that covers a permission. For permissions that rules name it is asked once, at
 * load; for those about one object, which only exist when somebody asks, in a request: at most three levels with two
 * branches each, whatever the number of patterns, and no garbage.
 *
 * <p>Filled at load, then only read: thread-safe from there on.
 */
final class InstanceTrie {
    private static final String ONE = "*";
    private static final String REST = "**";

    private final int owners;
    private final Node root = new Node();

    /** What is known behind some segments. */
    private static final class Node {
        private final Map<String, Node> literals = new HashMap<>();
        private @Nullable Node one;
        private @Nullable Owners rest;
        private @Nullable Owners here;

        private Node next(String segment) {
            if (!segment.equals(ONE)) {
                return literals.computeIfAbsent(segment, name -> new Node());
            }
            Node next = one == null ? new Node() : one;
            one = next;
            return next;
        }
    }

    /** What is done with the owners of each pattern that matches; true ends the search. */
    private interface Visit {
        boolean at(Owners owners, long[] set);
    }

    private InstanceTrie(int owners) {
        this.owners = owners;
    }

    /** Of the patterns of each owner, in the order of their numbers. */
    static InstanceTrie of(List<List<PermissionPattern>> patterns) {
        InstanceTrie trie = new InstanceTrie(patterns.size());
        for (int owner = 0; owner < patterns.size(); owner++) {
            for (PermissionPattern pattern : patterns.get(owner)) {
                trie.add(pattern, owner);
            }
        }
        return trie;
    }

    private void add(PermissionPattern pattern, int owner) {
        Node node = root;
        for (String segment : pattern.segments()) {
            if (segment.equals(REST)) {
                Owners rest = node.rest == null ? new Owners(owners) : node.rest;
                rest.add(owner);
                node.rest = rest;
                return;
            }
            node = node.next(segment);
        }
        Owners here = node.here == null ? new Owners(owners) : node.here;
        here.add(owner);
        node.here = here;
    }

    /** Whether one of the set has a pattern that covers it. */
    boolean covers(Permission permission, long[] set) {
        return visit(permission, Owners::meet, set);
    }

    /** Everybody who has a pattern that covers it. */
    long[] ownersOf(Permission permission) {
        long[] all = Bits.empty(owners);
        visit(
                permission,
                (owners, set) -> {
                    owners.addTo(set);
                    return false;
                },
                all);
        return all;
    }

    private boolean visit(Permission permission, Visit visit, long[] set) {
        if (at(root.rest, visit, set)) {
            return true;
        }
        Node domain = root.literals.get(permission.domain());
        return domain != null && inDomain(domain, permission, visit, set)
                || root.one != null && inDomain(root.one, permission, visit, set);
    }

    private static boolean inDomain(Node domain, Permission permission, Visit visit, long[] set) {
        if (at(domain.rest, visit, set)) {
            return true;
        }
        Node action = domain.literals.get(permission.action());
        return action != null && inAction(action, permission, visit, set)
                || domain.one != null && inAction(domain.one, permission, visit, set);
    }

    private static boolean inAction(Node action, Permission permission, Visit visit, long[] set) {
        String instance = permission.instanceOrNull();
        if (instance == null) {
            return at(action.here, visit, set);
        }
        if (at(action.rest, visit, set)) {
            return true;
        }
        Node literal = action.literals.get(instance);
        return literal != null && at(literal.here, visit, set) || action.one != null && at(action.one.here, visit, set);
    }

    private static boolean at(@Nullable Owners owners, Visit visit, long[] set) {
        return owners != null && visit.at(owners, set);
    }
}
