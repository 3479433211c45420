package io.gapura.filters.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * An asynchronous cycle whose answer is held: what was held leaves when the application completes it. A listener hears of
 * the end too late on some servers (Tomcat), when nothing can be written any more.
 */
final class GuardedAsync implements AsyncContext {
    private final AsyncContext context;
    private final Passage passage;

    GuardedAsync(AsyncContext context, Passage passage) {
        this.context = context;
        this.passage = passage;
    }

    @Override
    public void complete() {
        passage.conclude();
        context.complete();
    }

    @Override
    public @Nullable ServletRequest getRequest() {
        return context.getRequest();
    }

    @Override
    public @Nullable ServletResponse getResponse() {
        return context.getResponse();
    }

    @Override
    public boolean hasOriginalRequestAndResponse() {
        return context.hasOriginalRequestAndResponse();
    }

    @Override
    public void dispatch() {
        context.dispatch();
    }

    @Override
    public void dispatch(String path) {
        context.dispatch(path);
    }

    @Override
    public void dispatch(ServletContext other, String path) {
        context.dispatch(other, path);
    }

    @Override
    public void start(Runnable work) {
        context.start(work);
    }

    @Override
    public void addListener(AsyncListener listener) {
        context.addListener(listener);
    }

    @Override
    public void addListener(AsyncListener listener, ServletRequest request, ServletResponse response) {
        context.addListener(listener, request, response);
    }

    @Override
    public <T extends AsyncListener> T createListener(Class<T> type) throws ServletException {
        return context.createListener(type);
    }

    @Override
    public void setTimeout(long millis) {
        context.setTimeout(millis);
    }

    @Override
    public long getTimeout() {
        return context.getTimeout();
    }
}
