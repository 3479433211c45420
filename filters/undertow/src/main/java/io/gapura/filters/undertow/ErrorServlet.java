package io.gapura.filters.undertow;

import io.gapura.filters.connector.ConnectorAnswer;
import io.gapura.filters.connector.ConnectorErrors;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Where Undertow dispatches what nobody else rendered. Looks at the status alone; the method of the dispatch is kept. */
final class ErrorServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient ConnectorErrors errors;

    ErrorServlet(ConnectorErrors errors) {
        this.errors = errors;
    }

    /** A client that asks for it by name is told that it is not there. */
    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean dispatched = request.getDispatcherType() == DispatcherType.ERROR;
        ConnectorAnswer answer = errors.answer(dispatched ? response.getStatus() : 404);
        response.reset();
        response.setStatus(answer.status());
        answer.headers().forEach(line -> response.setHeader(line.getKey(), line.getValue()));
        response.setContentType(ConnectorErrors.CONTENT_TYPE);
        response.setContentLength(answer.content().length);
        response.getOutputStream().write(answer.content());
    }
}
