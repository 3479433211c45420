package io.gapura.rbac;

import io.gapura.rbac.PolicyDocument.Denial;
import io.gapura.rbac.PolicyDocument.Scope;
import io.gapura.rbac.PolicyDocument.Separation;
import io.gapura.rbac.PolicyDocument.Word;
import java.util.ArrayList;
import java.util.List;

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
        List<List<PermissionPattern>> scoped = document.scopes().stream()
                .map(scope -> patterns(scope.permissions()))
                .toList();
        PermissionTable permissions = new PermissionTable(roles.closure(), granted, denied(), scoped);
        document.permissions().forEach(word -> permissions.declare(Permission.of(word.text())));
        CallerRoles callers = new CallerCompiler(document, roles, problems).callers();
        return new Snapshot(named(), permissions, scopes(), separations(), callers);
    }

    private Roles named() {
        List<String> names =
                roles.roles().stream().map(role -> role.name().text()).toList();
        List<List<Integer>> juniors = roles.roles().stream()
                .map(role -> roles.numbers(role.includes(), problems))
                .toList();
        return new Roles(names, juniors, roles.closure());
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

    private Scopes scopes() {
        List<String> names =
                document.scopes().stream().map(scope -> scope.name().text()).toList();
        long[][] kept = new long[names.size()][];
        for (int scope = 0; scope < kept.length; scope++) {
            Scope written = document.scopes().get(scope);
            kept[scope] = roles.closed(roles.numbers(written.roles(), problems));
        }
        return new Scopes(names, kept);
    }

    private List<Separated> separations() {
        List<Separated> found = new ArrayList<>();
        for (Separation separation : document.separations()) {
            long[] members = roles.set(roles.numbers(separation.roles(), problems));
            found.add(new Separated(separation.dynamic(), separation.name().text(), members, separation.max()));
        }
        return found;
    }
}
