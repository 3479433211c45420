package io.gapura.rbac;

import io.gapura.rbac.Lint.Code;
import io.gapura.rbac.PolicyDocument.Admission;
import io.gapura.rbac.PolicyDocument.PathEntry;
import io.gapura.rbac.PolicyDocument.Role;
import io.gapura.rbac.PolicyDocument.Scope;
import io.gapura.rbac.PolicyDocument.Separation;
import io.gapura.rbac.PolicyDocument.Word;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What looks like a slip in a document that has no errors; endpoints are not known here. Belongs to one document. */
final class PolicyLints {
    private static final int DEEP = 6;

    private final PolicyDocument document;
    private final RoleHierarchy roles;
    private final List<BitSet> held;
    private final List<Lint> found = new ArrayList<>();

    private PolicyLints(PolicyDocument document) {
        this.document = document;
        this.roles = RoleHierarchy.of(document, new Problems());
        this.held = new HeldPatterns(document, roles).byRole();
    }

    static List<Lint> of(PolicyDocument document) {
        PolicyLints lints = new PolicyLints(document);
        lints.unused();
        lints.withoutGrants();
        lints.equal();
        lints.hierarchy();
        lints.everything();
        document.scopes().forEach(lints::scope);
        lints.dynamic();
        lints.deadPaths();
        return List.copyOf(lints.found);
    }

    /**
     * What is granted by name and never asked for.
     *
     * @param asked by annotations; what the document asks for itself need not be among them
     */
    static List<Lint> unchecked(PolicyDocument document, Set<String> asked) {
        Set<String> all = new HashSet<>(asked);
        document.permissions().forEach(word -> all.add(word.text()));
        admissions(document).forEach(required -> required.permissions().forEach(word -> all.add(word.text())));
        List<Lint> lints = new ArrayList<>();
        for (Role role : document.roles()) {
            for (Word grant : role.grants()) {
                boolean instance = grant.text().chars().filter(c -> c == ':').count() > 1;
                if (Permission.isPermission(grant.text()) && !instance && !all.contains(grant.text())) {
                    lints.add(new Lint(Code.PERMISSION_UNCHECKED, grant.place(), "nothing asks for " + grant.text()));
                }
            }
        }
        return lints;
    }

    private static Stream<Admission.Required> admissions(PolicyDocument document) {
        return Stream.concat(
                        document.paths().stream().map(PathEntry::admission),
                        document.endpoints().stream().map(PolicyDocument.EndpointEntry::admission))
                .filter(Admission.Required.class::isInstance)
                .map(Admission.Required.class::cast);
    }

    private void add(Code code, Word word, String message) {
        found.add(new Lint(code, word.place(), message));
    }

    private void unused() {
        long[] reached = Bits.empty(roles.roles().size());
        Stream<Word> assigned = document.assignments().stream().flatMap(assignment -> assignment.roles().stream());
        Stream<Word> claimed = document.claims().stream()
                .flatMap(claim -> claim.roles().stream())
                .flatMap(stated -> Stream.concat(
                        stated.sameName().stream(), stated.map().stream().map(PolicyDocument.Mapping::role)));
        Stream.concat(assigned, claimed).forEach(role -> Bits.addAll(reached, roles.closure()[roles.declared(role)]));
        for (int role = 0; role < roles.roles().size(); role++) {
            Word name = roles.roles().get(role).name();
            if (!Bits.has(reached, role)) {
                add(Code.ROLE_UNUSED, name, "no assignment and no claim leads to " + name);
            }
        }
    }

    /** Where no role at all is granted anything, rules ask for roles, and none lacks a grant. */
    private void withoutGrants() {
        if (held.stream().allMatch(BitSet::isEmpty)) {
            return;
        }
        Set<String> markers = new HashSet<>();
        admissions(document).forEach(required -> required.roles().forEach(role -> markers.add(role.text())));
        for (int role = 0; role < roles.roles().size(); role++) {
            Word name = roles.roles().get(role).name();
            if (held.get(role).isEmpty() && !markers.contains(name.text())) {
                add(Code.ROLE_WITHOUT_GRANTS, name, name + " is granted nothing, and no rule here asks for it");
            }
        }
    }

