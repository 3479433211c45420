package io.gapura.filters;

import java.security.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Who asks. Never null: anonymous is a caller. Two callers are the same when mechanism, issuer and id are the same;
 * roles and proofs may be added to a caller on the way.
 *
 * <p>Immutable and bound to the request; never kept in a thread.
 */
public final class Caller implements Principal {
    private static final String NOBODY = "none";
    private static final Caller ANONYMOUS = new Caller(NOBODY, "", "anonymous", Set.of(), List.of());

    private final String mechanism;
    private final String issuer;
    private final String id;
    private final Set<String> roles;
    private final List<Object> proofs;

    private Caller(String mechanism, String issuer, String id, Set<String> roles, List<Object> proofs) {
        this.mechanism = mechanism;
        this.issuer = issuer;
        this.id = id;
        this.roles = roles;
        this.proofs = proofs;
    }

    public static Caller anonymous() {
        return ANONYMOUS;
    }

    /**
     * A caller who was proven.
     *
     * @param mechanism how, such as {@code signing} or {@code bearer}; ids of different mechanisms never mix
     * @param id 1 to 256 characters, unique within mechanism and issuer
     */
    public static Caller of(String mechanism, String id) {
        return of(mechanism, "", id);
    }

    /** The same, vouched for by an issuer. */
    public static Caller of(String mechanism, String issuer, String id) {
        if (mechanism.isEmpty() || mechanism.equals(NOBODY) || id.isEmpty() || id.length() > 256) {
            throw new IllegalArgumentException("a caller needs a mechanism and an id of 1 to 256 characters");
        }
        return new Caller(mechanism, issuer, id, Set.of(), List.of());
    }

    /** The same caller with exactly these roles. */
    public Caller withRoles(Set<String> names) {
        if (isAnonymous()) {
            throw new IllegalStateException("an anonymous caller has no roles");
        }
        return new Caller(mechanism, issuer, id, Set.copyOf(names), proofs);
    }

    /** The same caller with what proved it, such as a verified signature. */
    public Caller withProof(Object proof) {
        if (proofs.isEmpty()) {
            return new Caller(mechanism, issuer, id, roles, List.of(proof));
        }
        List<Object> more = new ArrayList<>(proofs);
        more.add(proof);
        return new Caller(mechanism, issuer, id, roles, List.copyOf(more));
    }

    public boolean isAnonymous() {
        return mechanism.equals(NOBODY);
    }

    /** Whether both name the same caller, whatever roles they carry. */
    public boolean sameAs(Caller other) {
        return mechanism.equals(other.mechanism) && issuer.equals(other.issuer) && id.equals(other.id);
    }

    public String mechanism() {
        return mechanism;
    }

    /** Empty when the mechanism has but one issuer. */
    public String issuer() {
        return issuer;
    }

    public String id() {
        return id;
    }

    @Override
    public String getName() {
        return id;
    }

    public Set<String> roles() {
        return roles;
    }

    /** The proof of that type, when one was given. */
    public <T> Optional<T> proof(Class<T> type) {
        return proofs.stream().filter(type::isInstance).map(type::cast).findFirst();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Caller that && sameAs(that);
    }

    @Override
    public int hashCode() {
        return Objects.hash(mechanism, issuer, id);
    }

    @Override
    public String toString() {
        return mechanism + ":" + id;
    }
}
