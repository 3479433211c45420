package io.gapura.examples.servers.app.servlets;

import jakarta.annotation.security.PermitAll;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Says that the server is ready, and what it is. */
@PermitAll
public final class ProbeServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String server = getServletContext().getServerInfo();
        Answers.text(response, "ProbeServlet#doGet", server + "|" + System.getProperty("java.specification.version"));
    }
}