    private void equal() {
        Map<BitSet, Word> seen = new HashMap<>();
        for (int role = 0; role < roles.roles().size(); role++) {
            Word name = roles.roles().get(role).name();
            Word first = held.get(role).isEmpty() ? null : seen.putIfAbsent(held.get(role), name);
            if (first != null) {
                add(Code.ROLES_EQUAL, name, name + " holds what " + first + " holds");
            }
        }
    }

    private void hierarchy() {
        for (int role = 0; role < roles.roles().size(); role++) {
            Role declared = roles.roles().get(role);
            redundant(declared);
            if (roles.levels()[role] == DEEP + 1) {
                add(Code.DEPTH_OVER_6, declared.name(), "includes more than " + DEEP + " levels of roles");
            }
            if (declared.includes().size() > 1) {
                add(Code.LIMITED_HIERARCHY, declared.name(), "includes more than one role");
            }
        }
    }

    private void redundant(Role declared) {
        long[] below = Bits.empty(roles.roles().size());
        for (Word junior : declared.includes()) {
            int number = roles.declared(junior);
            long[] strictly = roles.closure()[number].clone();
            strictly[number >>> 6] &= ~(1L << number);
            Bits.addAll(below, strictly);
        }
        for (Word junior : declared.includes()) {
            if (Bits.has(below, roles.declared(junior))) {
                add(Code.INCLUDE_REDUNDANT, junior, "another role that is included here includes " + junior);
            }
        }
    }

    private void everything() {
        for (Role role : document.roles()) {
            for (Word grant : role.grants()) {
                if (grant.text().equals("**") || grant.text().equals("*:**")) {
                    add(Code.GRANT_EVERYTHING, grant, role.name() + " is granted every permission, also those to come");
                }
            }
        }
    }

    private void scope(Scope scope) {
        boolean permissions = scope.permissions().stream().anyMatch(this::overlapsGrant);
        if (scope.roles().isEmpty() && !permissions) {
            add(Code.SCOPE_UNUSED, scope.name(), "a token with this scope keeps nothing");
        } else if (scope.roles().isEmpty()) {
            add(Code.SCOPE_WITHOUT_ROLES, scope.name(), "a token with this scope keeps no role");
        }
    }

    private boolean overlapsGrant(Word ceiling) {
        PermissionPattern pattern = PermissionPattern.of(ceiling.text());
        return document.roles().stream()
                .flatMap(role -> role.grants().stream())
                .anyMatch(grant -> pattern.overlaps(PermissionPattern.of(grant.text())));
    }

    private void dynamic() {
        document.separations().stream()
                .filter(Separation::dynamic)
                .forEach(separation -> add(
                        Code.DYNAMIC_WITHOUT_ACTIVATION,
                        separation.name(),
                        "without a RoleActivation whoever holds more than " + separation.max()
                                + " of these is refused"));
    }

    /** {@code /a/**} matches what {@code /a} and {@code /a/*}{@code /**} match, and those are more specific. */
    private void deadPaths() {
        Set<String> shapes = document.paths().stream()
                .map(entry -> PathPattern.of(entry.path().text()).shape())
                .collect(Collectors.toSet());
        for (PathEntry entry : document.paths()) {
            String shape = PathPattern.of(entry.path().text()).shape();
            if (shape.endsWith("/**/")) {
                String before = shape.substring(0, shape.length() - 3);
                if (shapes.contains(before) && shapes.contains(before + "*/**/")) {
                    add(
                            Code.PATH_RULE_DEAD,
                            entry.path(),
                            "more specific rules match every path that this one matches");
                }
            }
        }
    }
}
