package io.gapura.rbac;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A policy document compiled: names are numbers, the hierarchy is closed, patterns are expanded for every permission that
 * a rule asks for. Thread-safe, and immutable but for what it remembers: grants of at most 8,192 sets of roles.
 */
final class Snapshot {
    private final Roles roles;
    private final PermissionTable permissions;
    private final Scopes scopes;
    private final List<Separated> separations;
    private final CallerRoles callers;
    private final AtomicInteger rules = new AtomicInteger();
    private final UnknownPermissions unknown = new UnknownPermissions();
    private final GrantsTable kept = new GrantsTable();

    Snapshot(
            Roles roles, PermissionTable permissions, Scopes scopes, List<Separated> separations, CallerRoles callers) {
        this.roles = roles;
        this.permissions = permissions;
        this.scopes = scopes;
        this.separations = List.copyOf(separations);
        this.callers = callers;
    }

    Roles roles() {
        return roles;
    }

    PermissionTable permissions() {
        return permissions;
    }

    Scopes scopes() {
        return scopes;
    }

    CallerRoles callers() {
        return callers;
    }

    /** For a rule that stands on this policy: no other has it. */
    int ruleNumber() {
        return rules.getAndIncrement();
    }

    /** What callers with these roles may do; made once and kept while it is asked for. */
    Grants grants(GrantsKey key) {
        Grants known = kept.find(key);
        if (known == null) {
            known = made(key);
            kept.keep(known);
        }
        return known;
    }

    /** What a caller with that one role holds. */
    Grants grantsOf(int role) {
        return grants(GrantsKey.of(new int[] {role}, null));
    }

    /** What an authenticated caller without roles holds. */
    Grants grantsOfNobody() {
        return grants(GrantsKey.of(new int[0], null));
    }

    private Grants made(GrantsKey key) {
        long[] authorized = roles.closure(key.roles());
        long[] active = active(key, authorized);
        Separated broken = broken(authorized, active);
        if (broken != null) {
            active = Bits.empty(roles.size());
        }
        int[] limits = key.scopes();
        PermissionTable.Rows rows = permissions.rows();
        boolean whole = broken == null && limits == null && key.chosen() == null;
        long[] held = whole ? granted(rows, key.roles()) : granted(rows, active);
        if (limits != null) {
            Bits.keep(held, ceiling(rows, limits));
        }
        long[] taken = denied(rows, authorized, held);
        long[] ceiling = limits == null ? null : scopes.bits(limits);
        return new Grants(
                permissions, key, authorized, active, ceiling, held, taken, rows.count(), roles.names(active), broken);
    }

    /** Those that were chosen, as far as they were given, as far as a scope names them. */
    private long[] active(GrantsKey key, long[] authorized) {
        int[] chosen = key.chosen();
        int[] limits = key.scopes();
        if (chosen == null && limits == null) {
            return authorized;
        }
        long[] active = chosen == null ? authorized.clone() : roles.closure(chosen);
        Bits.keep(active, authorized);
        if (limits != null) {
            Bits.keep(active, scopes.roles(limits, roles.size()));
        }
        return active;
    }

    private @Nullable Separated broken(long[] authorized, long[] active) {
        for (Separated separated : separations) {
            if (separated.isBroken(separated.dynamic() ? active : authorized)) {
                return separated;
            }
        }
        return null;
    }

    /** Of each, with all that it includes. */
    private static long[] granted(PermissionTable.Rows rows, int[] given) {
        long[] held = Bits.empty(rows.count());
        for (int role : given) {
            Bits.addAll(held, rows.granted(role));
        }
        return held;
    }

    private static long[] granted(PermissionTable.Rows rows, long[] active) {
        long[] held = Bits.empty(rows.count());
        for (int role = Bits.next(active, 0); role >= 0; role = Bits.next(active, role + 1)) {
            Bits.addAll(held, rows.granted(role));
        }
        return held;
    }

    private static long[] ceiling(PermissionTable.Rows rows, int[] limits) {
        long[] ceiling = Bits.empty(rows.count());
        for (int scope : limits) {
            Bits.addAll(ceiling, rows.ceiling(scope));
        }
        return ceiling;
    }

    /** Takes what is denied out of what is held, and says what that was; null: nothing. */
    private static long @Nullable [] denied(PermissionTable.Rows rows, long[] authorized, long[] held) {
        long[] denied = null;
        for (int role : rows.deniers()) {
            if (Bits.has(authorized, role)) {
                denied = denied == null ? Bits.empty(rows.count()) : denied;
                Bits.addAll(denied, rows.denied(role));
            }
        }
        if (denied == null) {
            return null;
        }
        Bits.keep(denied, held);
        for (int i = 0; i < held.length; i++) {
            held[i] &= ~denied[i];
        }
        return denied;
    }

    /** What code asks for: what nobody declared is refused, and logged once. */
    boolean permits(Grants grants, Permission permission) {
        int number = permission.instanceOrNull() == null ? permissions.find(permission) : -1;
        if (number >= 0) {
            return grants.holds(number);
        }
        return permissions.knows(permission) ? grants.permits(permission) : undeclared(permission);
    }

    private boolean undeclared(Permission permission) {
        unknown.log(permission);
        return false;
    }
}
