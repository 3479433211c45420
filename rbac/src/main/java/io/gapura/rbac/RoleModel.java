package io.gapura.rbac;

import io.gapura.filters.ConfigurationException;
import io.gapura.rbac.PolicyDocument.Assignment;
import io.gapura.rbac.PolicyDocument.CallerId;
import io.gapura.rbac.PolicyDocument.Claimed;
import io.gapura.rbac.PolicyDocument.ClaimedRoles;
import io.gapura.rbac.PolicyDocument.Denial;
import io.gapura.rbac.PolicyDocument.Role;
import io.gapura.rbac.PolicyDocument.Separation;
import io.gapura.rbac.PolicyDocument.Source;
import io.gapura.rbac.PolicyDocument.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Roles, what they include and are granted, and who has them, as a value in Java. Immutable; whatever changes it returns
 * a copy, and nothing is stored: what shall last is written by a {@link PolicyStore}.
 *
 * <p>{@link #role}, {@link #includes}, {@link #denies}, {@link #assign} and {@link #accept} write a model down, in any
 * order; {@link Rbac#annotated} checks it as it would a document. The others are the administrative commands of INCITS
 * 359, for core, general hierarchy, SSD and DSD, by their names there: each returns a model that would load.
 *
 * <p>A command throws {@link IllegalArgumentException} when what it speaks of is not there, or is there already, and
 * {@link ConfigurationException}, with the problems of the document, when its result has a cycle, breaks a static
 * separation or any other rule for documents. A cardinality n is that of the standard: nobody may hold n of the roles,
 * which a document writes as {@code max: n - 1}.
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

    /** What a document says. */
    public static RoleModel of(PolicyDocument document) {
        return new RoleModel(document);
    }

    /** The same as a document. */
    public PolicyDocument document() {
        return document;
    }

    /** One more role, granted what matches one of the patterns: {@code order:read}, {@code report:*}, {@code audit:**}. */
    public RoleModel role(String name, String... grants) {
        Role role = new Role(Word.of(name), List.of(), words(grants));
        return new RoleModel(document.withRoles(DocumentEdit.with(document.roles(), role)));
    }

    /** The same with the role holding everything that those juniors hold. */
    public RoleModel includes(String senior, String... juniors) {
        return new RoleModel(DocumentEdit.role(
                document,
                senior,
                role -> new Role(role.name(), DocumentEdit.joined(role.includes(), words(juniors)), role.grants())));
    }

    /** The same with permissions taken from whoever holds the role, whatever grants them. */
    public RoleModel denies(String role, String... permissions) {
        return new RoleModel(DocumentEdit.denial(document, new Denial(Word.of(role), words(permissions))));
    }

    /** The same with a caller, proven by a mechanism such as {@code signing}, having roles. */
    public RoleModel assign(String mechanism, String id, String... roles) {
        CallerId proven = new CallerId.Proven(Word.of(mechanism), Word.of(id));
        Assignment assignment = new Assignment(proven, words(roles), Optional.empty(), List.of());
        return new RoleModel(document.withAssignments(DocumentEdit.with(document.assignments(), assignment)));
    }

    /** The same, accepting these roles when the policy of a mechanism without issuers states them; no others. */
    public RoleModel accept(String mechanism, String... roles) {
        return accept(new Source.Mechanism(Word.of(mechanism)), Optional.empty(), roles);
    }

    /** The same, accepting these roles from a claim of an issuer's tokens; all others are ignored. */
    public RoleModel acceptClaim(String issuer, String claim, String... roles) {
        return accept(new Source.Issuer(Word.of(issuer)), Optional.of(Word.of(claim)), roles);
    }

    private RoleModel accept(Source source, Optional<Word> claim, String... roles) {
        ClaimedRoles stated = new ClaimedRoles(claim, List.of(), words(roles), false);
        Claimed claimed = new Claimed(source, Optional.of(stated), Optional.empty());
        return new RoleModel(document.withClaims(DocumentEdit.with(document.claims(), claimed)));
    }

    /** A caller that is known and holds nothing yet. */
    public RoleModel addUser(CallerId id) {
        if (document.assignments().stream().anyMatch(held -> held.id().equals(id))) {
            throw new IllegalArgumentException("the caller is known already");
        }
        return checked(
                document.withAssignments(DocumentEdit.with(document.assignments(), DocumentEdit.unassigned(id))));
    }

    /** Forgets a caller in every tenant. */
    public RoleModel deleteUser(CallerId id) {
        List<Assignment> rest = document.assignments().stream()
                .filter(held -> !held.id().equals(id))
                .toList();
        if (rest.size() == document.assignments().size()) {
            throw new IllegalArgumentException("must know the caller first");
        }
        return checked(document.withAssignments(rest));
    }

    public RoleModel addRole(String name) {
        return checked(role(name).document);
    }

    /**
     * Nobody holds the role any more, and seniors no longer include it. Fails as long as a rule asks for it or a
     * separation speaks of it: what those mean without it, only their author knows.
     */
    public RoleModel deleteRole(String name) {
        PolicyDocument known = DocumentEdit.role(document, name, role -> role);
        return checked(DocumentEdit.withoutRole(known, Word.of(name)));
    }

    public RoleModel assignUser(CallerId id, String role) {
        return checked(DocumentEdit.assignment(
                document, id, held -> holding(held, DocumentEdit.with(held.roles(), Word.of(role)))));
    }

    public RoleModel deassignUser(CallerId id, String role) {
        return checked(DocumentEdit.assignment(
                document,
                id,
                held -> holding(
                        held,
                        DocumentEdit.removed(
                                held.roles(), Word.of(role), "must assign the role to the caller first"))));
    }

    private static Assignment holding(Assignment held, List<Word> roles) {
        return new Assignment(held.id(), roles, held.tenant(), held.scopes());
    }

    /** The role is granted one more permission, or a pattern of them. */
    public RoleModel grantPermission(String role, String pattern) {
        return checked(DocumentEdit.role(
                document,
                role,
                declared -> new Role(
                        declared.name(), declared.includes(), DocumentEdit.with(declared.grants(), Word.of(pattern)))));
    }

    /** Takes back a pattern as it was granted to this very role; what its juniors are granted stays. */
    public RoleModel revokePermission(String role, String pattern) {
        String absent = "must grant the permission to the role first";
        return checked(DocumentEdit.role(
                document,
                role,
                declared -> new Role(
                        declared.name(),
                        declared.includes(),
                        DocumentEdit.removed(declared.grants(), Word.of(pattern), absent))));
    }

    public RoleModel addInheritance(String senior, String junior) {
        return checked(includes(senior, junior).document);
    }

    public RoleModel deleteInheritance(String senior, String junior) {
        return checked(DocumentEdit.role(
                document,
                senior,
                role -> new Role(
                        role.name(),
                        DocumentEdit.removed(role.includes(), Word.of(junior), "must add the inheritance first"),
                        role.grants())));
    }

    /** A new role that includes the junior. */
    public RoleModel addAscendant(String senior, String junior) {
        return checked(role(senior).includes(senior, junior).document);
    }

    /** A new role that the senior includes. */
    public RoleModel addDescendant(String senior, String junior) {
        return checked(role(junior).includes(senior, junior).document);
    }

    public RoleModel createSsdSet(String name, List<String> roles, int cardinality) {
        return create(false, name, roles, cardinality);
    }

    public RoleModel addSsdRoleMember(String name, String role) {
        return addMember(false, name, role);
    }

    public RoleModel deleteSsdRoleMember(String name, String role) {
        return deleteMember(false, name, role);
    }

    public RoleModel deleteSsdSet(String name) {
        return delete(false, name);
    }

    public RoleModel setSsdSetCardinality(String name, int cardinality) {
        return setCardinality(false, name, cardinality);
    }

    public RoleModel createDsdSet(String name, List<String> roles, int cardinality) {
        return create(true, name, roles, cardinality);
    }

    public RoleModel addDsdRoleMember(String name, String role) {
        return addMember(true, name, role);
    }

    public RoleModel deleteDsdRoleMember(String name, String role) {
        return deleteMember(true, name, role);
    }

    public RoleModel deleteDsdSet(String name) {
        return delete(true, name);
    }

    public RoleModel setDsdSetCardinality(String name, int cardinality) {
        return setCardinality(true, name, cardinality);
    }

    private RoleModel create(boolean dynamic, String name, List<String> roles, int cardinality) {
        Separation set = new Separation(dynamic, Word.of(name), Word.all(roles), cardinality - 1);
        return checked(document.withSeparations(DocumentEdit.with(document.separations(), set)));
    }

    private RoleModel addMember(boolean dynamic, String name, String role) {
        return checked(DocumentEdit.separation(
                document, dynamic, name, set -> of(set, DocumentEdit.with(set.roles(), Word.of(role)))));
    }

    private RoleModel deleteMember(boolean dynamic, String name, String role) {
        String absent = "must add the role to the set first";
        return checked(DocumentEdit.separation(
                document, dynamic, name, set -> of(set, DocumentEdit.removed(set.roles(), Word.of(role), absent))));
    }

    private static Separation of(Separation set, List<Word> roles) {
        return new Separation(set.dynamic(), set.name(), roles, set.max());
    }

    private RoleModel delete(boolean dynamic, String name) {
        List<Separation> rest = new ArrayList<>(document.separations());
        if (!rest.removeIf(set -> set.dynamic() == dynamic && set.name().text().equals(name))) {
            throw new IllegalArgumentException("must create the set first");
        }
        return checked(document.withSeparations(rest));
    }

    private RoleModel setCardinality(boolean dynamic, String name, int cardinality) {
        return checked(DocumentEdit.separation(
                document,
                dynamic,
                name,
                set -> new Separation(set.dynamic(), set.name(), set.roles(), cardinality - 1)));
    }

    private static RoleModel checked(PolicyDocument changed) {
        Problems problems = new Problems();
        PolicyCheck.check(changed, problems);
        problems.throwIfAny();
        return new RoleModel(changed);
    }

    private static List<Word> words(String... texts) {
        return Word.all(List.of(texts));
    }
}
