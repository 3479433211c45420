package io.gapura.filters.servlet;

import io.gapura.filters.Exchange;
import io.gapura.filters.GateAnswer;
import io.gapura.filters.Rejection;
import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What becomes of an ERROR dispatch: no policy runs, and the container's words about the failure are not looked at. */
final class ErrorDispatch {
    private ErrorDispatch() {}

    /** Renders the status of the dispatch, or what was decided before it; an answer that has left stays as it is. */
    static void answer(Registrations registrations, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (!response.isCommitted()) {
            Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
            Rejection shown = Rejection.ofStatus(status instanceof Integer code ? code : 500, response::getHeaders);
            write(shown, Passage.of(request, registrations), registrations, request, response);
        }
    }

    /** For whoever calls an error page himself. */
    static void notFound(Registrations registrations, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Passage passage = Passage.of(request, registrations);
        if (passage != null) {
            response.sendError(404); // its way out is guarded
        } else if (!response.isCommitted()) {
            write(notFound(), null, registrations, request, response);
        }
    }

    static Rejection notFound() {
        return Rejection.of(404, "not-found", "error-page");
    }

    /** The application's own page for a status that it sent itself. What fails in it is answered by the gate. */
    static void page(Passage passage, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException {
        if (response.isCommitted()) {
            return;
        }
        Exchange exchange = passage.exchange();
        PageResponse guarded = new PageResponse(response, exchange);
        guarded.applyHeaders();
        try {
            chain.doFilter(new ForwardedRequest(request, exchange.request()), guarded);
        } catch (Throwable thrown) { // checked ones too: not every language declares them
            if (response.isCommitted()) {
                throw new CutOffException(null);
            }
            Answers.write(exchange.fail(thrown), request, response, false);
        } finally {
            // Most were told when the filters were left; a forward of the page may have brought one more.
            exchange.ended(response.getStatus(), exchange.isClientGone());
        }
    }

    private static void write(
            Rejection shown,
            @Nullable Passage passage,
            Registrations registrations,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        GateAnswer answer =
                passage != null ? passage.exchange().refuse(shown) : registrations.refuseUnread(shown, request);
        Answers.write(answer, request, response, passage == null);
    }
}
