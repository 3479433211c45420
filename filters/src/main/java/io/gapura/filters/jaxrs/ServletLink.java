package io.gapura.filters.jaxrs;

import io.gapura.filters.Exchange;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.Context;
import org.jspecify.annotations.Nullable;

/**
 * Brings the exchange of a Servlet filter over: REST properties are request attributes on one runtime only (RESTEasy and
 * CXF keep their own). Registered only where the Servlet API is present; nothing else in this package names it.
 */
@PreMatching
final class ServletLink implements ContainerRequestFilter {
    @Context
    private @Nullable HttpServletRequest servletRequest;

    ServletLink() {}

    ServletLink(HttpServletRequest servletRequest) {
        this.servletRequest = servletRequest;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (request.getProperty(Exchange.ATTRIBUTE) == null && attribute() instanceof Exchange exchange) {
            request.setProperty(Exchange.ATTRIBUTE, exchange);
        }
    }

    /** A container without Servlets injects nothing, or a proxy that throws. */
    private @Nullable Object attribute() {
        try {
            return servletRequest == null ? null : servletRequest.getAttribute(Exchange.ATTRIBUTE);
        } catch (RuntimeException noRequestBehindTheProxy) {
            return null;
        }
    }
}
