package io.gapura.examples.servers.app.servlets;

import io.gapura.filters.Exchange;
import jakarta.annotation.security.PermitAll;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Fails in every way a servlet can; its texts begin with {@code canary-} and must never be seen. */
@PermitAll
public final class FailServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        switch (String.valueOf(request.getPathInfo())) {
            case "/runtime" -> throw new IllegalStateException("canary-runtime");
            case "/checked" -> throw new ServletException("canary-checked", new IOException("canary-cause"));
            case "/error" -> throw new AssertionError("canary-error");
            case "/marked" -> {
                Answers.mark(response, "FailServlet#marked");
                throw new IllegalStateException("canary-marked");
            }
            case "/send-error" -> response.sendError(409, "canary-send-error");
            case "/send-error-500" -> response.sendError(500);
            case "/own" -> {
                response.setStatus(503);
                response.setContentType("text/html");
                response.getWriter().write("<html><body>canary-own</body></html>");
            }
            case "/reset" -> {
                response.getWriter().write("canary-before");
                response.reset();
                Answers.text(response, "FailServlet#reset", "after a reset");
            }
            case "/dressed" -> {
                response.addCookie(new Cookie("canary-cookie", "1"));
                response.addHeader("Set-Cookie", "canary-line=1");
                response.setHeader("ETag", "canary-etag");
                response.setHeader("Content-Disposition", "attachment; filename=canary-name");
                response.setHeader("Retry-After", "7");
                response.getWriter().write("canary-begun");
                response.sendError(503, "canary-dressed");
            }
            case "/memory" -> throw new OutOfMemoryError("canary-memory");
            case "/own-words" -> {
                ((Exchange) request.getAttribute(Exchange.ATTRIBUTE)).keepErrorBody();
                response.setStatus(409);
                Answers.text(response, "FailServlet#ownWords", "our own words");
            }
            case "/late" -> {
                Answers.text(response, "FailServlet#late", "half".repeat(20_000));
                response.flushBuffer();
                throw new IllegalStateException("canary-late");
            }
            default -> response.sendError(404, "canary-default");
        }
    }
}
