package io.gapura.filters.audit.ship;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.config.Reference;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends requests of shippers: one at a time, within the timeout from the first byte to the last, never redirected, and
 * with nothing read of an answer but its status, beyond a few bytes that who sends may ask for. Thread-safe.
 */
public final class HttpSender {
    private final HttpClient client;
    private final Duration timeout;

    private HttpSender(HttpClient client, Duration timeout) {
        this.client = client;
        this.timeout = timeout;
    }

    /**
     * A sender.
     *
     * @param setting that names the certificates, for messages
     * @param trust instead of what the Java runtime trusts
     */
    public static HttpSender of(String setting, Optional<Reference> trust, Duration timeout) {
        HttpClient client = HttpClient.newBuilder()
                .connectTimeout(timeout)
                .followRedirects(HttpClient.Redirect.NEVER)
                .sslContext(TrustedRoots.context(setting, trust))
                .build();
        return new HttpSender(client, timeout);
    }

    /**
     * An address that lines may be sent to: https, or http to this machine.
     *
     * @throws ConfigurationException for anything else, without repeating it
     */
    public static URI address(String setting, String text) {
        try {
            URI uri = new URI(text);
            boolean local = "http".equals(uri.getScheme())
                    && ("localhost".equals(uri.getHost()) || "127.0.0.1".equals(uri.getHost()));
            if (uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawFragment() == null
                    && (local || "https".equals(uri.getScheme()))) {
                return uri;
            }
        } catch (java.net.URISyntaxException malformed) {
            // as any other that cannot be meant
        }
        throw ConfigurationException.of(setting + " must be an https URL with a host, without user and fragment");
    }

    /**
     * Sends, and returns the head of the answer, of status 2xx.
     *
     * @throws IOException for any other status, and when the answer is not there in time
     */
    public String send(HttpRequest.Builder request) throws IOException {
        CompletableFuture<HttpResponse<String>> answer =
                client.sendAsync(request.timeout(timeout).build(), head -> new FirstBytes());
        try {
            HttpResponse<String> response = answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            int status = response.statusCode();
            if (status < 200 || status > 299) {
                throw new IOException("answered with status " + status);
            }
            return response.body();
        } catch (TimeoutException late) {
            answer.cancel(true);
            throw new IOException("did not answer in time");
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause() == null ? failed : failed.getCause();
            throw new IOException("cannot be reached: " + cause.getClass().getSimpleName(), cause);
        } catch (InterruptedException stopped) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new IOException("stopped", stopped);
        }
    }
}
