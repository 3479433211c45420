package io.gapura.rbac;

import io.gapura.filters.Endpoint;
import io.gapura.rbac.AccessMatrix.Cell;
import io.gapura.rbac.AccessMatrix.Row;
import io.gapura.rbac.CompiledRule.Kind;
import io.gapura.rbac.Rbac.OnUncovered;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Fills an {@link AccessMatrix} by the compiled rules that decide on requests. Belongs to one matrix. */
final class MatrixRows {
    private final EndpointRules rules;
    private final Optional<PathTrie> paths;
    private final boolean letsThrough;
    private final List<String> columns = new ArrayList<>();
    private final List<Optional<Grants>> callers = new ArrayList<>();

    MatrixRows(Engine engine, OnUncovered onUncovered) {
        this(engine.sessions().snapshot(), engine.rules(), engine.paths(), onUncovered);
    }

    MatrixRows(Snapshot snapshot, EndpointRules rules, Optional<PathTrie> paths, OnUncovered onUncovered) {
        this.rules = rules;
        this.paths = paths;
        this.letsThrough = onUncovered == OnUncovered.REPORT;
        column(AccessMatrix.ANONYMOUS, Optional.empty());
        column(AccessMatrix.AUTHENTICATED, Optional.of(snapshot.grantsOfNobody()));
        for (String role : new TreeSet<>(snapshot.roles().names())) {
            column(role, Optional.of(snapshot.grantsOf(snapshot.roles().find(role))));
        }
    }

    private void column(String name, Optional<Grants> caller) {
        columns.add(name);
        callers.add(caller);
    }

    AccessMatrix of(Collection<Endpoint> endpoints) {
        Map<String, Row> rows = new TreeMap<>();
        endpoints.forEach(endpoint -> rows.put(endpoint.id(), row(endpoint)));
        paths.ifPresent(trie -> trie.entries().forEach(entry -> pathRows(entry, rows)));
        return AccessMatrix.of(columns, rows.values());
    }

    private void pathRows(PathTrie.Entry entry, Map<String, Row> rows) {
        List<String> methods = entry.written().methods();
        for (String method : methods.isEmpty() ? List.of("*") : methods) {
            String id = method + " " + entry.written().pattern().text() + AccessMatrix.PATH_RULE;
            rows.put(id, row(id, entry.rule().words(), caller -> cell(entry.rule(), caller)));
        }
    }

    private Row row(String id, String rule, Function<@Nullable Grants, Cell> cells) {
        List<Cell> row =
                callers.stream().map(caller -> cells.apply(caller.orElse(null))).toList();
        return new Row(id, rule, row);
    }

    private Row row(Endpoint endpoint) {
        if (!endpoint.offered().isEmpty()) {
            return offering(endpoint);
        }
        EndpointRules.Ruled ruled = rules.ruled(endpoint);
        CompiledRule own = ruled.rule();
        String words = own.words() + (ruled.origin().isEmpty() ? "" : ", " + ruled.origin());
        boolean resource = endpoint.method().isPresent();
        if (resource && endpoint.httpMethod().equals(Endpoint.LOCATOR) && own.kind() == Kind.UNCOVERED) {
            // It runs for everybody: what it leads to has a rule, or is refused.
            return row(endpoint.id(), "no rule on the way", caller -> Cell.YES);
        }
        if (resource || paths.isEmpty()) {
            return row(endpoint.id(), own.kind() == Kind.UNCOVERED ? uncovered() : words, caller -> own(own, caller));
        }
        PathReach reach = PathReach.of(paths.get(), endpoint);
        if (own.kind() != Kind.UNCOVERED) {
            String both = reach.reaches() ? words + " and path rules" : words;
            return row(endpoint.id(), both, caller -> reached(reach, caller, cell(own, caller), true));
        }
        if (!EndpointAccess.isCoveredByPath(endpoint) || !reach.reaches()) {
            return row(endpoint.id(), uncovered(), caller -> reached(reach, caller, own(own, caller), true));
        }
        return row(endpoint.id(), words(reach), caller -> reached(reach, caller, own(own, caller), false));
    }

    /** As {@link OfferedAccess} has it: whoever may call a method there, and every locator on the way. */
    private Row offering(Endpoint generated) {
        Map<String, List<Cell>> byMethod = new TreeMap<>();
        for (Endpoint each : generated.offered()) {
            byMethod.merge(each.httpMethod(), row(each).cells(), (one, other) -> each(one, other, MatrixRows::and));
        }
        List<Cell> locators = byMethod.remove(Endpoint.LOCATOR);
        List<Cell> cells = Collections.nCopies(columns.size(), Cell.NO);
        for (List<Cell> method : byMethod.values()) {
            cells = each(cells, method, MatrixRows::or);
        }
        cells = locators == null ? cells : each(cells, locators, MatrixRows::and);
        return new Row(generated.id(), "whoever may call a method there", cells);
    }

    private static List<Cell> each(List<Cell> one, List<Cell> other, BinaryOperator<Cell> joined) {
        List<Cell> cells = new ArrayList<>();
        for (int i = 0; i < one.size(); i++) {
            cells.add(joined.apply(one.get(i), other.get(i)));
        }
        return cells;
    }

    private static Cell or(Cell one, Cell other) {
        if (one == Cell.YES || other == Cell.YES) {
            return Cell.YES;
        }
        return one == Cell.NO ? other : Cell.IF;
    }

    private static String words(PathReach reach) {
        boolean one = reach.rules().size() == 1 && !reach.spares();
        return one ? reach.rules().iterator().next().words() + ", path rule" : "path rules";
    }

    private String uncovered() {
        return letsThrough ? "uncovered, let through" : "uncovered";
    }

    /** What the endpoint's own rule says. */
    private Cell own(CompiledRule rule, @Nullable Grants caller) {
        return rule.kind() == Kind.UNCOVERED && letsThrough ? Cell.YES : cell(rule, caller);
    }

    private static Cell cell(CompiledRule rule, @Nullable Grants caller) {
        if (rule.reason(caller) != null) {
            return Cell.NO;
        }
        return rule.conditions().isEmpty() ? Cell.YES : Cell.IF;
    }

    /**
     * What all rules say that can decide, where they agree.
     *
     * @param own what is said without them
     * @param both whether that must admit as well, where one matches
     */
    private static Cell reached(PathReach reach, @Nullable Grants caller, Cell own, boolean both) {
        TreeSet<Cell> said = new TreeSet<>();
        for (CompiledRule rule : reach.rules()) {
            Cell path = cell(rule, caller);
            said.add(both ? and(own, path) : path);
        }
        if (reach.spares()) {
            said.add(own);
        }
        return said.size() == 1 ? said.first() : Cell.IF;
    }

    private static Cell and(Cell one, Cell other) {
        if (one == Cell.NO || other == Cell.NO) {
            return Cell.NO;
        }
        return one == Cell.YES ? other : Cell.IF;
    }
}
