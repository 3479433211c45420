package io.gapura.examples.orders;

import io.gapura.rbac.PublicEndpoint;
import io.gapura.validation.Contract;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** What stands at every other path, so that the gate sees and answers those requests too and not the container. */
@PublicEndpoint(reason = "there is nothing here")
@Contract
public final class NowhereServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.sendError(HttpServletResponse.SC_NOT_FOUND);
    }
}
