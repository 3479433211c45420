package io.gapura.rbac;

import io.gapura.filters.ConfigurationException;
import io.gapura.rbac.AccessRule.Callers;
import io.gapura.rbac.CompiledRule.Asked;
import io.gapura.rbac.CompiledRule.Kind;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Compiles rules against one policy. Thread-safe. */
final class RuleCompiler {
    private final Snapshot snapshot;
    private final Checks checks;
    private final InstantSource clock;
    private final String version;

    /**
     * For one policy.
     *
     * @param version of the policy, for audit records
     */
    RuleCompiler(Snapshot snapshot, Checks checks, InstantSource clock, String version) {
        this.snapshot = snapshot;
        this.checks = checks;
        this.clock = clock;
        this.version = version;
    }

    /**
     * Compiles a rule.
     *
     * @param place where it is written, for audit records
     * @throws ConfigurationException for a role that is not declared, a permission that nobody is granted, and a check that
     *     cannot be made
     */
    CompiledRule compile(AccessRule rule, String place) {
        if (rule instanceof Callers callers) {
            List<String> roles = List.copyOf(callers.anyRole());
            Notes notes = new Notes(rule.toString(), place, roles, version);
            return CompiledRule.callers(notes, asked(callers, roles, notes), snapshot.ruleNumber());
        }
        Kind kind = rule instanceof AccessRule.Everybody ? Kind.EVERYBODY : Kind.NOBODY;
        return CompiledRule.of(kind, new Notes(rule.toString(), place, List.of(), version));
    }

    private Asked asked(Callers callers, List<String> roles, Notes notes) {
        List<Integer> anyRole = roles.stream().map(this::role).toList();
        List<PermissionClause> clauses = new ArrayList<>();
        List<Condition> conditions = new ArrayList<>();
        for (Demand demand : callers.demands()) {
            if (demand instanceof Demand.Permissions permissions) {
                clauses.addAll(clauses(permissions, notes));
            }
        }
        addAll(Demand.Scopes.class, callers, notes, conditions);
        addAll(Demand.StepUp.class, callers, notes, conditions);
        addAll(Demand.Tenant.class, callers, notes, conditions);
        addAll(Demand.Check.class, callers, notes, conditions);
        boolean reachable = clauses.stream().allMatch(clause -> isReachable(clause.permissions()));
        return new Asked(anyRole, clauses, conditions, reachable);
    }

    private void addAll(Class<? extends Demand> kind, Callers callers, Notes notes, List<Condition> to) {
        callers.demands().stream()
                .filter(kind::isInstance)
                .map(demand -> condition(demand, notes))
                .forEach(to::add);
    }

    private Condition condition(Demand demand, Notes notes) {
        if (demand instanceof Demand.Scopes scopes) {
            return new ScopeCondition(scopes, snapshot.scopes(), notes);
        }
        if (demand instanceof Demand.StepUp stepUp) {
            return new StepUpCondition(stepUp, clock, notes);
        }
        if (demand instanceof Demand.Tenant tenant) {
            return new TenantCondition(tenant, notes);
        }
        Demand.Check check = (Demand.Check) demand;
        return new CheckCondition(check, checks.of(check.type()), notes);
    }

    private int role(String name) {
        int role = snapshot.roles().find(name);
        if (role < 0) {
            throw ConfigurationException.of("unknown-role " + Names.shown(name) + " is not declared"
                    + Names.hint(name, snapshot.roles().names()));
        }
        return role;
    }

    private List<PermissionClause> clauses(Demand.Permissions demand, Notes notes) {
        demand.permissions().forEach(this::requireGranted);
        List<Permission> permissions = List.copyOf(demand.permissions());
        if (demand.any()) {
            return List.of(new PermissionClause(permissions, snapshot.permissions(), notes));
        }
        return permissions.stream()
                .map(one -> new PermissionClause(List.of(one), snapshot.permissions(), notes))
                .toList();
    }

    private void requireGranted(Permission permission) {
        PermissionTable table = snapshot.permissions();
        if (!table.isGranted(permission)) {
            throw ConfigurationException.of("ungranted-permission no role is granted " + permission
                    + Names.hint(permission.text(), table.patterns()));
        }
    }

    /** Whether some role holds one of them, and is not denied it. */
    private boolean isReachable(List<Permission> anyOf) {
        for (Permission permission : anyOf) {
            long[] granting = snapshot.permissions().granted().ownersOf(permission);
            long[] denying = snapshot.permissions().denied().ownersOf(permission);
            for (int role = 0; role < snapshot.roles().size(); role++) {
                long[] closure = snapshot.roles().closure(role);
                if (Bits.meet(closure, granting) && !Bits.meet(closure, denying)) {
                    return true;
                }
            }
        }
        return false;
    }
}
