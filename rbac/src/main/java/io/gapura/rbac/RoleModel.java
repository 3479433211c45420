package io.gapura.rbac;

import io.gapura.rbac.PolicyDocument.Assignment;
import io.gapura.rbac.PolicyDocument.CallerId;
import io.gapura.rbac.PolicyDocument.Claimed;
import io.gapura.rbac.PolicyDocument.ClaimedRoles;
import io.gapura.rbac.PolicyDocument.Denial;
import io.gapura.rbac.PolicyDocument.Role;
import io.gapura.rbac.PolicyDocument.Source;
import io.gapura.rbac.PolicyDocument.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Roles, what they include and are granted, and who has them, written in Java instead of a policy document. Nothing is
 * checked here: {@link Rbac#annotated} checks it as it would a document. Immutable; refining methods return copies.
 */
public final class RoleModel {
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
        Role role = new Role(Word.of(name), List.of(), words(grants));
        return new RoleModel(document.withRoles(and(document.roles(), role)));
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
        return new RoleModel(
                document.withRoles(document.roles().stream().map(refined).toList()));
    }

    /** The same with permissions taken from whoever holds the role, whatever grants them. */
    public RoleModel denies(String role, String... permissions) {
        Denial denial = new Denial(Word.of(role), words(permissions));
        return new RoleModel(document.withDenials(and(document.denials(), denial)));
    }

    /** The same with a caller, proven by a mechanism such as {@code signing}, having roles. */
    public RoleModel assign(String mechanism, String id, String... roles) {
        CallerId proven = new CallerId.Proven(Word.of(mechanism), Word.of(id));
        Assignment assignment = new Assignment(proven, words(roles), Optional.empty(), List.of());
        return new RoleModel(document.withAssignments(and(document.assignments(), assignment)));
    }

    /** The same, accepting these roles when the policy of a mechanism without issuers states them; no others. */
    public RoleModel accept(String mechanism, String... roles) {
        ClaimedRoles stated = new ClaimedRoles(Optional.empty(), List.of(), words(roles), false);
        Source source = new Source.Mechanism(Word.of(mechanism));
        Claimed claimed = new Claimed(source, Optional.of(stated), Optional.empty());
        return new RoleModel(document.withClaims(and(document.claims(), claimed)));
    }

    /** The same, accepting these roles from a claim of an issuer's tokens; all others are ignored. */
    public RoleModel acceptClaim(String issuer, String claim, String... roles) {
        ClaimedRoles stated = new ClaimedRoles(Optional.of(Word.of(claim)), List.of(), words(roles), false);
        Source source = new Source.Issuer(Word.of(issuer));
        Claimed claimed = new Claimed(source, Optional.of(stated), Optional.empty());
        return new RoleModel(document.withClaims(and(document.claims(), claimed)));
    }

    private static List<Word> words(String... texts) {
        return Word.all(List.of(texts));
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
