package io.gapura.rbac;

import io.gapura.filters.Decision;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What callers with the same roles and scopes may do. Shared by them, and kept for the next. The bits are never written
 * after this exists; what rules decided on them is remembered, which a race only forgets. Thread-safe.
 */
final class Grants {
    /** Verdicts of more rules are found anew each time: what is kept of one set of roles stays under 4 KiB. */
    static final int MOST_VERDICTS = 1_024;

    /** Roles that come once are not worth the room. */
    private static final int SELDOM = 8;

    private static final @Nullable Decision[] NONE = {};

    private final PermissionTable table;
    private final long[] authorized;
    private final long[] active;
    private final GrantsKey key;
    private final long @Nullable [] ceiling;
    private final long[] permissions;
    private final long @Nullable [] taken;
    private final int known;
    private final Set<String> names;
    private final @Nullable Separated broken;
    private int asked;

    /** By the number of the rule. Decisions are immutable, so that whoever sees one sees all of it. */
    private @Nullable Decision[] verdicts = NONE;

    /**
     * What {@link Snapshot} found.
     *
     * @param ceiling the scopes that limit it; null: it is not limited
     * @param taken what its roles grant and a denial takes; null: nothing
     * @param known how many permissions had a number then
     */
    Grants(
            PermissionTable table,
            GrantsKey key,
            long[] authorized,
            long[] active,
            long @Nullable [] ceiling,
            long[] permissions,
            long @Nullable [] taken,
            int known,
            Set<String> names,
            @Nullable Separated broken) {
        this.table = table;
        this.authorized = authorized;
        this.active = active;
        this.key = key;
        this.ceiling = ceiling;
        this.permissions = permissions;
        this.taken = taken;
        this.known = known;
        this.names = Set.copyOf(names);
        this.broken = broken;
    }

    /** The roles that were given, closed under inclusion. Denials look at these. */
    long[] authorized() {
        return authorized;
    }

    /** Those of them that count for this request. Grants look at these. */
    long[] active() {
        return active;
    }

    /** The same in words, for {@code isUserInRole}; none when a separation is broken. */
    Set<String> names() {
        return names;
    }

    /** The separation that the roles break. */
    @Nullable
    Separated broken() {
        return broken;
    }

    /** What they depend on. */
    GrantsKey key() {
        return key;
    }

    /** What the rule of that number decided on roles and permissions; null: nothing that is remembered. */
    @Nullable
    Decision verdict(int rule) {
        @Nullable Decision[] known = verdicts;
        return Integer.compareUnsigned(rule, known.length) < 0 ? known[rule] : null;
    }

    /** Remembers what a rule decided, if it has a number and the roles are not those of a passer-by. */
    void remember(int rule, Decision decision) {
        if (rule < 0 || rule >= MOST_VERDICTS || ++asked < SELDOM) {
            return;
        }
        @Nullable Decision[] known = verdicts;
        if (rule >= known.length) {
            known = Arrays.copyOf(known, Math.max(SELDOM, Integer.highestOneBit(rule) * 2));
            verdicts = known;
        }
        known[rule] = decision;
    }

    /** Whether it holds the permission of that number. */
    boolean holds(int permission) {
        return permission < known
                ? Bits.has(permissions, permission)
                : permits(table.rows().name(permission));
    }

    /** Whether a role grants it and only a denial takes it. */
    boolean isDenied(int permission) {
        if (permission < known) {
            return taken != null && Bits.has(taken, permission);
        }
        return isDenied(table.rows().name(permission));
    }

    /** The same for a permission that has no number. */
    boolean isDenied(Permission permission) {
        return isGranted(permission) && table.denied().covers(permission, authorized);
    }

    /** The same for a permission that has no number, because it is about one object. */
    boolean permits(Permission permission) {
        return isGranted(permission) && !table.denied().covers(permission, authorized);
    }

    private boolean isGranted(Permission permission) {
        return table.granted().covers(permission, active)
                && (ceiling == null || table.ceilings().covers(permission, ceiling));
    }
}
