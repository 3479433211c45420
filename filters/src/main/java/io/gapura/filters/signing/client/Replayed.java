package io.gapura.filters.signing.client;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;

/** Gives content that is at hand to a subscriber of the application, when it asks. */
final class Replayed {
    private Replayed() {}

    static <T> CompletionStage<T> to(BodySubscriber<T> wanted, byte[] content) {
        AtomicBoolean given = new AtomicBoolean();
        wanted.onSubscribe(new Flow.Subscription() {
            @Override
            public void request(long n) {
                if (n <= 0 && given.compareAndSet(false, true)) {
                    wanted.onError(new IllegalArgumentException("a subscriber asks for at least one"));
                } else if (given.compareAndSet(false, true)) {
                    if (content.length > 0) {
                        wanted.onNext(List.of(ByteBuffer.wrap(content).asReadOnlyBuffer()));
                    }
                    wanted.onComplete();
                }
            }

            @Override
            public void cancel() {
                given.set(true);
            }
        });
        return wanted.getBody();
    }
}
