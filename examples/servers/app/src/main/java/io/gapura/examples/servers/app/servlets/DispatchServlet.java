package io.gapura.examples.servers.app.servlets;

import jakarta.annotation.security.PermitAll;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Open itself, and hands on: {@code /dispatch/forward/denied} forwards to {@code /denied}. */
@PermitAll
public final class DispatchServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        String path = String.valueOf(request.getPathInfo());
        if (path.startsWith("/forward/")) {
            request.getRequestDispatcher(path.substring("/forward".length())).forward(request, response);
        } else {
            Answers.mark(response, "DispatchServlet#include");
            response.getWriter().write("before,");
            request.getRequestDispatcher(path.substring("/include".length())).include(request, response);
        }
    }
}
