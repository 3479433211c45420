package io.gapura.filters.signing.client;

import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Until when all attempts of one request together must have an answer. Immutable; by the monotonic clock. */
record Deadline(long nanos) {
    static Deadline in(Duration timeout) {
        return new Deadline(System.nanoTime() + timeout.toNanos());
    }

    /** What is left, at least a nanosecond. */
    Duration left() throws HttpTimeoutException {
        long left = nanos - System.nanoTime();
        if (left <= 0) {
            throw new HttpTimeoutException("request timed out");
        }
        return Duration.ofNanos(left);
    }

    /** The work fails as a client fails when its time is over. */
    void ends(CompletableFuture<?> work) {
        CompletableFuture.delayedExecutor(Math.max(0, nanos - System.nanoTime()), TimeUnit.NANOSECONDS, Runnable::run)
                .execute(() -> work.completeExceptionally(new HttpTimeoutException("request timed out")));
    }
}
