package io.gapura.filters;

import java.time.InstantSource;
import java.util.List;
import java.util.stream.Collectors;

/** What a deployment is at one moment: replaced whole, read once per request. Immutable. */
record DeploymentState(
        InstantSource clock,
        List<Pipeline> pipelines,
        AuditSink audit,
        ErrorRenderer errors,
        TrustedProxies proxies,
        Coverage coverage,
        boolean endpointPolicies,
        String version,
        FailureLog log,
        LineJoins joins,
        Demands demands) {
    /** What became of a pipeline since the application started: adapters hold the first one. */
    Pipeline current(Pipeline known) {
        for (int i = 0; i < pipelines.size(); i++) {
            if (pipelines.get(i).first() == known.first()) {
                return pipelines.get(i);
            }
        }
        return known;
    }

    DeploymentState with(List<Pipeline> others, Coverage ruled) {
        return new DeploymentState(
                clock,
                others,
                audit,
                errors,
                proxies,
                ruled,
                endpointPolicies,
                others.stream().map(Pipeline::version).collect(Collectors.joining("+")),
                log,
                joins,
                demands);
    }

    List<Step> running() {
        return pipelines.stream()
                .flatMap(pipeline -> pipeline.steps().stream())
                .filter(step -> step.mode().runs())
                .toList();
    }

    /** By a policy of the endpoint stage: what decides on arrival cannot be passed by. */
    boolean isCovered(Endpoint endpoint) {
        return pipelines.stream()
                .flatMap(pipeline -> pipeline.steps().stream())
                .filter(step -> step.mode().runs() && step.policy().stage() == Stage.ENDPOINT)
                .anyMatch(step -> hasRule(step.policy(), endpoint));
    }

    /** Rules that contradict each other are rules: the policy is to refuse, and not to be left out. */
    private static boolean hasRule(Policy policy, Endpoint endpoint) {
        try {
            return policy.ruling(endpoint).filter(Policy.Ruling::covered).isPresent();
        } catch (ConfigurationException contradiction) {
            return true;
        }
    }
}
