package io.gapura.rbac;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.Endpoint;
import io.gapura.rbac.CompiledRule.Kind;
import io.gapura.rbac.Resolution.Placed;
import io.gapura.rbac.ServletRules.Verb;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The compiled rule of each endpoint, made once. Bounded by the code that is deployed: one rule for each method of a
 * class, nine for a servlet, however many HTTP methods a client makes up. A class that is unloaded takes its rules with
 * it. Thread-safe.
 */
final class EndpointRules {
    private final Snapshot snapshot;
    private final ClassValue<OfClass> classes = new ClassValue<>() {
        @Override
        protected OfClass computeValue(Class<?> type) {
            return new OfClass(new ConcurrentHashMap<>(), new ConcurrentHashMap<>());
        }
    };

    /** The rules of one class. */
    private record OfClass(ConcurrentMap<Method, CompiledRule> methods, ConcurrentMap<Verb, CompiledRule> verbs) {}

    /** What is found at start-up: the rule, and what somebody should look at. */
    record Ruled(CompiledRule rule, List<String> lints) {}

    EndpointRules(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    /** For a request: an endpoint whose annotations contradict each other has a rule that refuses everybody. */
    CompiledRule of(Endpoint endpoint) {
        Optional<Class<?>> type = endpoint.type();
        if (type.isEmpty()) {
            return CompiledRule.UNKNOWN;
        }
        OfClass rules = classes.get(type.get());
        Optional<Method> method = endpoint.method();
        if (method.isPresent()) {
            CompiledRule known = rules.methods.get(method.get());
            return known != null ? known : rules.methods.computeIfAbsent(method.get(), key -> compiled(endpoint));
        }
        Verb verb = Verb.of(endpoint.httpMethod());
        CompiledRule known = rules.verbs.get(verb);
        return known != null ? known : rules.verbs.computeIfAbsent(verb, key -> compiled(endpoint));
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
        Optional<Class<?>> type = endpoint.type();
        if (type.isEmpty()) {
            return new Ruled(CompiledRule.UNKNOWN, List.of());
        }
        Resolution found;
        try {
            found = endpoint.method().isPresent()
                    ? RuleResolver.resolve(type.get(), endpoint.method().get())
                    : ServletRules.resolve(type.get(), Verb.of(endpoint.httpMethod()));
        } catch (LinkageError missing) {
            throw ConfigurationException.at(type.get().getName(), "a class that its methods name is missing");
        }
        if (found.rule().isEmpty()) {
            return new Ruled(CompiledRule.of(Kind.UNCOVERED, "uncovered", found.place()), List.of());
        }
        CompiledRule rule = compiled(found.rule().get(), found.place());
        return new Ruled(rule, lints(rule, found));
    }

    private CompiledRule compiled(AccessRule rule, String place) {
        try {
            return snapshot.compile(rule, place);
        } catch (ConfigurationException undeclared) {
            throw undeclared.in(place);
        }
    }

    private List<String> lints(CompiledRule own, Resolution found) {
        List<String> lints = new ArrayList<>();
        for (Placed overridden : found.overridden()) {
            if (isWeaker(own, compiled(overridden.rule(), overridden.place()))) {
                lints.add("override-weakened " + found.place() + " has " + own.words() + ", the overridden "
                        + overridden.place() + " has " + overridden.rule());
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
