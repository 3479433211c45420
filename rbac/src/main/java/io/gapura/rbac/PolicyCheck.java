package io.gapura.rbac;

import io.gapura.rbac.PolicyDocument.Admission;
import io.gapura.rbac.PolicyDocument.Denial;
import io.gapura.rbac.PolicyDocument.Role;
import io.gapura.rbac.PolicyDocument.Scope;
import io.gapura.rbac.PolicyDocument.Separation;
import io.gapura.rbac.PolicyDocument.Word;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Checks a document against itself: whatever a name refers to exists, the hierarchy has no cycle, separation holds, and
 * no two rules speak of the same. Every problem is collected; a document without one can be compiled.
 *
 * <p>Belongs to one load. Its time grows with the length of the document, apart from near misses, which are looked for
 * in the problems that are shown.
 */
final class PolicyCheck {
    private static final int MOST_PERMISSIONS = 32_768;

    private final PolicyDocument document;
    private final Problems problems;
    private final RoleHierarchy roles;
    private final GrantIndex grants;

    private PolicyCheck(PolicyDocument document, Problems problems) {
        this.document = document;
        this.problems = problems;
        this.roles = RoleHierarchy.of(document, problems);
        this.grants = GrantIndex.of(document.roles());
    }

    static void check(PolicyDocument document, Problems problems) {
        new PolicyCheck(document, problems).check();
    }

    private void check() {
        document.roles().forEach(role -> Lists.require(WordKind.GRANT, role.grants(), problems));
        document.denials().forEach(this::denial);
        separations();
        Lists.requireDistinct(document.permissions(), problems);
        document.permissions().forEach(this::granted);
        new CallerCheck(document, roles, problems).check();
        scopes();
        new RuleCheck(document, roles, this::granted, problems).check();
        limits();
    }

    private void denial(Denial denial) {
        roles.number(denial.role(), problems);
        Lists.require(WordKind.GRANT, denial.permissions(), problems);
        denial.permissions().forEach(this::known);
    }

    /** What names one permission must be a permission that somebody can have: a misspelt denial denies nothing. */
    private void known(Word word) {
        if (Permission.isPermission(word.text()) && !grants.covers(word.text())) {
            problems.add(
                    word, "unknown-permission", () -> "no role is granted " + word.text() + grants.hint(word.text()));
        }
    }

    /** Whatever is asked for must be granted to somebody, or a rule is dead by a slip of the pen. */
    private void granted(Word word) {
        if (!WordKind.PERMISSION.check(word, problems)) {
            return;
        }
        if (!grants.covers(word.text())) {
            problems.add(
                    word, "ungranted-permission", () -> "no role is granted " + word.text() + grants.hint(word.text()));
        }
    }

    private void separations() {
        Set<String> names = new HashSet<>();
        for (Separation separation : document.separations()) {
            WordKind.SEPARATION.check(separation.name(), problems);
            if (!names.add(separation.name().text())) {
                problems.add(separation.name(), "duplicate", "two separations have this name");
            }
            List<Integer> members = roles.numbers(separation.roles(), problems);
            if (separation.max() < 1 || separation.max() >= separation.roles().size()) {
                problems.add(separation.name(), "bad-value", "max must be less than the number of roles");
            }
            if (!separation.dynamic()) {
                requireUnbroken(separation, roles.set(members));
            }
        }
    }

    /** No role may hold by itself what nobody may hold. */
    private void requireUnbroken(Separation separation, long[] members) {
        for (int role = 0; role < roles.roles().size(); role++) {
            long[] closure = roles.closure()[role];
            if (Bits.common(members, closure) > separation.max()) {
                Word name = roles.roles().get(role).name();
                problems.add(name, "separation-broken", "includes too many roles of " + shown(separation));
            }
        }
    }

    static String shown(Separation separation) {
        return Names.shown(separation.name().text());
    }

    private void scopes() {
        Set<String> names = new HashSet<>();
        for (Scope scope : document.scopes()) {
            WordKind.SCOPE.check(scope.name(), problems);
            if (!names.add(scope.name().text())) {
                problems.add(scope.name(), "duplicate", "this scope is declared twice");
            }
            roles.numbers(scope.roles(), problems);
            Lists.require(WordKind.GRANT, scope.permissions(), problems);
            scope.permissions().forEach(this::known);
        }
    }

    private void limits() {
        Set<String> seen = new HashSet<>();
        for (List<Word> words : permissions()) {
            for (Word word : words) {
                if (seen.add(word.text()) && seen.size() == MOST_PERMISSIONS + 1) {
                    problems.add(word, "over-limit", "more than " + MOST_PERMISSIONS + " permissions");
                }
            }
        }
    }

    private List<List<Word>> permissions() {
        List<List<Word>> all = new ArrayList<>();
        all.add(document.permissions());
        document.roles().stream().map(Role::grants).forEach(all::add);
        document.denials().stream().map(Denial::permissions).forEach(all::add);
        document.scopes().stream().map(Scope::permissions).forEach(all::add);
        document.paths().forEach(path -> all.add(permissions(path.admission())));
        document.endpoints().forEach(endpoint -> all.add(permissions(endpoint.admission())));
        return all;
    }

    private static List<Word> permissions(Admission admission) {
        return admission instanceof Admission.Required required ? required.permissions() : List.of();
    }
}
