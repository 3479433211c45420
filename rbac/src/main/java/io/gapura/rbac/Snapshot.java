package io.gapura.rbac;

import io.gapura.filters.Caller;
import io.gapura.filters.ConfigurationException;
import io.gapura.rbac.AccessRule.Callers;
import io.gapura.rbac.CompiledRule.Kind;
import io.gapura.rbac.CompiledRule.Test;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A policy document compiled: names are numbers, the hierarchy is closed, patterns are expanded for every permission that
 * a rule asks for. Immutable and thread-safe; belongs to one {@link Rbac}.
 */
final class Snapshot {
    private final Map<String, Integer> roleIds;
    private final List<String> roleNames;
    private final long[][] closure;
    private final List<List<PermissionPattern>> granted;
    private final List<List<PermissionPattern>> denied;
    private final List<Separated> separations;
    private final Map<String, Map<String, long[]>> assigned;
    private final Map<String, Stated> statedByMechanism;
    private final Map<String, Stated> statedByIssuer;
    private final Map<String, Map<String, Grants>> known;
    private final Grants nothing;

    /** A set of roles of which a caller may hold {@code max}. */
    static final class Separated {
        private final boolean dynamic;
        private final String name;
        private final long[] roles;
        private final int max;

        Separated(boolean dynamic, String name, long[] roles, int max) {
            this.dynamic = dynamic;
            this.name = name;
            this.roles = roles;
            this.max = max;
        }

        boolean dynamic() {
            return dynamic;
        }

        String name() {
            return name;
        }

        boolean broken(long[] authorized) {
            return Bits.common(roles, authorized) > max;
        }
    }

    /**
     * Which stated roles become which.
     *
     * @param claim empty: those that the caller's policy states
     */
    record Stated(String claim, Map<String, String> names) {
        private Collection<String> by(Caller caller) {
            if (claim.isEmpty()) {
                return caller.roles();
            }
            return caller.claims().flatMap(claims -> claims.texts(claim)).orElse(List.of());
        }
    }

    Snapshot(
            Map<String, Integer> roleIds,
            long[][] closure,
            List<List<PermissionPattern>> granted,
            List<List<PermissionPattern>> denied,
            List<Separated> separations,
            Map<String, Map<String, long[]>> assigned,
            Map<String, Stated> statedByMechanism,
            Map<String, Stated> statedByIssuer) {
        this.roleIds = roleIds;
        this.roleNames = List.copyOf(roleIds.keySet());
        this.closure = closure;
        this.granted = granted;
        this.denied = denied;
        this.separations = separations;
        this.assigned = assigned;
        this.statedByMechanism = Map.copyOf(statedByMechanism);
        this.statedByIssuer = Map.copyOf(statedByIssuer);
        this.nothing = grants(Bits.empty(roleNames.size()));
        this.known = Frozen.map(assigned, callers -> Frozen.map(callers, this::grants));
    }

    private Grants grants(long[] authorized) {
        for (Separated separated : separations) {
            if (separated.broken(authorized)) {
                AccessReason reason =
                        separated.dynamic() ? AccessReason.SEPARATION_DYNAMIC : AccessReason.SEPARATION_STATIC;
                return new Grants(authorized, Set.of(), reason);
            }
        }
        Set<String> names = new HashSet<>();
        for (int role = 0; role < roleNames.size(); role++) {
            if (Bits.has(authorized, role)) {
                names.add(roleNames.get(role));
            }
        }
        return new Grants(authorized, names, null);
    }

    /**
     * What a caller holds: roles assigned to its id by its mechanism, and those it states itself, as far as the document
     * accepts them from that mechanism. Assignments speak of ids without an issuer, so an issuer's id is never one.
     */
    @Nullable
    Grants grants(Caller caller) {
        if (caller.isAnonymous()) {
            return null;
        }
        Stated accepted = caller.issuer().isEmpty()
                ? statedByMechanism.get(caller.mechanism())
                : statedByIssuer.get(caller.issuer());
        long[] combined = null;
        if (accepted != null) {
            for (String role : accepted.by(caller)) {
                String becomes = accepted.names().get(role);
                if (becomes != null) {
                    combined = combined == null ? Bits.empty(roleNames.size()) : combined;
                    Bits.addAll(combined, closure[id(becomes)]);
                }
            }
        }
        if (combined == null) {
            return assigned(known, caller, nothing);
        }
        Bits.addAll(combined, assigned(assigned, caller, nothing.authorized()));
        return grants(combined);
    }

