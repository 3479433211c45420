package io.gapura.filters.servlet;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.Coverage;
import io.gapura.filters.Deployment;
import io.gapura.filters.Endpoint;
import io.gapura.filters.GateAnswer;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Rejection;
import io.gapura.filters.container.Place;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All registrations of the filter in one application, which share one deployment. Grows while the application starts;
 * requests only read.
 */
final class Registrations {
    private static final String ATTRIBUTE = "io.gapura.servlet.registrations";
    private static final int MOST = 64;

    private final Deployment deployment;
    private final ServletContext context;
    private final Banners banners = new Banners();
    private final Set<String> restServlets = new HashSet<>();
    private final Set<String> warned = new HashSet<>();
    private final RewrittenPeer rewrittenPeer = new RewrittenPeer();
    private volatile ServletEndpoints endpoints;
    private volatile long marks;
    private int joined;
    private int left;
    private boolean jaxrs;
    private final Mount mount = new Mount();
    private volatile boolean mounted;
    private volatile boolean told;

    private Registrations(ServletContext context, Deployment deployment) {
        this.context = context;
        this.deployment = deployment;
        this.endpoints = new ServletEndpoints(context, false, Set.of());
    }

    /** Those of this application; a deployment that is there already is joined. Containers start filters one by one. */
    static Registrations of(ServletContext context) {
        if (context.getAttribute(ATTRIBUTE) instanceof Registrations known) {
            return known;
        }
        Deployment deployment =
                context.getAttribute(GapuraFilter.DEPLOYMENT) instanceof Deployment known ? known : Deployment.create();
        Registrations registrations = new Registrations(context, deployment);
        context.setAttribute(GapuraFilter.DEPLOYMENT, deployment);
        context.setAttribute(ATTRIBUTE, registrations);
        return registrations;
    }

    /** One word for {@code jaxrs} holds for all: there is one application behind all registrations. */
    Registration join(String name, Pipeline pipeline, Endpoints choice, Set<String> rest, boolean byCode) {
        if (joined == MOST) {
            throw ConfigurationException.at("filter " + name, "more than " + MOST + " registrations");
        }
        deployment.join("filter " + name, pipeline);
        Registration registration = new Registration(this, name, pipeline, 1L << joined++);
        marks |= registration.mark();
        jaxrs |= choice == Endpoints.JAXRS;
        restServlets.addAll(rest);
        endpoints = new ServletEndpoints(context, jaxrs, Set.copyOf(restServlets));
        List<Endpoint> known = endpoints.known();
        known.forEach(deployment::cover);
        if (isComplete()) {
            known.forEach(deployment::requireServed);
        }
        mount.add(name, byCode, choice);
        if (isComplete()) {
            tell(false);
        }
        endpoints.unruledRest().forEach(this::warn);
        return registration;
    }

    /** A request has come: whoever wanted to join, or to be known, is there. */
    void started() {
        if (!told) {
            tell(true);
        }
    }

    /** Says how the gate stands here: when the last filter has joined, and on a request what was to come by then. */
    private void tell(boolean request) {
        if (!mounted) {
            mounted = true;
            mount.tell(context, deployment.report());
        }
        Place place = Mount.place(context);
        if (request || !place.isYetToCome()) {
            told = true;
            place.tell(deployment.report(), deployment.policies());
        }
    }

    /** A path rule that covers a REST runtime stands for all of its resources: what is written on them counts for nothing. */
    private void warn(String servlet, List<Endpoint> rest) {
        Set<String> covered = deployment.coverage().rows().stream()
                .filter(Coverage.Row::covered)
                .map(Coverage.Row::endpoint)
                .collect(Collectors.toSet());
        if (rest.stream().map(Endpoint::id).anyMatch(covered::contains) && warned.add(servlet)) {
            System.getLogger("io.gapura")
                    .log(
                            System.Logger.Level.WARNING,
                            () -> "Gapura: the servlet " + servlet
                                    + " is a REST runtime, and is ruled on as one servlet:"
                                    + " annotations of its resources count for nothing. Register GapuraFeature there, and"
                                    + " set endpoints = jaxrs");
        }
    }

    /** Whether the last filter has joined; where a container shows filters late, each request finds out instead. */
    private boolean isComplete() {
        long filters = context.getFilterRegistrations().values().stream()
                .filter(registration -> GapuraFilter.class.getName().equals(registration.getClassName()))
                .count();
        return filters == joined;
    }

    /** The last one to leave closes the deployment. */
    void leave() {
        if (++left == joined) {
            context.removeAttribute(ATTRIBUTE);
            context.removeAttribute(GapuraFilter.DEPLOYMENT);
            deployment.close();
        }
    }

    Deployment deployment() {
        return deployment;
    }

    /** Refuses what could not be read into a view, in the name of whom it can be believed to come from. */
    GateAnswer refuseUnread(Rejection rejection, HttpServletRequest request) {
        return deployment.refuseUnread(rejection, ServletViews.unread(request, deployment.proxies()));
    }

    RewrittenPeer rewrittenPeer() {
        return rewrittenPeer;
    }

    Banners banners() {
        return banners;
    }

    ServletContext context() {
        return context;
    }

    ServletEndpoints endpoints() {
        return endpoints;
    }

    /** The marks of all registrations together. */
    long marks() {
        return marks;
    }
}
