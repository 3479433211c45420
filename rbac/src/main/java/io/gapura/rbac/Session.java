package io.gapura.rbac;

import io.gapura.filters.Caller;
import io.gapura.filters.Decision;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one caller holds while one request is decided (INCITS 359: a session belongs to one user). The caller carries it
 * from the first decision on, so that every later one, also in the application's code, stands on the same policy.
 * Immutable.
 */
final class Session {
    private final Snapshot snapshot;
    private final Grants grants;
    private final Caller arrived;

    /** The same; null: the caller is refused everywhere. */
    private final @Nullable Grants counting;

    private final Set<String> scopes;
    private final long[] scopeBits;
    private final int scopeCount;
    private final @Nullable String tenant;
    private final @Nullable AccessReason refused;

    /**
     * One that was found.
     *
     * @param arrived the caller as it came, before its roles and its tenant were understood
     * @param refused why the caller is refused everywhere
     */
    Session(
            Snapshot snapshot,
            Grants grants,
            Caller arrived,
            Set<String> scopes,
            @Nullable String tenant,
            @Nullable AccessReason refused) {
        this.snapshot = snapshot;
        this.grants = grants;
        this.arrived = arrived;
        this.counting = refused == null ? grants : null;
        this.scopes = scopes;
        this.scopeCount = snapshot.scopes().count();
        this.scopeBits = snapshot.scopes().bits(scopes, scopeCount);
        this.tenant = tenant;
        this.refused = refused;
    }

    boolean isOf(Snapshot other) {
        return snapshot == other;
    }

    Snapshot snapshot() {
        return snapshot;
    }

    Grants grants() {
        return grants;
    }

    /** The caller as it came. */
    Caller arrived() {
        return arrived;
    }

    /** What the rule of that number decided on these grants before; null: nothing that is remembered. */
    @Nullable
    Decision verdict(int rule) {
        return counting == null ? null : counting.verdict(rule);
    }

    /** For whom the caller acts. */
    @Nullable
    String tenant() {
        return tenant;
    }

    @Nullable
    AccessReason refused() {
        return refused;
    }

    /** Whether it has the scope of that number. */
    boolean hasScope(int number, String name) {
        return number < scopeCount ? Bits.has(scopeBits, number) : scopes.contains(name);
    }

    Set<String> scopes() {
        return scopes;
    }
}
