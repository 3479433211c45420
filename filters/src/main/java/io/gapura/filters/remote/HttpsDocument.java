package io.gapura.filters.remote;

import io.gapura.filters.ConfigurationException;
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
 * Gets a document by one GET: no redirects, status 200 alone, and whatever time and size its reader grants. The
 * certificate is checked as the JDK does. Thread-safe.
 */
public final class HttpsDocument implements DocumentFetch {
    private final URI uri;
    private final Limits limits;
    private final HttpClient client;

    /**
     * How much of a publisher is put up with.
     *
     * @param connect for the connection
     * @param whole for connection and answer together
     * @param accept the media types that are asked for
     */
    public record Limits(Duration connect, Duration whole, int mostBytes, String accept) {}

    private HttpsDocument(URI uri, Limits limits) {
        this.uri = uri;
        this.limits = limits;
        this.client = HttpClient.newBuilder()
                .connectTimeout(limits.connect())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /**
     * The document at an address that the operator has written.
     *
     * @throws ConfigurationException for anything but an absolute https URL without user and fragment
     */
    public static HttpsDocument at(URI uri, Limits limits) {
        if (!"https".equals(uri.getScheme())
                || uri.getHost() == null
                || uri.getRawUserInfo() != null
                || uri.getRawFragment() != null) {
            throw ConfigurationException.of("keys are fetched from an absolute https URL without user and fragment");
        }
        return new HttpsDocument(uri, limits);
    }

    /** The same for any address: tests fetch from their own host. */
    static HttpsDocument unchecked(URI uri, Limits limits) {
        return new HttpsDocument(uri, limits);
    }

    @Override
    public byte[] fetch() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Accept", limits.accept())
                .timeout(limits.whole())
                .GET()
                .build();
        CompletableFuture<HttpResponse<byte[]>> answer =
                client.sendAsync(request, head -> new BoundedContent(limits.mostBytes()));
        try {
            HttpResponse<byte[]> response = answer.get(limits.whole().toMillis(), TimeUnit.MILLISECONDS);
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
        private final int most;
        private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
        private final ByteArrayOutputStream content = new ByteArrayOutputStream();
        private Flow.Subscription subscription = new Flow.Subscription() {
            @Override
            public void request(long n) {}

            @Override
            public void cancel() {}
        };

        BoundedContent(int most) {
            this.most = most;
        }

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
                if (content.size() + buffer.remaining() > most) {
                    subscription.cancel();
                    whole.completeExceptionally(new IOException("more than " + most + " bytes"));
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
