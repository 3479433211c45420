package io.gapura.examples.clients;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;

/** Stands in front of the gate and takes down what came and how it was answered. */
final class WireFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;

    private final transient List<Arrival> arrivals;

    WireFilter(List<Arrival> arrivals) {
        this.arrivals = arrivals;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String query = request.getQueryString();
        try {
            chain.doFilter(request, response);
        } finally {
            arrivals.add(new Arrival(
                    request.getMethod(),
                    request.getRequestURI() + (query == null ? "" : "?" + query),
                    text(request.getHeader("Signature-Input")),
                    text(request.getHeader("Signature")),
                    text(request.getHeader("Content-Type")),
                    text(request.getHeader("Content-Digest")),
                    text(request.getHeader("Content-Encoding")),
                    response.getStatus()));
        }
    }

    private static String text(String value) {
        return value == null ? "" : value;
    }
}
