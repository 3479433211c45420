package io.gapura.filters.signing.client;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Content that is gathered whole, checked, and only then handed to whoever wants it. When the check fails, the wanted
 * subscriber is never made.
 */
final class Checked<T> implements BodySubscriber<T> {
    private final Gathered gathered;
    private final Check check;
    private final CompletableFuture<T> body = new CompletableFuture<>();
    private volatile Flow.@Nullable Subscription source;

    /** Passes or throws. */
    @FunctionalInterface
    interface Check {
        void require(byte[] content) throws IOException;
    }

    Checked(long limit, Check check, Supplier<BodySubscriber<T>> wanted) {
        this.check = check;
        this.gathered = new Gathered("the content of the response", limit);
        gathered.whenDone((content, failure) -> {
            if (failure != null) {
                body.completeExceptionally(failure);
            } else {
                passOn(content, wanted);
            }
        });
    }

    private void passOn(byte[] content, Supplier<BodySubscriber<T>> wanted) {
        try {
            check.require(content);
            Replayed.to(wanted.get(), content).whenComplete((value, failure) -> {
                if (failure != null) {
                    body.completeExceptionally(failure);
                } else {
                    body.complete(value);
                }
            });
        } catch (IOException | RuntimeException refused) {
            body.completeExceptionally(refused);
        }
    }

    @Override
    public CompletionStage<T> getBody() {
        return body;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        source = subscription;
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> pieces) {
        Flow.Subscription from = source;
        if (!gathered.addAll(pieces) && from != null) {
            from.cancel();
        }
    }

    @Override
    public void onError(Throwable failure) {
        gathered.fail(failure);
    }

    @Override
    public void onComplete() {
        gathered.complete();
    }
}
