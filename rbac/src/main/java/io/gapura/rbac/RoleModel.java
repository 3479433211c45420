package io.gapura.rbac;

import io.gapura.rbac.PolicyDocument.Assignment;
import io.gapura.rbac.PolicyDocument.Denial;
import io.gapura.rbac.PolicyDocument.Role;
import io.gapura.rbac.PolicyDocument.Stated;
import io.gapura.rbac.PolicyDocument.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Roles, what they include and are granted, and who has them, written in Java instead of a policy document. Nothing is
 * checked here: {@link Rbac#annotated} checks it as it would a document. Immutable; refining methods return copies.
 */
public final class RoleModel {
    private static final String PLACE = "role model";

    private final PolicyDocument document;

    private RoleModel(PolicyDocument document) {
        this.document = document;
    }

    /** No roles: only public endpoints, and those for any authenticated caller, admit somebody. */
    public static RoleModel empty() {
        return new RoleModel(PolicyDocument.empty());
    }

    /** One more role, granted what matches one of the patterns: {@code order:read}, {@code report:*}, {@code audit:**}. */
    public RoleModel role(String name, String... grants) {
        Role role = new Role(new Word(name, PLACE), List.of(), words(grants));
        return with(and(document.roles(), role), document.denials(), document.assignments(), document.stated());
    }

    /** The same with the role holding everything that those juniors hold. */
    public RoleModel includes(String senior, String... juniors) {
        UnaryOperator<Role> refined = role -> role.name().text().equals(senior)
                ? new Role(role.name(), joined(role.includes(), words(juniors)), role.grants())
                : role;
        boolean declared =
                document.roles().stream().anyMatch(role -> role.name().text().equals(senior));
        if (!declared) {
            throw new IllegalArgumentException("must declare a role before it includes others");
        }
        return with(
                document.roles().stream().map(refined).toList(),
                document.denials(),
                document.assignments(),
                document.stated());
    }

    /** The same with permissions taken from whoever holds the role, whatever grants them. */
    public RoleModel denies(String role, String... permissions) {
        Denial denial = new Denial(new Word(role, PLACE), words(permissions));
        return with(document.roles(), and(document.denials(), denial), document.assignments(), document.stated());
    }

    /** The same with a caller, proven by a mechanism such as {@code signing}, having roles. */
    public RoleModel assign(String mechanism, String id, String... roles) {
        Assignment assignment = new Assignment(new Word(mechanism, PLACE), new Word(id, PLACE), words(roles));
        return with(document.roles(), document.denials(), and(document.assignments(), assignment), document.stated());
    }

    /** The same, accepting these roles when a caller of the mechanism states them itself; all others are ignored. */
    public RoleModel accept(String mechanism, String... roles) {
        Stated stated = new Stated(new Word(mechanism, PLACE), words(roles));
        return with(document.roles(), document.denials(), document.assignments(), and(document.stated(), stated));
    }

    private RoleModel with(List<Role> roles, List<Denial> denials, List<Assignment> assignments, List<Stated> stated) {
        return new RoleModel(new PolicyDocument(List.of(), roles, denials, List.of(), assignments, stated, List.of()));
    }

    private static List<Word> words(String... texts) {
        return Stream.of(texts).map(text -> new Word(text, PLACE)).toList();
    }

    private static <T> List<T> and(List<T> list, T one) {
        return joined(list, List.of(one));
    }

    private static <T> List<T> joined(List<T> list, List<T> more) {
        List<T> all = new ArrayList<>(list);
        all.addAll(more);
        return all;
    }

    PolicyDocument document() {
        return document;
    }
}
