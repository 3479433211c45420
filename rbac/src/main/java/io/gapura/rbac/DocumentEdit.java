package io.gapura.rbac;

import io.gapura.rbac.PolicyDocument.Assignment;
import io.gapura.rbac.PolicyDocument.CallerId;
import io.gapura.rbac.PolicyDocument.Claimed;
import io.gapura.rbac.PolicyDocument.ClaimedRoles;
import io.gapura.rbac.PolicyDocument.Denial;
import io.gapura.rbac.PolicyDocument.Role;
import io.gapura.rbac.PolicyDocument.Scope;
import io.gapura.rbac.PolicyDocument.Separation;
import io.gapura.rbac.PolicyDocument.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Documents with one thing changed; what is to be changed must be there. Without state. */
final class DocumentEdit {
    private DocumentEdit() {}

    static PolicyDocument role(PolicyDocument document, String name, UnaryOperator<Role> change) {
        return document.withRoles(
                each(document.roles(), role -> role.name().text().equals(name), change, "must declare the role first"));
    }

    static PolicyDocument assignment(PolicyDocument document, CallerId id, UnaryOperator<Assignment> change) {
        if (document.assignments().stream()
                        .filter(assignment -> assignment.id().equals(id))
                        .count()
                > 1) {
            throw new IllegalArgumentException("must change a caller of several tenants in the document itself");
        }
        return document.withAssignments(each(
                document.assignments(),
                assignment -> assignment.id().equals(id),
                change,
                "must know the caller first"));
    }

    static PolicyDocument separation(
            PolicyDocument document, boolean dynamic, String name, UnaryOperator<Separation> change) {
        return document.withSeparations(each(
                document.separations(),
                set -> set.dynamic() == dynamic && set.name().text().equals(name),
                change,
                "must create the set first"));
    }

    private static <T> List<T> each(List<T> list, Predicate<T> sought, UnaryOperator<T> change, String absent) {
        if (list.stream().noneMatch(sought)) {
            throw new IllegalArgumentException(absent);
        }
        return list.stream()
                .map(item -> sought.test(item) ? change.apply(item) : item)
                .toList();
    }

    /** Without the role wherever somebody holds it; what rules and separations say of it stays. */
    static PolicyDocument withoutRole(PolicyDocument document, Word role) {
        return document.withRoles(document.roles().stream()
                        .filter(declared -> !declared.name().equals(role))
                        .map(declared ->
                                new Role(declared.name(), without(declared.includes(), role), declared.grants()))
                        .toList())
                .withDenials(document.denials().stream()
                        .filter(denial -> !denial.role().equals(role))
                        .toList())
                .withAssignments(document.assignments().stream()
                        .map(held ->
                                new Assignment(held.id(), without(held.roles(), role), held.tenant(), held.scopes()))
                        .toList())
                .withClaims(document.claims().stream()
                        .map(claimed -> new Claimed(
                                claimed.source(), claimed.roles().map(roles -> without(roles, role)), claimed.tenant()))
                        .toList())
                .withScopes(document.scopes().stream()
                        .map(scope -> new Scope(scope.name(), without(scope.roles(), role), scope.permissions()))
                        .toList());
    }

    private static ClaimedRoles without(ClaimedRoles claimed, Word role) {
        return new ClaimedRoles(
                claimed.claim(),
                claimed.map().stream()
                        .filter(mapping -> !mapping.role().equals(role))
                        .toList(),
                without(claimed.sameName(), role),
                claimed.refuseUnmapped());
    }

    static PolicyDocument denial(PolicyDocument document, Denial denial) {
        return document.withDenials(with(document.denials(), denial));
    }

    static Assignment unassigned(CallerId id) {
        return new Assignment(id, List.of(), Optional.empty(), List.of());
    }

    static <T> List<T> with(List<T> list, T one) {
        return joined(list, List.of(one));
    }

    static <T> List<T> joined(List<T> list, List<T> more) {
        List<T> all = new ArrayList<>(list);
        all.addAll(more);
        return all;
    }

    /** The same list when it is not there. */
    static <T> List<T> without(List<T> list, T one) {
        return list.stream().filter(item -> !item.equals(one)).toList();
    }

    /** The list without something that is there. */
    static <T> List<T> removed(List<T> list, T one, String absent) {
        if (!list.contains(one)) {
            throw new IllegalArgumentException(absent);
        }
        return without(list, one);
    }
}
