package io.gapura.filters.servlet;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Answers what fails where no filter of ours is: in a filter before it, in the container's own security, in another
 * dispatch. To be named in {@code web.xml} by an {@code <error-page>} with a location and neither code nor type:
 *
 * <pre>{@code
 * <servlet>
 *   <servlet-name>errors</servlet-name>
 *   <servlet-class>io.gapura.filters.servlet.ErrorPageServlet</servlet-class>
 * </servlet>
 * <servlet-mapping><servlet-name>errors</servlet-name><url-pattern>/gapura-error</url-pattern></servlet-mapping>
 * <error-page><location>/gapura-error</location></error-page>
 * }</pre>
 *
 * <p>Only the status is believed: neither message nor exception of the dispatch is looked at. Overrides {@code service},
 * because the dispatch keeps PUT and DELETE (class of CVE-2017-5664). Nobody can call it: outside of an error it is not
 * found. Stateless and thread-safe.
 */
public final class ErrorPageServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    /** For {@code web.xml}. */
    public ErrorPageServlet() {}

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Registrations registrations = Registrations.of(getServletContext());
        if (request.getDispatcherType() == DispatcherType.ERROR) {
            ErrorDispatch.answer(registrations, request, response);
        } else {
            ErrorDispatch.notFound(registrations, request, response);
        }
    }
}
