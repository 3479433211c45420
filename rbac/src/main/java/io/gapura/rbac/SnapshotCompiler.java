package io.gapura.rbac;

import io.gapura.rbac.PolicyDocument.Assignment;
import io.gapura.rbac.PolicyDocument.CallerId;
import io.gapura.rbac.PolicyDocument.Claimed;
import io.gapura.rbac.PolicyDocument.ClaimedRoles;
import io.gapura.rbac.PolicyDocument.Denial;
import io.gapura.rbac.PolicyDocument.Mapping;
import io.gapura.rbac.PolicyDocument.Separation;
import io.gapura.rbac.PolicyDocument.Source;
import io.gapura.rbac.PolicyDocument.Word;
import io.gapura.rbac.Snapshot.Separated;
import io.gapura.rbac.Snapshot.Stated;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Compiles a document that {@link PolicyCheck} found sound. Belongs to one load. */
final class SnapshotCompiler {
    private final PolicyDocument document;
    private final RoleHierarchy roles;
    private final Problems problems;

    private SnapshotCompiler(PolicyDocument document, Problems problems) {
        this.document = document;
        this.problems = problems;
        this.roles = RoleHierarchy.of(document, problems);
    }

    static Snapshot compile(PolicyDocument document, Problems problems) {
        return new SnapshotCompiler(document, problems).snapshot();
    }

    private Snapshot snapshot() {
        List<List<PermissionPattern>> granted =
                roles.roles().stream().map(role -> patterns(role.grants())).toList();
        document.scopes().forEach(scope -> unsupported(scope.name()));
        document.endpoints().forEach(endpoint -> unsupported(endpoint.type()));
        return new Snapshot(
                roles.ids(),
                roles.closure(),
                granted,
                denied(),
                separations(),
                assigned(),
                stated(Source.Mechanism.class),
                stated(Source.Issuer.class));
    }

    private static List<PermissionPattern> patterns(List<Word> words) {
        return words.stream().map(word -> PermissionPattern.of(word.text())).toList();
    }

    private List<List<PermissionPattern>> denied() {
        List<List<PermissionPattern>> denied = new ArrayList<>();
        roles.roles().forEach(role -> denied.add(new ArrayList<>()));
        for (Denial denial : document.denials()) {
            roles.number(denial.role(), problems)
                    .ifPresent(role -> denied.get(role).addAll(patterns(denial.permissions())));
        }
        return denied;
    }

    private List<Separated> separations() {
        List<Separated> found = new ArrayList<>();
        for (Separation separation : document.separations()) {
            long[] members = roles.set(roles.numbers(separation.roles(), problems));
            found.add(new Separated(separation.dynamic(), separation.name().text(), members, separation.max()));
        }
        return found;
    }

    private Map<String, Map<String, long[]>> assigned() {
        Map<String, Map<String, long[]>> assigned = new HashMap<>();
        for (Assignment assignment : document.assignments()) {
            boolean proven = assignment.id() instanceof CallerId.Proven;
            if (!proven
                    || assignment.tenant().isPresent()
                    || !assignment.scopes().isEmpty()) {
                unsupported(assignment.id().word());
                continue;
            }
            CallerId.Proven id = (CallerId.Proven) assignment.id();
            long[] all = roles.closed(roles.numbers(assignment.roles(), problems));
            assigned.computeIfAbsent(id.mechanism().text(), name -> new HashMap<>())
                    .put(id.name().text(), all);
        }
        return assigned;
    }

    private Map<String, Stated> stated(Class<? extends Source> by) {
        Map<String, Stated> stated = new HashMap<>();
        for (Claimed claimed : document.claims()) {
            claimed.tenant().ifPresent(this::unsupported);
            if (by.isInstance(claimed.source())) {
                String name = claimed.source().word().text();
                claimed.roles().ifPresent(roles -> stated.put(name, stated(claimed, roles)));
            }
        }
        return stated;
    }

    private Stated stated(Claimed claimed, ClaimedRoles accepted) {
        if (accepted.refuseUnmapped()) {
            unsupported(claimed.source().word());
        }
        Map<String, String> names = new HashMap<>();
        accepted.sameName().forEach(role -> names.put(role.text(), role.text()));
        for (Mapping mapping : accepted.map()) {
            names.put(mapping.stated().text(), mapping.role().text());
        }
        return new Stated(accepted.claim().map(Word::text).orElse(""), Map.copyOf(names));
    }

    /** What the decision engine does not decide on yet must not be read as though it did. */
    private void unsupported(Word word) {
        problems.add(word, "unsupported", "this is not decided on yet");
    }
}
