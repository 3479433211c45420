package io.gapura.examples.servers.app.servlets;

import jakarta.annotation.security.RolesAllowed;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** For tellers; says whom the container sees. */
@RolesAllowed("teller")
public final class RolesServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String name = request.getUserPrincipal() == null
                ? "nobody"
                : request.getUserPrincipal().getName();
        Answers.text(response, "RolesServlet#doGet", name + " teller=" + request.isUserInRole("teller"));
    }
}
