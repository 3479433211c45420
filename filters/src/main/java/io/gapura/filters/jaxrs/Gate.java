package io.gapura.filters.jaxrs;

import io.gapura.filters.AuditEvent;
import io.gapura.filters.Client;
import io.gapura.filters.ConfigurationException;
import io.gapura.filters.Deployment;
import io.gapura.filters.Exchange;
import io.gapura.filters.GateAnswer;
import io.gapura.filters.Need;
import io.gapura.filters.RefusedException;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import io.gapura.filters.StartReport;
import io.gapura.filters.container.Place;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the filters of one feature share: the way from a request to its exchange. An exchange that a Servlet filter began
 * is joined; without one the request is read and begun here, once.
 *
 * <p>Thread-safe.
 */
final class Gate {
    private static final Map<Need, String> MISSING = Map.of(
            Need.PEER_ADDRESS, "Jakarta REST alone has no peer address",
            Need.CLIENT_CERTIFICATE, "Jakarta REST alone has no TLS connection");

    private final Setup setup;
    private final String property;
    private volatile @Nullable Boolean standsAlone;
    private volatile boolean begun;
    private volatile boolean serving;
    private volatile boolean placed;

    Gate(Setup setup) {
        this.setup = setup;
        // Properties are request attributes on some runtimes, where another application's feature must not find ours.
        this.property = "io.gapura.jaxrs.visit." + Integer.toHexString(System.identityHashCode(this));
    }

    /** The visit of a request, after the arrival stage: what it {@link Visit#decided} is to be sent. */
    Visit visit(ContainerRequestContext request) throws IOException {
        if (!serving) {
            serving = true;
        }
        Object exchange = request.getProperty(Exchange.ATTRIBUTE);
        if (request.getProperty(property) instanceof Visit known && (known.exchange() == exchange || known.own())) {
            return known;
        }
        return exchange instanceof Exchange found ? join(found, request) : begin(request);
    }

    /** Whether a request has come, so that the runtime has told all that it knew before. */
    boolean isServing() {
        return serving;
    }

    private Visit keep(Visit visit, ContainerRequestContext request) {
        request.setProperty(property, visit);
        if (visit.exchange() != null) {
            request.setProperty(Exchange.ATTRIBUTE, visit.exchange());
        }
        return visit;
    }

    /** A pipeline that the exchange knows nothing of would run without its audit and its place in the order. */
    private Visit join(Exchange found, ContainerRequestContext request) throws IOException {
        found.metByFeature();
        Visit visit = keep(Visit.joined(found), request);
        if (setup.pipeline() != null) {
            if (found.walks(setup.pipeline())) {
                found.arrive(setup.pipeline());
            } else {
                found.refuse(misconfigured("pipeline-apart")
                        .note("GapuraFeature has a pipeline that the filter in front of it does not have"));
            }
        }
        return visit;
    }

    private Visit begin(ContainerRequestContext request) throws IOException {
        Deployment deployment = setup.deployment();
        begun = true;
        tell(deployment.report(), request);
        RequestView view;
        Exchange exchange;
        try {
            view = JaxrsViews.read(request, deployment.proxies());
            exchange = deployment.begin(view);
        } catch (RefusedException refused) {
            GateAnswer answer = deployment.refuseUnread(
                    refused.rejection(),
                    new AuditEvent.RequestLine(request.getMethod(), JaxrsViews.scheme(request), Client.unknown()));
            return keep(Visit.unread(answer), request);
        }
        Visit visit = keep(Visit.own(exchange), request);
        if (!JaxrsViews.conceal(view, request)) {
            exchange.refuse(misconfigured("headers-fixed")
                    .note("the runtime does not let go of a field that its sender may not set"));
            return visit;
        }
        if (setup.pipeline() == null) {
            exchange.refuse(misconfigured("no-exchange")
                    .note("GapuraFeature has no settings of its own, and no GapuraFilter saw the request"));
        } else if (!standsAlone(deployment)) {
            exchange.refuse(misconfigured("needs-unmet").note("a policy needs what Jakarta REST alone cannot give"));
        } else {
            exchange.arrive(setup.pipeline());
        }
        return visit;
    }

    /** Whether it is not known yet on which server this is, as far as the Servlet API would tell. */
    boolean wantsPlace() {
        return !placed;
    }

    /** No filter is in front. What a container tells comes with the first request that it shows. */
    private void tell(StartReport report, ContainerRequestContext request) {
        if (placed) {
            return;
        }
        if (setup.pipeline() == null) {
            report.warn(
                    "mount: GapuraFeature has no settings, and no GapuraFilter is in front: every request is refused,"
                            + " gate-misconfigured");
        } else {
            report.say("mount: GapuraFeature alone, no filter in front");
        }
        if (request.getProperty(Place.PROPERTY) instanceof Place place) {
            placed = true;
            place.tell(report, setup.deployment().policies());
        }
    }

    /** Closes the deployment that requests were begun in; that of a filter in front is the filter's to close. */
    void close() {
        if (begun) {
            setup.deployment().close();
        }
    }

    private static Rejection misconfigured(String reason) {
        return Rejection.of(500, "gate-misconfigured", reason).asHard();
    }

    /** Whether the policies can work without a Servlet filter in front; found out once. */
    private boolean standsAlone(Deployment deployment) {
        Boolean known = standsAlone;
        if (known == null) {
            known = isContent(deployment);
            standsAlone = known;
        }
        return known;
    }

    private static boolean isContent(Deployment deployment) {
        try {
            requireNothingMissing(deployment);
            return true;
        } catch (ConfigurationException lacking) {
            System.getLogger("io.gapura").log(System.Logger.Level.ERROR, lacking.getMessage());
            return false;
        }
    }

    /** Refuses to start where it is already clear that no Servlet filter can be in front. */
    static void requireNothingMissing(Deployment deployment) {
        deployment.requireOnly(MISSING);
    }
}
