package io.gapura.rbac;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Path rules by their segments. The most specific pattern that matches decides, segment by segment: a literal before
 * {@code *} or {@code {name}}, and those before a last {@code **}, which stands for any rest, also for none.
 * Case-sensitive; a trailing slash means nothing.
 *
 * <p>Filled at load, then only read: thread-safe from there on. A look-up visits no node twice.
 */
final class PathTrie {
    private final Node root = new Node();
    private final List<Entry> entries = new ArrayList<>();

    /** One rule as it is written, and compiled. */
    record Entry(PathRule written, CompiledRule rule) {}

    /** What is known behind some segments. */
    private static final class Node {
        private final Map<String, Node> literals = new HashMap<>();
        private @Nullable Node single;
        private @Nullable MethodRules rest;
        private @Nullable MethodRules here;

        private boolean any(Predicate<CompiledRule> wanted) {
            return rest != null && rest.any(wanted)
                    || here != null && here.any(wanted)
                    || single != null && single.any(wanted)
                    || literals.values().stream().anyMatch(node -> node.any(wanted));
        }
    }

    /** The rules of one pattern by HTTP method. */
    static final class MethodRules {
        private final Map<String, CompiledRule> byMethod = new HashMap<>();
        private final CompiledRule otherMethod;
        private @Nullable CompiledRule everyMethod;

        private MethodRules(String place) {
            otherMethod = CompiledRule.of(CompiledRule.Kind.OTHER_METHOD, "another method", place);
        }

        /** False when one of the methods has a rule already; no methods: all of them. */
        boolean add(List<String> methods, CompiledRule rule) {
            boolean taken = everyMethod != null || (methods.isEmpty() && !byMethod.isEmpty());
            if (methods.isEmpty()) {
                everyMethod = rule;
            }
            for (String method : methods) {
                taken |= byMethod.put(method, rule) != null;
            }
            return !taken;
        }

        private boolean any(Predicate<CompiledRule> wanted) {
            return everyMethod != null && wanted.test(everyMethod)
                    || byMethod.values().stream().anyMatch(wanted);
        }

        CompiledRule of(String method) {
            CompiledRule rule = everyMethod != null ? everyMethod : byMethod.get(method);
            if (rule == null && method.equals("HEAD")) {
                rule = byMethod.get("GET");
            }
            return rule != null ? rule : otherMethod;
        }
    }

    /** The compiled rules; nothing when there are none. */
    static Optional<PathTrie> of(List<PathRule> rules, RuleCompiler compiler) {
        if (rules.isEmpty()) {
            return Optional.empty();
        }
        PathTrie trie = new PathTrie();
        for (PathRule rule : rules) {
            CompiledRule compiled = compiler.compile(rule.rule(), rule.place()).on(rule.pattern());
            trie.at(rule.pattern().segments(), rule.place()).add(rule.methods(), compiled);
            trie.entries.add(new Entry(rule, compiled));
        }
        return Optional.of(trie);
    }

    /** All rules in the order of the document. */
    List<Entry> entries() {
        return Collections.unmodifiableList(entries);
    }

    /** The rules of a pattern, to be added to. */
    MethodRules at(List<String> pattern, String place) {
        Node node = root;
        for (String segment : pattern) {
            if (segment.equals("**")) {
                MethodRules rules = node.rest != null ? node.rest : new MethodRules(place);
                node.rest = rules;
                return rules;
            }
            node = isSingle(segment) ? single(node) : node.literals.computeIfAbsent(segment, name -> new Node());
        }
        MethodRules rules = node.here != null ? node.here : new MethodRules(place);
        node.here = rules;
        return rules;
    }

    static boolean isSingle(String segment) {
        return segment.equals("*") || segment.startsWith("{");
    }

    private static Node single(Node node) {
        Node next = node.single != null ? node.single : new Node();
        node.single = next;
        return next;
    }

    /** Whether one of the rules is such a one; for start-up. */
    boolean any(Predicate<CompiledRule> wanted) {
        return root.any(wanted);
    }

    /** The deciding rule; null when no pattern matches. */
    @Nullable
    CompiledRule match(String method, String path) {
        if (!path.startsWith("/")) {
            return null;
        }
        MethodRules rules = match(root, path, 1);
        return rules == null ? null : rules.of(method);
    }

    private static @Nullable MethodRules match(Node node, String path, int from) {
        if (from >= path.length()) {
            return node.here != null ? node.here : node.rest;
        }
        int slash = path.indexOf('/', from);
        int to = slash < 0 ? path.length() : slash;
        Node literal = node.literals.get(path.substring(from, to));
        MethodRules found = literal == null ? null : match(literal, path, to + 1);
        if (found == null && node.single != null) {
            found = match(node.single, path, to + 1);
        }
        return found != null ? found : node.rest;
    }
}
