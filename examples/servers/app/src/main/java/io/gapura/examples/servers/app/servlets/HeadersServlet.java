package io.gapura.examples.servers.app.servlets;

import jakarta.annotation.security.PermitAll;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers in ways that lose headers, or bring the wrong ones. */
@PermitAll
public final class HeadersServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        switch (String.valueOf(request.getPathInfo())) {
            case "/banner" -> {
                response.setHeader("Server", "canary-server");
                response.addHeader("X-Powered-By", "canary-power");
                response.setIntHeader("X-AspNet-Version", 4);
                response.setHeader("X-Frame-Options", "ALLOWALL");
                Answers.text(response, "HeadersServlet#banner", "a banner");
            }
            case "/early" -> {
                Answers.mark(response, "HeadersServlet#early");
                response.flushBuffer();
                response.setHeader("X-Frame-Options", "ALLOWALL");
                response.getWriter().write("committed early");
            }
            case "/redirect" -> {
                Answers.mark(response, "HeadersServlet#redirect");
                response.sendRedirect(request.getContextPath() + "/open");
            }
            case "/not-modified" -> {
                Answers.mark(response, "HeadersServlet#not-modified");
                response.setHeader("ETag", "\"1\"");
                response.setStatus(304);
            }
            case "/stored" -> {
                response.setHeader("Cache-Control", "max-age=60");
                Answers.text(response, "HeadersServlet#stored", "stored");
            }
            default -> Answers.text(response, "HeadersServlet#doGet", "plain");
        }
    }
}
