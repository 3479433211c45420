package io.gapura.filters.jaxrs;

import io.gapura.filters.Deployment;
import io.gapura.filters.Endpoint;
import jakarta.servlet.ServletContext;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.FeatureContext;
import org.jspecify.annotations.Nullable;

/**
 * Tells the deployment of the filter in front which endpoints there are, as {@link CoverageCollector} does for one of the
 * feature's own. A runtime that injects no context at this time leaves the report without resources; enforcement does not
 * depend on it. Registered only where the Servlet API is present.
 */
public final class ServletCoverage implements DynamicFeature {
    private final ResourceEndpoints endpoints = new ResourceEndpoints();
    private final @Nullable ServletContext application;

    /** For the runtime. */
    public ServletCoverage(@Context @Nullable ServletContext application) {
        this.application = application;
    }

    @Override
    public void configure(ResourceInfo resource, FeatureContext context) {
        if (attribute() instanceof Deployment deployment) {
            Endpoint endpoint = endpoints.of(resource, "OPTIONS");
            deployment.cover(endpoint);
            deployment.requireServed(endpoint);
        }
    }

    /** A container without Servlets injects nothing, or a proxy that throws. */
    private @Nullable Object attribute() {
        try {
            return application == null ? null : application.getAttribute(Deployment.ATTRIBUTE);
        } catch (RuntimeException noContextBehindTheProxy) {
            return null;
        }
    }
}
