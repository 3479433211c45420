package io.gapura.examples.webxml;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Deque;
import java.util.concurrent.LinkedBlockingDeque;

/**
 * Parcels and who sent them, at most 100: a servlet that knows nothing of the gate. It is careless about what it is given
 * and what it throws; what a client sees of that is the gate's affair.
 */
public final class ParcelsServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient Deque<String> parcels = new LinkedBlockingDeque<>(100);

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/plain");
        for (String parcel : parcels) {
            response.getWriter().println(parcel);
        }
    }

    /** A form with the field {@code grams}. */
    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) {
        int grams = Integer.parseInt(request.getParameter("grams"));
        if (!parcels.offer(request.getRemoteUser() + " " + grams)) {
            throw new IllegalStateException("the parcel shelf is full");
        }
        response.setStatus(HttpServletResponse.SC_CREATED);
    }
}
