package io.gapura.filters.jaxrs;

import io.gapura.filters.Deployment;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.FeatureContext;
import org.jspecify.annotations.Nullable;

/**
 * Hands what the runtime reports at start-up on to the {@link ResourceReport}. Some runtimes tell here of sub-resources,
 * too, when the first request has led to them: too late to stop anything, and reported by {@link EndpointFilter}.
 */
final class CoverageCollector implements DynamicFeature {
    private final Gate gate;
    private final Deployment deployment;
    private final ResourceReport report;

    private final @Nullable Application application;

    /**
     * @param application as the feature was given it: RESTEasy does not inject what a feature registers as an object
     */
    CoverageCollector(
            Gate gate, Deployment deployment, ResourceEndpoints endpoints, @Nullable Application application) {
        this.gate = gate;
        this.deployment = deployment;
        this.report = new ResourceReport(endpoints);
        this.application = application;
    }

    @Override
    public void configure(ResourceInfo resource, FeatureContext context) {
        if (!gate.isServing()) {
            report.tell(deployment, resource, context.getConfiguration(), application);
        }
    }
}
