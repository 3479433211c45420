package io.gapura.examples.servers.app.servlets;

import jakarta.annotation.security.DenyAll;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Closed to everybody by its class. */
@DenyAll
public final class DeniedServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Answers.text(response, "DeniedServlet#doGet", "must not be seen");
    }
}
