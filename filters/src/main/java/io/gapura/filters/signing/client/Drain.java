package io.gapura.filters.signing.client;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;

/** Reads what an application publishes, before it is sent: its digest stands in front of it. */
final class Drain {
    private static final String WHAT = "the content of the request";

    private Drain() {}

    /** Reads up to the limit; cancelling the result cancels the publisher. */
    static CompletableFuture<Draft> of(HttpRequest request, long most, Executor executor) {
        Optional<BodyPublisher> publisher = request.bodyPublisher();
        if (publisher.isEmpty()) {
            return CompletableFuture.completedFuture(Draft.of(request, null));
        }
        CompletableFuture<byte[]> content = content(publisher.get(), most, executor);
        CompletableFuture<Draft> draft = content.thenApply(bytes -> Draft.of(request, bytes));
        CompletionStage<Draft> end = draft;
        end.whenComplete((made, failure) -> {
            if (failure != null) {
                content.cancel(true);
            }
        });
        return draft;
    }

    private static CompletableFuture<byte[]> content(BodyPublisher publisher, long most, Executor executor) {
        Gathered gathered = new Gathered(WHAT, most);
        if (publisher.contentLength() > most) {
            gathered.fail(new ContentTooLargeException(WHAT, most));
        } else {
            executor.execute(() -> subscribe(publisher, gathered));
        }
        return gathered.whole();
    }

    /** A publisher of the application may throw where it should report. */
    private static void subscribe(BodyPublisher publisher, Gathered gathered) {
        try {
            publisher.subscribe(gathered.subscriber());
        } catch (RuntimeException broken) {
            gathered.fail(broken);
        }
    }

    /** Waits for it on the calling thread. */
    static Draft now(HttpRequest request, long most, Optional<Deadline> deadline)
            throws IOException, InterruptedException {
        CompletableFuture<Draft> draft = of(request, most, Runnable::run);
        deadline.ifPresent(until -> until.ends(draft));
        try {
            return draft.get();
        } catch (InterruptedException interrupted) {
            draft.cancel(true);
            throw interrupted;
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof IOException broken) {
                throw broken;
            }
            throw new IOException(WHAT + " could not be read", failed.getCause());
        }
    }
}
