package io.gapura.filters.signing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Gets a JWK Set by one GET: 5 seconds for connection and whole answer, 50 KB, no redirects, status 200 alone. The
 * certificate is checked as the JDK does. Thread-safe.
 */
final class HttpKeyFetch implements KeyFetch {
    static final int MOST_BYTES = 50 * 1_024;

    private final URI uri;
    private final Duration whole;
    private final HttpClient client;

    HttpKeyFetch(URI uri) {
        this(uri, Duration.ofSeconds(5));
    }

    /** Checks nothing of the URI: {@link KeyRing#fetched} is the gate. Tests fetch from their own host. */
    HttpKeyFetch(URI uri, Duration whole) {
        this.uri = uri;
        this.whole = whole;
        this.client = HttpClient.newBuilder()
                .connectTimeout(whole)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    @Override
    public byte[] fetch() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Accept", "application/jwk-set+json, application/json")
                .timeout(whole)
                .GET()
                .build();
        CompletableFuture<HttpResponse<byte[]>> answer = client.sendAsync(request, head -> new BoundedContent());
        try {
            HttpResponse<byte[]> response = answer.get(whole.toMillis(), TimeUnit.MILLISECONDS);
            if (response.statusCode() != 200) {
                throw new IOException("answered with status " + response.statusCode());
            }
            return response.body();
        } catch (TimeoutException late) {
            answer.cancel(true);
            throw new IOException("did not answer in time");
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause();
            throw new IOException("cannot be fetched: "
                    + (cause == null ? failed : cause).getClass().getSimpleName());
        }
    }

    /** Stops reading at the bound, wherever the length was not declared or was a lie. */
    private static final class BoundedContent implements HttpResponse.BodySubscriber<byte[]> {
        private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
        private final ByteArrayOutputStream content = new ByteArrayOutputStream();
        private Flow.Subscription subscription = new Flow.Subscription() {
            @Override
            public void request(long n) {}

            @Override
            public void cancel() {}
        };

        @Override
        public CompletionStage<byte[]> getBody() {
            return whole;
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            given.request(1);
        }

        @Override
        public void onNext(List<ByteBuffer> buffers) {
            for (ByteBuffer buffer : buffers) {
                if (content.size() + buffer.remaining() > MOST_BYTES) {
                    subscription.cancel();
                    whole.completeExceptionally(new IOException("more than " + MOST_BYTES + " bytes"));
                    return;
                }
                byte[] bytes = new byte[buffer.remaining()];
                buffer.get(bytes);
                content.writeBytes(bytes);
            }
            subscription.request(1);
        }

        @Override
        public void onError(Throwable failure) {
            whole.completeExceptionally(failure);
        }

        @Override
        public void onComplete() {
            whole.complete(content.toByteArray());
        }
    }
}
