package io.gapura.filters.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asynchronous cycles that end when a test says so. Each start drops the listeners of the cycle before, as it must. */
public final class FakeAsync implements AsyncContext {
    private List<AsyncListener> listeners = new ArrayList<>();
    private @Nullable ServletRequest request;
    private @Nullable ServletResponse response;
    private boolean started;
    private boolean completed;

    FakeAsync start(ServletRequest given, ServletResponse answer) {
        List<AsyncListener> before = listeners;
        listeners = new ArrayList<>();
        request = given;
        response = answer;
        started = true;
        before.forEach(listener -> told(() -> listener.onStartAsync(new AsyncEvent(this))));
        return this;
    }

    @FunctionalInterface
    private interface Telling {
        void tell() throws IOException;
    }

    private static void told(Telling telling) {
        try {
            telling.tell();
        } catch (IOException thrown) {
            throw new AssertionError(thrown);
        }
    }

    /** The container's clock runs out. */
    public void timeOut() {
        List.copyOf(listeners).forEach(listener -> told(() -> listener.onTimeout(new AsyncEvent(this))));
    }

    /** An error on a thread of the application. */
    public void fail(Throwable thrown) {
        List.copyOf(listeners).forEach(listener -> told(() -> listener.onError(new AsyncEvent(this, thrown))));
    }

    /** How many listen to this cycle. */
    public int listening() {
        return listeners.size();
    }

    public boolean isStarted() {
        return started;
    }

    public boolean isCompleted() {
        return completed;
    }

    @Override
    public void complete() {
        if (completed) {
            throw new IllegalStateException("completed before");
        }
        completed = true;
        started = false;
        List.copyOf(listeners).forEach(listener -> told(() -> listener.onComplete(new AsyncEvent(this))));
    }

    @Override
    public @Nullable ServletRequest getRequest() {
        return request;
    }

    @Override
    public @Nullable ServletResponse getResponse() {
        return response;
    }

    @Override
    public boolean hasOriginalRequestAndResponse() {
        return false;
    }

    @Override
    public void dispatch() {
        started = false;
    }

    @Override
    public void dispatch(String path) {
        dispatch();
    }

    @Override
    public void dispatch(ServletContext context, String path) {
        dispatch();
    }

    @Override
    public void start(Runnable work) {
        work.run();
    }

    @Override
    public void addListener(AsyncListener listener) {
        listeners.add(listener);
    }

    @Override
    public void addListener(AsyncListener listener, ServletRequest given, ServletResponse answer) {
        listeners.add(listener);
    }

    @Override
    public <T extends AsyncListener> T createListener(Class<T> type) {
        throw new UnsupportedOperationException("createListener is not faked");
    }

    @Override
    public void setTimeout(long millis) {}

    @Override
    public long getTimeout() {
        return 0;
    }
}
