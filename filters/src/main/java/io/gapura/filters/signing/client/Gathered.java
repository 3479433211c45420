package io.gapura.filters.signing.client;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Content in the making: gathers what is published, up to a limit. Used for one publication. */
final class Gathered {
    private final String what;
    private final long limit;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    private final CompletableFuture<byte[]> whole = new CompletableFuture<>();

    Gathered(String what, long limit) {
        this.what = what;
        this.limit = limit;
    }

    CompletableFuture<byte[]> whole() {
        return whole;
    }

    /** Runs when all is there, or never will be. */
    void whenDone(BiConsumer<? super byte[], ? super Throwable> then) {
        CompletionStage<byte[]> stage = whole;
        stage.whenComplete(then);
    }

    /** Takes a piece; false when it was one too many, and the source is to be cancelled. */
    boolean add(ByteBuffer piece) {
        if (bytes.size() + (long) piece.remaining() > limit) {
            whole.completeExceptionally(new ContentTooLargeException(what, limit));
            return false;
        }
        byte[] copy = new byte[piece.remaining()];
        piece.get(copy);
        bytes.write(copy, 0, copy.length);
        return true;
    }

    boolean addAll(List<ByteBuffer> pieces) {
        for (ByteBuffer piece : pieces) {
            if (!add(piece)) {
                return false;
            }
        }
        return true;
    }

    void complete() {
        whole.complete(bytes.toByteArray());
    }

    void fail(Throwable cause) {
        whole.completeExceptionally(cause);
    }

    /** What a body publisher writes; a cancelled result cancels the publication. */
    Flow.Subscriber<ByteBuffer> subscriber() {
        return new Flow.Subscriber<>() {
            private volatile Flow.@Nullable Subscription source;

            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                source = subscription;
                whenDone((content, failure) -> {
                    if (failure != null) {
                        subscription.cancel();
                    }
                });
                subscription.request(Long.MAX_VALUE);
            }

            @Override
            public void onNext(ByteBuffer piece) {
                if (!add(piece) && source != null) {
                    source.cancel();
                }
            }

            @Override
            public void onError(Throwable failure) {
                fail(failure);
            }

            @Override
            public void onComplete() {
                complete();
            }
        };
    }
}
