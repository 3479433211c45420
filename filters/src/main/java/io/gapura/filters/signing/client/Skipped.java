package io.gapura.filters.signing.client;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** The content of an answer that nobody will see: read a little, so that the connection lives on, then cut. */
final class Skipped<T> implements BodySubscriber<@Nullable T> {
    private static final int MOST = 64 * 1_024;

    private final CompletableFuture<@Nullable T> end = new CompletableFuture<>();
    private volatile Flow.@Nullable Subscription source;
    private int seen;

    @Override
    public CompletionStage<@Nullable T> getBody() {
        return end;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        source = subscription;
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> pieces) {
        for (ByteBuffer piece : pieces) {
            seen += piece.remaining();
        }
        Flow.Subscription from = source;
        if (seen > MOST && from != null) {
            from.cancel();
            end.complete(null);
        }
    }

    @Override
    public void onError(Throwable failure) {
        end.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        end.complete(null);
    }
}
