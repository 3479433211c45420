package io.gapura.examples.servers.app.servlets;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Stands in front of the gate and fails there, where only an error page can help; its texts must never be seen. */
public final class OutsideFilter implements Filter {
    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String how = String.valueOf(((HttpServletRequest) request).getHeader("X-Outside"));
        switch (how) {
            case "throw" -> throw new IllegalStateException("canary-outside");
            case "send-error" -> ((HttpServletResponse) response).sendError(409, "canary-outside");
            default -> chain.doFilter(request, response);
        }
    }
}
