package io.gapura.filters.jaxrs;

import io.gapura.filters.Deployment;
import jakarta.servlet.ServletContext;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.FeatureContext;
import org.jspecify.annotations.Nullable;

/**
 * Tells the deployment of the filter in front which endpoints there are, as {@link CoverageCollector} does for one of the
 * feature's own. A runtime that injects no context at this time leaves the report without resources; enforcement does not
 * depend on it. Registered only where the Servlet API is present.
 */
public final class ServletCoverage implements DynamicFeature {
    private final ResourceReport report = new ResourceReport(new ResourceEndpoints());

    @Context
    private @Nullable ServletContext application;

    @Context
    private @Nullable Application resources;

    /** For CXF, and for Jersey where CDI makes its components: they take no arguments, and fill the fields if anything. */
    public ServletCoverage() {
        this(null, null);
    }

    /** For other runtimes, which take the constructor that asks for most. */
    public ServletCoverage(@Context @Nullable ServletContext application, @Context @Nullable Application resources) {
        this.application = application;
        this.resources = resources;
    }

    @Override
    public void configure(ResourceInfo resource, FeatureContext context) {
        if (attribute() instanceof Deployment deployment && !GapuraFeature.isServing(context.getConfiguration())) {
            deployment.report().featureRan();
            report.tell(deployment, resource, context.getConfiguration(), resources);
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