    private static <T> T assigned(Map<String, Map<String, T>> callers, Caller caller, T none) {
        if (!caller.issuer().isEmpty()) {
            return none;
        }
        return callers.getOrDefault(caller.mechanism(), Map.of()).getOrDefault(caller.id(), none);
    }

    private int id(String role) {
        Integer id = roleIds.get(role);
        if (id == null) {
            throw ConfigurationException.of(
                    "unknown-role " + Names.shown(role) + " is not declared" + Names.hint(role, roleIds.keySet()));
        }
        return id;
    }

    /**
     * Compiles a rule.
     *
     * @param place where it is written, for audit records
     * @throws ConfigurationException for a role that is not declared and for a permission that nobody is granted
     */
    CompiledRule compile(AccessRule rule, String place) {
        if (rule instanceof Callers callers) {
            int[] roles = callers.anyRole().stream().mapToInt(this::id).toArray();
            Test[] tests = callers.demands().stream().map(this::test).toArray(Test[]::new);
            return CompiledRule.callers(rule.toString(), place, roles, tests, everyTestCanPass(tests));
        }
        Kind kind = rule instanceof AccessRule.Everybody ? Kind.EVERYBODY : Kind.NOBODY;
        return CompiledRule.of(kind, rule.toString(), place);
    }

    private boolean everyTestCanPass(Test[] tests) {
        for (Test test : tests) {
            boolean passable = false;
            for (long[] roles : closure) {
                passable |= test.refusal(roles) == null;
            }
            // Roles of one caller add up, so that several permissions may come from several roles.
            if (!passable && (test.any() || test.granting().size() == 1)) {
                return false;
            }
        }
        return true;
    }

    private Test test(Demand asked) {
        if (!(asked instanceof Demand.Permissions demand)) {
            throw ConfigurationException.of("rule-conflict this policy cannot decide on " + asked);
        }
        List<long[]> granting = new ArrayList<>();
        List<long[]> denying = new ArrayList<>();
        for (Permission permission : demand.permissions()) {
            long[] by = matching(granted, permission);
            if (isEmpty(by)) {
                throw ConfigurationException.of(
                        "ungranted-permission no role is granted " + permission + hint(permission));
            }
            granting.add(by);
            denying.add(matching(denied, permission));
        }
        return new Test(demand.any(), List.copyOf(granting), List.copyOf(denying));
    }

    /** Names the nearest grant. */
    String hint(Permission permission) {
        Set<String> texts = new HashSet<>();
        granted.forEach(patterns -> patterns.forEach(pattern -> texts.add(pattern.toString())));
        return Names.hint(permission.text(), texts);
    }

    private long[] matching(List<List<PermissionPattern>> patterns, Permission permission) {
        long[] roles = Bits.empty(roleNames.size());
        for (int role = 0; role < patterns.size(); role++) {
            if (patterns.get(role).stream().anyMatch(pattern -> pattern.matches(permission))) {
                Bits.add(roles, role);
            }
        }
        return roles;
    }

    private static boolean isEmpty(long[] roles) {
        return !Bits.meet(roles, roles);
    }

    /** Whether some role is granted it, whatever is denied. */
    boolean isGranted(Permission permission) {
        return !isEmpty(matching(granted, permission));
    }

    /** The declared roles. */
    Set<String> roles() {
        return roleIds.keySet();
    }

    /** What a caller with that one role holds. */
    Grants grantsOf(String role) {
        return grants(closure[id(role)]);
    }

    /** What an authenticated caller without roles holds. */
    Grants grantsOfNobody() {
        return nothing;
    }
}
