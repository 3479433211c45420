package io.gapura.examples.servers.app.servlets;

import jakarta.annotation.security.PermitAll;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Answers from another thread, by a dispatch, or not at all. */
@PermitAll
public final class AsyncServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
        AsyncContext async = request.startAsync();
        async.setTimeout(300);
        switch (String.valueOf(request.getPathInfo())) {
            case "/complete" -> async.start(() -> complete(async));
            case "/dispatch" -> async.dispatch("/open");
            case "/dispatch-denied" -> async.dispatch("/denied");
            case "/timeout" -> {
                // Nobody answers: the container's clock does.
            }
            default ->
                async.start(() -> {
                    throw new IllegalStateException("canary-async");
                });
        }
    }

    private static void complete(AsyncContext async) {
        try {
            Answers.text((HttpServletResponse) async.getResponse(), "AsyncServlet#complete", "completed");
            async.complete();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
