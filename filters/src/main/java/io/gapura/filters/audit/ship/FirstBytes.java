package io.gapura.filters.audit.ship;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Keeps at most {@value #MOST} bytes of an answer and reads no further. */
final class FirstBytes implements HttpResponse.BodySubscriber<String> {
    static final int MOST = 4_096;

    private final CompletableFuture<String> whole = new CompletableFuture<>();
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();
    private Flow.@Nullable Subscription subscription;

    @Override
    public CompletionStage<String> getBody() {
        return whole;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        given.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        Flow.Subscription open = subscription;
        for (ByteBuffer buffer : buffers) {
            byte[] bytes = new byte[Math.min(buffer.remaining(), MOST - content.size())];
            buffer.get(bytes);
            content.writeBytes(bytes);
        }
        if (open != null && content.size() < MOST) {
            open.request(1);
        } else if (open != null) {
            open.cancel();
            onComplete();
        }
    }

    @Override
    public void onError(Throwable failure) {
        whole.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        whole.complete(content.toString(StandardCharsets.UTF_8));
    }
}
