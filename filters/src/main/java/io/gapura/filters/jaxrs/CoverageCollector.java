package io.gapura.filters.jaxrs;

import io.gapura.filters.Deployment;
import io.gapura.filters.Endpoint;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;

/**
 * Tells the deployment which endpoints there are, for the start-up report; a policy that cannot rule on one, or
 * one that is demanded and missing, stops the start. Enforcement does not depend on it: sub-resources may be missing here (CXF).
 */
final class CoverageCollector implements DynamicFeature {
    private final Deployment deployment;
    private final ResourceEndpoints endpoints;

    CoverageCollector(Deployment deployment, ResourceEndpoints endpoints) {
        this.deployment = deployment;
        this.endpoints = endpoints;
    }

    @Override
    public void configure(ResourceInfo resource, FeatureContext context) {
        Endpoint endpoint = endpoints.of(resource, "OPTIONS");
        deployment.cover(endpoint);
        deployment.requireServed(endpoint);
    }
}
