package io.gapura.filters;

import java.security.Principal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who asks. Never null: anonymous is a caller. Two callers are the same when mechanism, issuer and id are the same;
 * roles and proofs may be added to a caller on the way.
 *
 * <p>Immutable and bound to the request; never kept in a thread.
 */
public final class Caller implements Principal {
    private static final String NOBODY = "none";
    private static final Caller ANONYMOUS = new Caller(NOBODY, "", "anonymous", Set.of(), List.of(), Stated.NOTHING);

    private final String mechanism;
    private final String issuer;
    private final String id;
    private final Set<String> roles;
    private final List<Object> proofs;
    private final Stated stated;
    private final boolean anonymous;

    /** What some look-ups found for this very instance; written in a race it only forgets, and is found again. */
    private @Nullable Remembered remembered;

    /** One of them, and the one before: at most two, because a second policy may decide beside the first. */
    private record Remembered(
            Object key, Object value, @Nullable Remembered before) {}

    /** What its credential says beyond the name: one shared constant for those whose credential says nothing. */
    private record Stated(
            @Nullable String tenant,
            @Nullable Set<String> scopes,
            Authentication authentication,
            @Nullable Instant expiry,
            @Nullable Claims claims) {
        static final Stated NOTHING = new Stated(null, null, Authentication.unknown(), null, null);
    }

    private Caller(String mechanism, String issuer, String id, Set<String> roles, List<Object> proofs, Stated stated) {
        this.mechanism = mechanism;
        this.issuer = issuer;
        this.id = id;
        this.roles = roles;
        this.proofs = proofs;
        this.stated = stated;
        this.anonymous = mechanism.equals(NOBODY); // once: every policy asks
    }

    public static Caller anonymous() {
        return ANONYMOUS;
    }

    /**
     * Nobody, although a credential was shown: what became of it is the answer where somebody is asked for, and nowhere
     * else. For policies that are told to let such a request go on.
     */
    public static Caller anonymous(Rejection ofCredential) {
        return ANONYMOUS.withProof(ofCredential);
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
        return new Caller(mechanism, issuer, id, Set.of(), List.of(), Stated.NOTHING);
    }

    /** The same caller with exactly these roles. */
    public Caller withRoles(Set<String> names) {
        if (isAnonymous()) {
            throw new IllegalStateException("an anonymous caller has no roles");
        }
        return new Caller(mechanism, issuer, id, Set.copyOf(names), proofs, stated);
    }

    /** The same caller with what proved it, such as a verified signature. */
    public Caller withProof(Object proof) {
        if (proofs.isEmpty()) {
            return new Caller(mechanism, issuer, id, roles, List.of(proof), stated);
        }
        List<Object> more = new ArrayList<>(proofs);
        more.add(proof);
        return new Caller(mechanism, issuer, id, roles, List.copyOf(more), stated);
    }

    /** The same caller acting for a tenant. */
    public Caller withTenant(String tenant) {
        return with(new Stated(tenant, stated.scopes(), stated.authentication(), stated.expiry(), stated.claims()));
    }

    /** The same caller, whose credential limits it to these scopes: none at all is a limit too. */
    public Caller withScopes(Set<String> scopes) {
        return with(new Stated(
                stated.tenant(), Set.copyOf(scopes), stated.authentication(), stated.expiry(), stated.claims()));
    }

    public Caller withAuthentication(Authentication authentication) {
        return with(new Stated(stated.tenant(), stated.scopes(), authentication, stated.expiry(), stated.claims()));
    }

    /** The same caller, whose credential ends then. */
    public Caller withExpiry(Instant expiry) {
        return with(new Stated(stated.tenant(), stated.scopes(), stated.authentication(), expiry, stated.claims()));
    }

    /** The same caller with what its issuer says of it. */
    public Caller withClaims(Claims claims) {
        return with(new Stated(stated.tenant(), stated.scopes(), stated.authentication(), stated.expiry(), claims));
    }

    private Caller with(Stated changed) {
        if (isAnonymous()) {
            throw new IllegalStateException("an anonymous caller has stated nothing");
        }
        return new Caller(mechanism, issuer, id, roles, proofs, changed);
    }

    public boolean isAnonymous() {
        return anonymous;
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

    /**
     * Whether it holds a role, as Servlets and resources ask: {@code **} is whoever was proven, {@code *} nobody (Servlet
     * 6 §13.3).
     */
    public boolean isInRole(@Nullable String role) {
        if (role == null || isAnonymous()) {
            return false;
        }
        return role.equals("**") || !role.equals("*") && roles.contains(role);
    }

    /** For whom it acts; empty when nobody has said so. */
    public Optional<String> tenant() {
        return Optional.ofNullable(stated.tenant());
    }

    /** Whether its credential limits it to {@link #scopes()}, as a token does; then those not named are refused. */
    public boolean isScoped() {
        return stated.scopes() != null;
    }

    /** What its credential may be used for; empty also when it is not limited. */
    public Set<String> scopes() {
        Set<String> scopes = stated.scopes();
        return scopes == null ? Set.of() : scopes;
    }

    public Authentication authentication() {
        return stated.authentication();
    }

    /** When its credential ends. */
    public Optional<Instant> expiry() {
        return Optional.ofNullable(stated.expiry());
    }

    /** What its issuer says of it. */
    public Optional<Claims> claims() {
        return Optional.ofNullable(stated.claims());
    }

    /** The proof of that type, when one was given. */
    public <T> Optional<T> proof(Class<T> type) {
        return Optional.ofNullable(proofOrNull(type));
    }

    /** The same for what is asked on every request: makes no garbage. */
    public <T> @Nullable T proofOrNull(Class<T> type) {
        for (int i = 0; i < proofs.size(); i++) { // an iterator is garbage
            Object proof = proofs.get(i);
            if (type.isInstance(proof)) {
                return type.cast(proof);
            }
        }
        return null;
    }

    /** What the holder of that key has found for this very instance; an equal caller may state something else. */
    @Nullable
    Object remembered(Object key) {
        for (Remembered at = remembered; at != null; at = at.before) {
            if (at.key == key) {
                return at.value;
            }
        }
        return null;
    }

    void remember(Object key, Object value) {
        Remembered last = remembered;
        remembered = new Remembered(key, value, last == null ? null : new Remembered(last.key, last.value, null));
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
