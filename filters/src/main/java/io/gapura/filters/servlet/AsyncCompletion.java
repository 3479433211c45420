package io.gapura.filters.servlet;

import io.gapura.filters.Rejection;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Ends a passage whose application answers later: completes it once, answers a timeout and an error before the container
 * does. Joins every further cycle, because each {@code startAsync} drops the listeners of the one before.
 */
final class AsyncCompletion implements AsyncListener {
    private static final Rejection TIMED_OUT = Rejection.of(503, "timed-out", "timed-out");

    private final Passage passage;
    private volatile boolean joined;

    AsyncCompletion(Passage passage) {
        this.passage = passage;
    }

    AsyncContext start(Supplier<AsyncContext> starter) {
        joined = false;
        AsyncContext context = starter.get();
        if (!joined) {
            context.addListener(this);
        }
        return context;
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        joined = true;
        event.getAsyncContext().addListener(this);
    }

    @Override
    public void onComplete(AsyncEvent event) {
        passage.finish();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        passage.refuse(TIMED_OUT);
        end(event);
    }

    @Override
    public void onError(AsyncEvent event) {
        @Nullable Throwable thrown = event.getThrowable();
        passage.fail(thrown == null ? new IllegalStateException("an asynchronous error without a throwable") : thrown);
        end(event);
    }

    /** What is cut off is left to the container, which breaks the connection; completing would end it well. */
    private void end(AsyncEvent event) {
        if (!passage.isCut()) {
            try {
                event.getAsyncContext().complete();
            } catch (IllegalStateException completed) {
                // Another listener was faster; the answer is sent already.
            }
        }
    }
}
