package io.gapura.filters.jaxrs;

import io.gapura.filters.Exchange;
import io.gapura.filters.HiddenSession;
import io.gapura.filters.Target;
import io.gapura.filters.container.Annotations;
import io.gapura.filters.container.Place;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.Context;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Brings the exchange of a Servlet filter over: REST properties are request attributes on one runtime only (RESTEasy and
 * CXF keep their own). Where there is no exchange, it tells what only the container knows: what was asked for below which
 * context path, a way to break the answer, and how a content type is spelled. Registered only where the Servlet API is
 * present; nothing else in this package names it.
 */
@PreMatching
final class ServletLink implements ContainerRequestFilter {
    @Context
    private @Nullable HttpServletRequest servletRequest;

    @Context
    private @Nullable HttpServletResponse servletResponse;

    private final BooleanSupplier wanted;

    ServletLink() {
        this(() -> false);
    }

    /** @param wanted whether somebody still wants to know on which server this is */
    ServletLink(BooleanSupplier wanted) {
        this.wanted = wanted;
    }

    ServletLink(HttpServletRequest servletRequest, BooleanSupplier wanted) {
        this(wanted);
        this.servletRequest = servletRequest;
    }

    ServletLink(HttpServletRequest servletRequest) {
        this(() -> false);
        this.servletRequest = servletRequest;
    }

    ServletLink(HttpServletRequest servletRequest, HttpServletResponse servletResponse) {
        this(servletRequest);
        this.servletResponse = servletResponse;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (request.getProperty(Exchange.ATTRIBUTE) != null) {
            return;
        }
        if (told(HttpServletRequest::getMethod) != null) {
            Attributes attributes = Objects.requireNonNull(servletRequest)::setAttribute;
            request.setProperty(Attributes.PROPERTY, attributes);
        }
        if (told(of -> of.getAttribute(Exchange.ATTRIBUTE)) instanceof Exchange exchange) {
            request.setProperty(Exchange.ATTRIBUTE, exchange);
            return;
        }
        if (told(ServletLink::target) instanceof Target target) {
            request.setProperty(JaxrsViews.TARGET, target);
        }
        if (wanted.getAsBoolean() && told(ServletLink::place) instanceof Place place) {
            request.setProperty(Place.PROPERTY, place);
        }
        if (servletResponse != null) {
            Breakable wire = this::breakWhen;
            request.setProperty(Breakable.PROPERTY, wire);
            TypeSpelling spelling = this::spelled;
            request.setProperty(TypeSpelling.PROPERTY, spelling);
        }
    }

    /** As the container says it after it was told, which the runtime will do as well; nothing of it is left behind. */
    private String spelled(String type) {
        HttpServletResponse response = Objects.requireNonNull(servletResponse);
        try {
            response.setContentType(type);
            String said = response.getContentType();
            response.setContentType(null);
            return said == null ? type : said;
        } catch (RuntimeException noResponse) {
            return type; // no response is behind the proxy, and nobody else respells it
        }
    }

    /** Trailers are asked for just before the last chunk: ours throw then, and the container breaks the connection. */
    private void breakWhen(BooleanSupplier cut) {
        try {
            Objects.requireNonNull(servletResponse).setTrailerFields(() -> {
                if (cut.getAsBoolean()) {
                    throw new IllegalStateException("the answer was cut off");
                }
                return Map.of();
            });
        } catch (RuntimeException noChunks) {
            // A length was declared, it is HTTP/1.0, or no response is behind the proxy: there is nothing to keep back.
        }
    }

    private static Place place(HttpServletRequest request) {
        ServletContext context = request.getServletContext();
        return Place.of(
                context.getServerInfo(),
                context.getInitParameter(Annotations.SETTING),
                context.getAttribute(Place.PUBLISHED));
    }

    private static Target target(HttpServletRequest request) {
        String path = request.getRequestedSessionId() == null
                ? request.getRequestURI()
                : HiddenSession.shown(
                        request.getRequestURI(), request.isRequestedSessionIdFromURL(), request.getRequestURL());
        return Target.of(path, request.getQueryString(), request.getContextPath());
    }

    /** A container without Servlets injects nothing, or a proxy that throws. */
    private @Nullable Object told(Function<HttpServletRequest, @Nullable Object> by) {
        try {
            return servletRequest == null ? null : by.apply(servletRequest);
        } catch (RuntimeException noRequestBehindTheProxy) {
            return null;
        }
    }
}
