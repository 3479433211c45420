package io.gapura.filters.signing.client;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** One request of the application on its way, over all its attempts. Cancelling it cancels what is under way. */
final class Sending<T> extends CompletableFuture<HttpResponse<T>> {
    private final HttpClient delegate;
    private final BodyHandler<T> wanted;
    private volatile @Nullable Future<?> current;

    Sending(HttpClient delegate, BodyHandler<T> wanted) {
        this.delegate = delegate;
        this.wanted = wanted;
    }

    /** Attempts once the content is there. */
    void after(CompletableFuture<Draft> drained, ClientPlan plan, Optional<Deadline> deadline) {
        current = drained;
        deadline.ifPresent(until -> until.ends(drained));
        CompletionStage<Draft> content = drained;
        content.whenComplete((draft, failure) -> {
            if (failure != null) {
                fail(failure);
            } else {
                attempt(new Attempts(plan, draft, deadline), null);
            }
        });
    }

    private void attempt(Attempts attempts, @Nullable HttpResponse<T> before) {
        if (isDone()) {
            return;
        }
        try {
            HttpRequest request = attempts.request();
            CompletableFuture<HttpResponse<T>> answer = delegate.sendAsync(request, attempts.handler(request, wanted));
            current = answer;
            CompletionStage<HttpResponse<T>> end = answer;
            end.whenComplete((response, failure) -> {
                if (failure != null) {
                    fail(failure);
                } else {
                    answered(attempts, before == null ? response : new Answered<>(response, before));
                }
            });
        } catch (IOException | RuntimeException unsignable) {
            fail(unsignable);
        }
        if (isCancelled()) {
            cancelCurrent(); // it was cancelled while there was nothing to cancel yet
        }
    }

    private void answered(Attempts attempts, HttpResponse<T> response) {
        try {
            if (attempts.goOn(response.statusCode(), response.headers())) {
                attempt(attempts, response);
            } else {
                complete(response);
            }
        } catch (RuntimeException broken) {
            fail(broken);
        }
    }

    private void fail(Throwable failure) {
        boolean wrapped = failure instanceof CompletionException && failure.getCause() != null;
        completeExceptionally(wrapped ? failure.getCause() : failure);
    }

    @Override
    public boolean cancel(boolean mayInterrupt) {
        boolean cancelled = super.cancel(mayInterrupt);
        cancelCurrent();
        return cancelled;
    }

    private void cancelCurrent() {
        Future<?> running = current;
        if (running != null) {
            running.cancel(true);
        }
    }
}
