package io.gapura.filters.jaxrs;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.Deployment;
import io.gapura.filters.Pipeline;
import jakarta.ws.rs.RuntimeType;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.Configuration;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import org.jspecify.annotations.Nullable;

/**
 * The gate of a Jakarta REST application. Return it from {@code Application.getClasses()}, or register an object:
 *
 * <pre>{@code
 * application.register(new GapuraFeature(Pipeline.builder().add(SecurityHeaders.strict()).build()));
 * }</pre>
 *
 * <ul>
 *   <li>With a Servlet filter in front ({@code endpoints = jaxrs}): the class, or an object with the filter's own
 *       pipeline. The filter's exchange is joined; no stage runs twice.
 *   <li>Alone: an object with a pipeline, or the class and the application's properties {@code gapura.policies},
 *       {@code gapura.limits.max-body} and so on.
 *   <li>Neither a filter nor settings: every request is refused, 500 {@code gate-misconfigured}. So is a request whose
 *       filter has another pipeline than this feature: two gates that know nothing of each other would audit twice.
 * </ul>
 *
 * <p>One object serves one application. A runtime ignores a second object of the same class: put all policies into one
 * pipeline.
 */
public final class GapuraFeature implements Feature, AutoCloseable {
    /** The smallest number: before every request filter, and after every response filter. */
    private static final int OUTERMOST = Integer.MIN_VALUE;

    private final @Nullable Setup given;
    private volatile @Nullable Gate gate;

    /** Where a runtime injects a feature; what it is made of is told at start-up. */
    @Context
    private @Nullable Application application;

    /** From the filter in front, or from the properties {@code gapura.*} of the application. */
    public GapuraFeature() {
        this.given = null;
    }

    /** This pipeline: alone, or the same object that the filter in front has. */
    public GapuraFeature(Pipeline pipeline) {
        this.given = Setup.of(pipeline);
    }

    private GapuraFeature(Setup setup) {
        this.given = setup;
    }

    /** This pipeline as one more of a deployment, whose clock, audit and errors it then shares. */
    public static GapuraFeature in(Deployment deployment, Pipeline pipeline) {
        return new GapuraFeature(Setup.in(deployment, pipeline));
    }

    @Override
    public boolean configure(FeatureContext context) {
        Configuration configuration = context.getConfiguration();
        if (configuration.getRuntimeType() != RuntimeType.SERVER) {
            throw ConfigurationException.of("GapuraFeature guards a server; it was registered with a client");
        }
        if (configuration.isRegistered(ArrivalFilter.class)) {
            return false;
        }
        Setup setup = given == null ? Setup.fromProperties(configuration.getProperties()) : given;
        boolean servlets = Presence.of("jakarta.servlet.http.HttpServletRequest");
        if (!servlets) {
            Gate.requireNothingMissing(setup.deployment());
        }
        Gate made = new Gate(setup);
        gate = made;
        context.property(GapuraFeature.class.getName(), this);
        warn(configuration);
        register(context, made, setup, servlets);
        return true;
    }

    /** Whether the application of that configuration has begun to serve: what is reported now was not there before. */
    static boolean isServing(Configuration configuration) {
        if (!(configuration.getProperty(GapuraFeature.class.getName()) instanceof GapuraFeature feature)) {
            return false;
        }
        Gate made = feature.gate;
        return made != null && made.isServing();
    }

    private static void warn(Configuration configuration) {
        for (String other : OtherGates.of(configuration)) {
            System.getLogger("io.gapura")
                    .log(
                            System.Logger.Level.WARNING,
                            () -> "Gapura: " + other + " rules by jakarta.annotation.security, too: a caller must pass"
                                    + " both, and it knows no role hierarchy");
        }
        for (String mapper : Mappers.foreignCatchAlls(configuration)) {
            System.getLogger("io.gapura")
                    .log(
                            System.Logger.Level.WARNING,
                            () -> "Gapura: " + mapper + " maps every exception: what it answers with 400 or more is"
                                    + " replaced, and what it swallows is not logged");
        }
    }

    private void register(FeatureContext context, Gate gate, Setup setup, boolean servlets) {
        ResourceEndpoints endpoints = new ResourceEndpoints();
        ContainerRequestFilter link = nothingInFront -> {};
        if (servlets) {
            link = new ServletLink(gate::wantsPlace);
            // Registered, so that it is injected; called by the next, whatever order the runtime gives them.
            context.register(link, OUTERMOST);
        }
        if (servlets && setup.pipeline() == null) {
            context.register(ServletCoverage.class);
        } else {
            context.register(new CoverageCollector(gate, setup.deployment(), endpoints, application));
            setup.deployment().report().featureRan();
        }
        context.register(new ArrivalFilter(gate, link), OUTERMOST + 1);
        context.register(new EndpointFilter(gate, endpoints), OUTERMOST);
        context.register(new ReadFailures(), OUTERMOST);
        context.register(new WriteFailures(), OUTERMOST);
        context.register(new CompletionFilter(gate), OUTERMOST);
        Mappers.register(context);
    }

    /**
     * Leaves the STOP event and closes the audit sink, when this feature stood alone. Jakarta REST tells nobody of an
     * application's end: call it there; {@code filters/jersey} does so.
     */
    @Override
    public void close() {
        Gate made = gate;
        if (made != null) {
            made.close();
        }
    }
}
