package io.gapura.filters.jaxrs;

import io.gapura.filters.Exchange;
import io.gapura.filters.Target;
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
 * context path, and a way to break the answer. Registered only where the Servlet API is present; nothing else in this package names it.
 */
@PreMatching
final class ServletLink implements ContainerRequestFilter {
    @Context
    private @Nullable HttpServletRequest servletRequest;

    @Context
    private @Nullable HttpServletResponse servletResponse;

    ServletLink() {}

    ServletLink(HttpServletRequest servletRequest) {
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
        if (servletResponse != null) {
            Breakable wire = this::breakWhen;
            request.setProperty(Breakable.PROPERTY, wire);
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

    private static Target target(HttpServletRequest request) {
        return Target.of(request.getRequestURI(), request.getQueryString(), request.getContextPath());
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
