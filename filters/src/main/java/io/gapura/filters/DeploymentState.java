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
        Demands demands,
        Criticals criticals,
        StartReport report) {
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
                demands,
                criticals,
                report);
    }

    List<Step> running() {
        return pipelines.stream()
                .flatMap(pipeline -> pipeline.steps().stream())
                .filter(step -> step.mode().runs())
                .toList();
    }

    /** By a policy of the endpoint stage: what decides on arrival cannot be passed by. */
    boolean isCovered(Endpoint endpoint) {
        return pipelines.stream().anyMatch(pipeline -> pipeline.locators().isCovered(endpoint));
    }

    /** Whether a rule on that locator is to be asked for before it runs. */
    boolean wantsEarly(Endpoint locator) {
        return pipelines.stream().anyMatch(pipeline -> pipeline.locators().wantsEarly(locator));
    }

    /** Throws {@link ConfigurationException} for an endpoint with which an application does not start. */
    void requireServed(Endpoint endpoint) {
        Challenges.require(endpoint, pipelines);
        demands.requireServed(endpoint, pipelines);
        isCritical(endpoint);
    }

    /** Whether its intent is recorded before it runs. */
    boolean isCritical(Endpoint endpoint) {
        return criticals.contains(endpoint, audit);
    }

    boolean isAccessRuled() {
        return pipelines.stream().anyMatch(Pipeline::isAccessRuled);
    }
}
