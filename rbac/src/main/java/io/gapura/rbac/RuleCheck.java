package io.gapura.rbac;

import io.gapura.rbac.PolicyDocument.Admission;
import io.gapura.rbac.PolicyDocument.EndpointEntry;
import io.gapura.rbac.PolicyDocument.PathEntry;
import io.gapura.rbac.PolicyDocument.Word;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Checks the rules for paths and endpoints: what they ask for, and that no two speak of the same. One load. */
final class RuleCheck {
    private static final int MOST_PATHS = 10_000;

    private final PolicyDocument document;
    private final RoleHierarchy roles;
    private final Consumer<Word> granted;
    private final Problems problems;

    RuleCheck(PolicyDocument document, RoleHierarchy roles, Consumer<Word> granted, Problems problems) {
        this.document = document;
        this.roles = roles;
        this.granted = granted;
        this.problems = problems;
    }

    void check() {
        if (document.paths().size() > MOST_PATHS) {
            Word word = document.paths().get(MOST_PATHS).path();
            problems.add(word, "over-limit", "more than " + MOST_PATHS + " path rules");
        }
        Map<String, Set<String>> methods = new HashMap<>();
        document.paths().forEach(entry -> path(entry, methods));
        endpoints();
    }

    private void path(PathEntry entry, Map<String, Set<String>> taken) {
        Lists.require(WordKind.METHOD, entry.methods(), problems);
        if (!WordKind.PATH.check(entry.path(), problems)) {
            admission(entry.admission());
            return;
        }
        PathPattern pattern = PathPattern.of(entry.path().text());
        admission(entry.admission());
        tenant(entry.admission(), pattern);
        Set<String> others = taken.computeIfAbsent(pattern.shape(), shape -> new HashSet<>());
        List<String> mine = entry.methods().stream().map(Word::text).toList();
        boolean clash = mine.isEmpty() ? !others.isEmpty() : others.contains("");
        clash |= mine.stream().anyMatch(others::contains);
        if (clash) {
            problems.add(entry.path(), "ambiguous-paths", "another rule matches the same paths and methods");
        }
        others.addAll(mine.isEmpty() ? List.of("") : mine);
    }

    private void tenant(Admission admission, PathPattern pattern) {
        if (admission instanceof Admission.Required required
                && required.tenant().isPresent()) {
            Word tenant = required.tenant().get();
            if (!pattern.parameters().contains(tenant.text())) {
                problems.add(
                        tenant,
                        "bad-path",
                        () -> "the path has no {" + Names.shown(tenant.text()) + "}"
                                + Names.hint(tenant.text(), pattern.parameters()));
            }
        }
    }

    private void endpoints() {
        Set<List<String>> seen = new HashSet<>();
        for (EndpointEntry entry : document.endpoints()) {
            WordKind.CLASS.check(entry.type(), problems);
            entry.method().ifPresent(method -> WordKind.JAVA_METHOD.check(method, problems));
            if (!seen.add(
                    List.of(entry.type().text(), entry.method().map(Word::text).orElse("")))) {
                problems.add(entry.method().orElse(entry.type()), "rule-conflict", "this endpoint has another rule");
            }
            admission(entry.admission());
        }
    }

    private void admission(Admission admission) {
        if (admission instanceof Admission.Open open) {
            WordKind.REASON.check(open.reason(), problems);
        }
        if (admission instanceof Admission.Required required) {
            required(required);
        }
    }

    private void required(Admission.Required required) {
        roles.numbers(required.roles(), problems);
        Lists.requireDistinct(required.permissions(), problems);
        required.permissions().forEach(granted);
        Lists.require(WordKind.SCOPE, required.scopes(), problems);
        Lists.require(WordKind.ACR, required.acr(), problems);
        Lists.require(WordKind.CLASS, required.checks(), problems);
        required.maxAge().ifPresent(age -> WordKind.AGE.check(age, problems));
        required.tenant().ifPresent(tenant -> WordKind.PARAMETER.check(tenant, problems));
    }
}
