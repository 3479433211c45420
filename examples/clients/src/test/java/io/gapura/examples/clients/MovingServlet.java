package io.gapura.examples.clients;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** {@code /moved/307?to=/echo}: answers with that status and place. */
final class MovingServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        request.getInputStream().readAllBytes();
        response.setStatus(Integer.parseInt(request.getPathInfo().substring(1)));
        response.setHeader("Location", request.getParameter("to"));
        response.getOutputStream().print("moved");
    }
}
