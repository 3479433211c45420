package io.gapura.filters;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a deployment becomes with newer policies, if the application could have started with them: what stops a start
 * refuses a reload. What was not in order before is no fault of theirs, and does not keep an old policy for ever. Knows the
 * sub-resource locators for that, which are endpoints only while a rule is on them. Thread-safe.
 */
final class Successor {
    /** Whether somebody asks for the rule before the locator runs. */
    private final Map<Endpoint, Boolean> locators = new ConcurrentHashMap<>();

    /** What this kind of deployment cannot give, and why. */
    private volatile Map<Need, String> missing = Map.of();

    /** A locator of which two runtimes tell is asked for in time if both do so. */
    void tell(Endpoint locator, boolean early) {
        locators.merge(locator, early, Boolean::logicalAnd);
    }

    /** Refuses policies that need what there is not; those that come later as well, once none did. */
    void requireOnly(Map<Need, String> lacking, List<Pipeline> pipelines) {
        requireNone(lacking, pipelines);
        missing = Map.copyOf(lacking);
    }

    private static void requireNone(Map<Need, String> lacking, List<Pipeline> pipelines) {
        pipelines.stream()
                .flatMap(pipeline -> pipeline.steps().stream())
                .map(Step::policy)
                .forEach(policy -> policy.needs().stream()
                        .filter(lacking::containsKey)
                        .sorted()
                        .findFirst()
                        .ifPresent(need -> {
                            throw ConfigurationException.of(
                                    policy.name() + " needs " + need + ", and " + lacking.get(need));
                        }));
    }

    /** Refuses a locator whose rule nobody asks for in time. */
    static void requireRuledInTime(Endpoint locator, boolean early, DeploymentState state) {
        if (!early && state.wantsEarly(locator)) {
            throw ConfigurationException.at(
                    locator.id(),
                    "locator-unruled a sub-resource locator is under a rule, and nobody asks for it before the locator"
                            + " runs: register GapuraJerseyFeature, rule on the sub-resource instead, or let the"
                            + " policy rule late");
        }
    }

    /** All that are known, and locators without a rule: a newer policy may have one for them. */
    List<Endpoint> endpoints(DeploymentState state) {
        List<Endpoint> all = new ArrayList<>(state.coverage().endpoints());
        locators.keySet().stream()
                .filter(locator -> !state.coverage().knows(locator))
                .sorted((one, other) -> one.id().compareTo(other.id()))
                .forEach(all::add);
        return all;
    }

    /**
     * The state with these policies in the places of those of their names.
     *
     * @throws ConfigurationException when they have no place, cannot rule on an endpoint, or the start would have been
     *     refused with them
     */
    DeploymentState of(DeploymentState state, List<Policy> newer) {
        List<Pipeline> pipelines = pipelines(state, newer);
        requireNone(missing, pipelines);
        DeploymentState next = state.with(pipelines, state.coverage());
        List<Endpoint> endpoints = endpoints(state).stream()
                .filter(endpoint -> !locators.containsKey(endpoint) || next.isCovered(endpoint))
                .toList();
        locators.forEach((locator, early) -> {
            if (!state.wantsEarly(locator)) {
                requireRuledInTime(locator, early, next);
            }
        });
        endpoints.forEach(endpoint -> requireServed(endpoint, state, next));
        return next.with(pipelines, Coverage.empty().with(endpoints, next.running()));
    }

    private static List<Pipeline> pipelines(DeploymentState state, List<Policy> newer) {
        Set<String> names = newer.stream().map(Policy::name).collect(Collectors.toSet());
        return state.pipelines().stream()
                .map(pipeline -> names(pipeline).anyMatch(names::contains) ? pipeline.renewed(newer) : pipeline)
                .toList();
    }

    private static Stream<String> names(Pipeline pipeline) {
        return pipeline.steps().stream().map(step -> step.policy().name());
    }

    private static void requireServed(Endpoint endpoint, DeploymentState before, DeploymentState after) {
        problem(endpoint, after)
                .filter(problem -> problem(endpoint, before).isEmpty())
                .ifPresent(problem -> {
                    throw problem;
                });
    }

    private static Optional<ConfigurationException> problem(Endpoint endpoint, DeploymentState state) {
        try {
            state.requireServed(endpoint);
            return Optional.empty();
        } catch (ConfigurationException problem) {
            return Optional.of(problem);
        }
    }
}
