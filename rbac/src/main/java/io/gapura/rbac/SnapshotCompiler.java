package io.gapura.rbac;

import io.gapura.rbac.PolicyDocument.Assignment;
import io.gapura.rbac.PolicyDocument.Denial;
import io.gapura.rbac.PolicyDocument.Role;
import io.gapura.rbac.PolicyDocument.Separation;
import io.gapura.rbac.PolicyDocument.Stated;
import io.gapura.rbac.PolicyDocument.Word;
import io.gapura.rbac.Snapshot.Separated;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Checks a document against itself and compiles it. Every problem is collected; the result counts only
 * without one.
 * Belongs to one load.
 */
final class SnapshotCompiler {
    private static final int MOST_ROLES = 4_096;
    private static final int MOST_PERMISSIONS = 32_768;

    private final PolicyDocument document;
    private final Problems problems;
    private final Map<String, Integer> ids = new LinkedHashMap<>();

    private SnapshotCompiler(PolicyDocument document, Problems problems) {
        this.document = document;
        this.problems = problems;
    }

    /** To be used only if there are no problems afterwards. */
    static Snapshot compile(PolicyDocument document, Problems problems) {
        return new SnapshotCompiler(document, problems).snapshot();
    }

    private Snapshot snapshot() {
        List<Role> roles = roles();
        List<Word> words = roles.stream().map(Role::name).toList();
        List<List<Integer>> juniors =
                roles.stream().map(role -> ids(role.includes())).toList();
        long[][] closure = RoleGraph.closure(words, juniors, problems);
        List<List<PermissionPattern>> granted =
                roles.stream().map(role -> patterns(role.grants())).toList();
        List<Separated> separations = separations(closure);
        Map<String, Map<String, long[]>> assigned = assigned(closure, separations);
        Snapshot snapshot = new Snapshot(ids, closure, granted, denied(), separations, assigned, stated());
        permissions(snapshot);
        return snapshot;
    }

    private List<Role> roles() {
        List<Role> roles = new ArrayList<>();
        for (Role role : document.roles()) {
            String name = role.name().text();
            if (name.equals("*") || name.equals("**")) {
                problems.add(role.name(), "reserved-name", "no role can have this name");
            } else if (!Names.isRole(name)) {
                problems.add(role.name(), "bad-value", "a role is named by 1 to 128 letters, digits and . _ -");
            } else if (ids.putIfAbsent(name, roles.size()) == null) {
                roles.add(role);
            } else {
                problems.add(role.name(), "duplicate", "this role is declared twice");
            }
        }
        if (roles.size() > MOST_ROLES) {
            problems.add(document.roles().get(MOST_ROLES).name(), "over-limit", "more than " + MOST_ROLES + " roles");
            problems.throwIfAny();
        }
        return roles;
    }

    private Optional<Integer> id(Word role) {
        Integer id = ids.get(role.text());
        if (id == null) {
            String hint = Names.hint(role.text(), ids.keySet());
            problems.add(role, "unknown-role", Names.shown(role.text()) + " is not declared" + hint);
        }
        return Optional.ofNullable(id);
    }

