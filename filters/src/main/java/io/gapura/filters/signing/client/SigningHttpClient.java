package io.gapura.filters.signing.client;

import io.gapura.filters.config.DataSize;
import io.gapura.filters.signing.RequestSigner;
import io.gapura.filters.signing.ResponseRefusedException;
import io.gapura.filters.signing.ResponseVerifier;
import java.io.IOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * A {@code java.net.http} client whose every request is signed. Use it wherever an {@link HttpClient} is wanted:
 *
 * <pre>{@code
 * HttpClient client = SigningHttpClient.of(HttpClient.newHttpClient(), RequestSigner.with(key, SignatureProfile.STRICT));
 * }</pre>
 *
 * <p>Content is read whole before it is sent, up to {@link #maxBody}, because its digest stands in front of it. Redirects
 * 301, 302, 303, 307 and 308 are followed to the same scheme, host and port, at most five, each signed anew; every other
 * redirect is returned as it came, for the application to judge. A request's timeout is that of all attempts together.
 *
 * <p>Push promises and WebSockets cannot be signed and are refused. A {@code Cookie} that the delegate's cookie handler
 * adds is not signed. Whoever made the delegate closes it.
 *
 * <p>Immutable and thread-safe; refining methods return copies.
 */
public final class SigningHttpClient extends HttpClient {
    private final HttpClient delegate;
    private final ClientPlan plan;

    private SigningHttpClient(HttpClient delegate, ClientPlan plan) {
        this.delegate = delegate;
        this.plan = plan;
    }

    /**
     * Signs what the delegate sends.
     *
     * @param delegate must follow no redirects, which is the default, and have no authenticator: both would repeat an old
     *     signature, and the first to whatever host
     * @throws IllegalArgumentException when it does
     */
    public static SigningHttpClient of(HttpClient delegate, RequestSigner signer) {
        if (delegate.followRedirects() != Redirect.NEVER) {
            throw new IllegalArgumentException(
                    "the delegate must have Redirect.NEVER: this client follows them itself");
        }
        if (delegate.authenticator().isPresent()) {
            throw new IllegalArgumentException("the delegate must have no authenticator: it would repeat a signature");
        }
        return new SigningHttpClient(delegate, ClientPlan.of(signer));
    }

    /** The same for content up to so many bytes, at most 64 MiB; 1 MiB by default. Over it: {@link ContentTooLargeException}. */
    public SigningHttpClient maxBody(DataSize most) {
        return new SigningHttpClient(delegate, plan.sending(most.toBytes()));
    }

    /**
     * The same, handing out only responses that the verifier has found to be the answer to the request that was sent;
     * redirects are verified as well, challenges are not. Each is held in memory, up to {@link #maxResponse}. Refused: {@link
     * ResponseRefusedException}, and the application sees nothing of the response.
     */
    public SigningHttpClient verifying(ResponseVerifier responses) {
        return new SigningHttpClient(delegate, plan.verifying(responses));
    }

    /** The same for verified responses up to so many bytes, at most 64 MiB; 1 MiB by default. */
    public SigningHttpClient maxResponse(DataSize most) {
        return new SigningHttpClient(delegate, plan.receiving(most.toBytes()));
    }

    /**
     * The same, answering a 401 once when it asks with {@code Accept-Signature} for a nonce of the server, by signing just
     * what it asks for. What the key cannot give, or what is less than the profile wants, is not given, and the 401 is
     * returned.
     */
    public SigningHttpClient answeringChallenges() {
        return new SigningHttpClient(delegate, plan.answering());
    }

    @Override
    public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> wanted)
            throws IOException, InterruptedException {
        Optional<Deadline> deadline = request.timeout().map(Deadline::in);
        Attempts attempts = new Attempts(plan, Drain.now(request, plan.mostContent(), deadline), deadline);
        HttpResponse<T> before = null;
        while (true) {
            HttpRequest signed = attempts.request();
            HttpResponse<T> response = sendOnce(signed, attempts.handler(signed, wanted));
            response = before == null ? response : new Answered<>(response, before);
            if (!attempts.goOn(response.statusCode(), response.headers())) {
                return response;
            }
            before = response;
        }
    }

    /** The delegate wraps what stopped it; our own exceptions come out as themselves. */
    private <T> HttpResponse<T> sendOnce(HttpRequest request, BodyHandler<T> handler)
            throws IOException, InterruptedException {
        try {
            return delegate.send(request, handler);
        } catch (IOException failed) {
            if (failed.getCause() instanceof ContentTooLargeException tooLarge) {
                throw tooLarge;
            }
            if (failed.getCause() instanceof ResponseRefusedException refused) {
                throw refused;
            }
            throw failed;
        }
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, BodyHandler<T> wanted) {
        Sending<T> sending = new Sending<>(delegate, wanted);
        Executor executor = delegate.executor().orElseGet(sending::defaultExecutor);
        sending.after(
                Drain.of(request, plan.mostContent(), executor),
                plan,
                request.timeout().map(Deadline::in));
        return sending;
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(
            HttpRequest request, BodyHandler<T> wanted, @Nullable PushPromiseHandler<T> pushes) {
        if (pushes != null) {
            throw new UnsupportedOperationException("a promised request cannot be signed");
        }
        return sendAsync(request, wanted);
    }

    @Override
    public WebSocket.Builder newWebSocketBuilder() {
        throw new UnsupportedOperationException("a WebSocket cannot be signed");
    }

    /** Those to the same authority; see above. */
    @Override
    public Redirect followRedirects() {
        return Redirect.NORMAL;
    }

    @Override
    public Optional<CookieHandler> cookieHandler() {
        return delegate.cookieHandler();
    }

    @Override
    public Optional<Duration> connectTimeout() {
        return delegate.connectTimeout();
    }

    @Override
    public Optional<ProxySelector> proxy() {
        return delegate.proxy();
    }

    @Override
    public SSLContext sslContext() {
        return delegate.sslContext();
    }

    @Override
    public SSLParameters sslParameters() {
        return delegate.sslParameters();
    }

    @Override
    public Optional<Authenticator> authenticator() {
        return delegate.authenticator();
    }

    @Override
    public Version version() {
        return delegate.version();
    }

    @Override
    public Optional<Executor> executor() {
        return delegate.executor();
    }
}
