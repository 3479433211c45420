package io.gapura.rbac;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.Endpoint;
import io.gapura.filters.PerEndpoint;
import io.gapura.filters.Resolution;
import io.gapura.filters.Resolution.Placed;
import io.gapura.rbac.CompiledRule.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The compiled rule of each endpoint, made once. Thread-safe. */
final class EndpointRules {
    private final Snapshot snapshot;
    private final PerEndpoint<CompiledRule> rules = PerEndpoint.of(CompiledRule.UNKNOWN, this::compiled);

    /** What is found at start-up: the rule, and what somebody should look at. */
    record Ruled(CompiledRule rule, List<String> lints) {}

    EndpointRules(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    /** For a request: an endpoint whose annotations contradict each other has a rule that refuses everybody. */
    CompiledRule of(Endpoint endpoint) {
        return rules.get(endpoint);
    }

    private CompiledRule compiled(Endpoint endpoint) {
        try {
            return ruled(endpoint).rule();
        } catch (ConfigurationException contradiction) {
            String problem = String.valueOf(contradiction.getMessage());
            return CompiledRule.of(Kind.MISCONFIGURED, problem, endpoint.id());
        }
    }

    /**
     * For start-up.
     *
     * @throws ConfigurationException when annotations contradict each other or name what the policy does not declare
     */
    Ruled ruled(Endpoint endpoint) {
        if (endpoint.type().isEmpty()) {
            return new Ruled(CompiledRule.UNKNOWN, List.of());
        }
        Resolution<AccessRule> found = RuleResolver.RULES.of(endpoint);
        if (found.found().isEmpty()) {
            return new Ruled(CompiledRule.of(Kind.UNCOVERED, "uncovered", found.place()), List.of());
        }
        CompiledRule rule = compiled(found.found().get(), found.place());
        return new Ruled(rule, lints(rule, found));
    }

    private CompiledRule compiled(AccessRule rule, String place) {
        try {
            return snapshot.compile(rule, place);
        } catch (ConfigurationException undeclared) {
            throw undeclared.in(place);
        }
    }

    private List<String> lints(CompiledRule own, Resolution<AccessRule> found) {
        List<String> lints = new ArrayList<>();
        for (Placed<AccessRule> overridden : found.overridden()) {
            if (isWeaker(own, compiled(overridden.found(), overridden.place()))) {
                lints.add("override-weakened " + found.place() + " has " + own.words() + ", the overridden "
                        + overridden.place() + " has " + overridden.found());
            }
        }
        return lints;
    }

    /** Whether it admits an anonymous, a roleless or a one-role caller that the other refuses. */
    private boolean isWeaker(CompiledRule own, CompiledRule other) {
        List<Optional<Grants>> callers = new ArrayList<>();
        callers.add(Optional.empty());
        callers.add(Optional.of(snapshot.grantsOfNobody()));
        snapshot.roles().forEach(role -> callers.add(Optional.of(snapshot.grantsOf(role))));
        return callers.stream()
                .anyMatch(
                        caller -> own.reason(caller.orElse(null)) == null && other.reason(caller.orElse(null)) != null);
    }
}
