package io.gapura.filters.jetty;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.LifeCycle;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the error pages of one context: its own handler runs, because only that one dispatches to them, and what it
 * would write itself is replaced by a document. A page is written through the servlet API and never comes by here.
 *
 * <p>While a context starts it has its own handler: Jetty casts it when a descriptor names an error page. Thread-safe
 * as far as Jetty starts and stops a context from one thread at a time.
 */
final class OwnPages implements Request.Handler {
    private final GapuraErrorHandler documents;
    private final ContextHandler context;
    private volatile Request.@Nullable Handler own;

    OwnPages(GapuraErrorHandler documents, ContextHandler context) {
        this.documents = documents;
        this.context = context;
    }

    void install() {
        context.addEventListener(new Watch());
        if (context.isRunning()) {
            stepIn();
        }
    }

    private void stepBack() {
        if (context.getErrorHandler() == this) {
            context.setErrorHandler(own);
        }
    }

    /** A context without a handler has that of the server. */
    private void stepIn() {
        Request.Handler present = context.getErrorHandler();
        if (present == null || present == this) {
            return;
        }
        own = present;
        if (present instanceof ErrorHandler pages) {
            // What it writes is thrown away: it need not be long.
            pages.setShowStacks(false);
            pages.setShowCauses(false);
        }
        context.setErrorHandler(this);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        Request.Handler pages = own;
        return pages == null || !context.isStarted()
                ? documents.handle(request, response, callback)
                : pages.handle(new Asked(request), new Replaced(request, response), callback);
    }

    /** An object of its own: a context forgets the listener when a handler that is one is taken from it. */
    private final class Watch implements LifeCycle.Listener {
        @Override
        public void lifeCycleStarting(LifeCycle event) {
            stepBack();
        }

        @Override
        public void lifeCycleStarted(LifeCycle event) {
            stepIn();
        }

        /** A context that did not start is asked all the same, and answers 503. */
        @Override
        public void lifeCycleFailure(LifeCycle event, Throwable cause) {
            stepIn();
        }
    }

    /** Jetty's handler does nothing for other methods, nor for an Accept that it has no text for. */
    private static final class Asked extends Request.Wrapper {
        private static final HttpFields HTML = HttpFields.from(new HttpField(HttpHeader.ACCEPT, "text/html"));

        Asked(Request request) {
            super(request);
        }

        @Override
        public String getMethod() {
            return "GET";
        }

        @Override
        public HttpFields getHeaders() {
            return HTML;
        }
    }

    private final class Replaced extends Response.Wrapper {
        private final Request asked;

        Replaced(Request request, Response response) {
            super(request, response);
            asked = request;
        }

        /** A type that was set once leaves its charset behind in a servlet context. */
        @Override
        public HttpFields.Mutable getHeaders() {
            return new HttpFields.Mutable.Wrapper(super.getHeaders()) {
                @Override
                public @Nullable HttpField onAddField(HttpField field) {
                    return field.getHeader() == HttpHeader.CONTENT_TYPE ? null : field;
                }
            };
        }

        @Override
        public void write(boolean last, @Nullable ByteBuffer content, Callback callback) {
            documents.handle(asked, getWrapped(), callback);
        }
    }
}