    private List<Integer> ids(List<Word> roles) {
        List<Integer> found = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Word role : roles) {
            if (!seen.add(role.text())) {
                problems.add(role, "duplicate", Names.shown(role.text()) + " stands twice in one list");
            }
            id(role).ifPresent(found::add);
        }
        return found;
    }

    private List<PermissionPattern> patterns(List<Word> words) {
        List<PermissionPattern> patterns = new ArrayList<>();
        for (Word word : words) {
            try {
                patterns.add(PermissionPattern.of(word.text()));
            } catch (IllegalArgumentException malformed) {
                problems.add(word, "bad-permission", String.valueOf(malformed.getMessage()));
            }
        }
        return patterns;
    }

    private Optional<Permission> permission(Word word) {
        try {
            return Optional.of(Permission.of(word.text()));
        } catch (IllegalArgumentException malformed) {
            problems.add(word, "bad-permission", String.valueOf(malformed.getMessage()));
            return Optional.empty();
        }
    }

    private List<List<PermissionPattern>> denied() {
        List<List<PermissionPattern>> denied = new ArrayList<>();
        ids.forEach((name, id) -> denied.add(new ArrayList<>()));
        for (Denial denial : document.denials()) {
            List<PermissionPattern> patterns = patterns(denial.permissions());
            id(denial.role()).ifPresent(role -> denied.get(role).addAll(patterns));
        }
        return denied;
    }

    private List<Separated> separations(long[][] closure) {
        List<Separated> found = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Separation separation : document.separations()) {
            if (!names.add(separation.name().text())) {
                problems.add(separation.name(), "duplicate", "two separations have this name");
            }
            long[] roles = Bits.empty(ids.size());
            List<Integer> members = ids(separation.roles());
            members.forEach(role -> Bits.add(roles, role));
            if (separation.max() >= separation.roles().size()) {
                problems.add(separation.name(), "bad-value", "max must be less than the number of roles");
            }
            Separated separated =
                    new Separated(separation.dynamic(), separation.name().text(), roles, separation.max());
            found.add(separated);
            if (!separation.dynamic()) {
                requireUnbroken(separated, closure);
            }
        }
        return found;
    }

    /** No role may hold by itself what nobody may hold. */
    private void requireUnbroken(Separated separated, long[][] closure) {
        for (Role role : document.roles()) {
            Integer id = ids.get(role.name().text());
            if (id != null && separated.broken(closure[id])) {
                problems.add(role.name(), "separation-broken", "includes too many roles of " + separated.name());
            }
        }
    }

    private Map<String, Map<String, long[]>> assigned(long[][] closure, List<Separated> separations) {
        Map<String, Map<String, long[]>> assigned = new HashMap<>();
        for (Assignment assignment : document.assignments()) {
            requireMechanism(assignment.mechanism());
            if (assignment.id().text().length() > 256) {
                problems.add(assignment.id(), "over-limit", "no caller has an id of more than 256 characters");
            }
            long[] roles = Bits.empty(ids.size());
            ids(assignment.roles()).forEach(role -> Bits.addAll(roles, closure[role]));
            separations.stream()
                    .filter(separated -> !separated.dynamic() && separated.broken(roles))
                    .forEach(separated -> problems.add(
                            assignment.id(), "separation-broken", "holds too many roles of " + separated.name()));
            Map<String, long[]> callers =
                    assigned.computeIfAbsent(assignment.mechanism().text(), name -> new HashMap<>());
            if (callers.put(assignment.id().text(), roles) != null) {
                problems.add(assignment.id(), "duplicate", "this caller has two assignments");
            }
        }
        return assigned;
    }

    private void requireMechanism(Word mechanism) {
        if (mechanism.text().equals("none") || !Names.isWord(mechanism.text(), 64)) {
            problems.add(mechanism, "reserved-name", "this is not the name of a mechanism that proves callers");
        }
    }

    private Map<String, Set<String>> stated() {
        Map<String, Set<String>> stated = new HashMap<>();
        for (Stated entry : document.stated()) {
            requireMechanism(entry.mechanism());
            ids(entry.roles());
            Set<String> names =
                    new HashSet<>(entry.roles().stream().map(Word::text).toList());
            names.retainAll(ids.keySet());
            stated.put(entry.mechanism().text(), Set.copyOf(names));
        }
        return Map.copyOf(stated);
    }

    /** Whatever is asked for must be granted to somebody, or a rule is dead by a slip of the pen. */
    private void permissions(Snapshot snapshot) {
        Set<String> seen = new HashSet<>();
        for (Word word : document.permissions()) {
            if (!seen.add(word.text())) {
                problems.add(word, "duplicate", "this permission stands twice in one list");
            }
            if (seen.size() == MOST_PERMISSIONS + 1) {
                problems.add(word, "over-limit", "more than " + MOST_PERMISSIONS + " permissions");
            }
            permission(word).ifPresent(permission -> requireGranted(word, permission, snapshot));
        }
    }

    private void requireGranted(Word word, Permission permission, Snapshot snapshot) {
        if (!snapshot.isGranted(permission)) {
            problems.add(word, "ungranted-permission", "no role is granted " + permission + snapshot.hint(permission));
        }
    }
}
