package io.gapura.filters.audit;

import io.gapura.filters.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/** Posts to a place outside of this host: no redirect is followed, and of an answer 16 KiB are read. Thread-safe. */
final class HttpPost {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MOST = 16_384;

    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /** What came back. */
    record Answer(int status, String text) {}

    /** {@code https}, or {@code http} to this machine; with a host and without a user. */
    static URI checked(URI address) {
        boolean local = "http".equals(address.getScheme())
                && ("localhost".equals(address.getHost()) || "127.0.0.1".equals(address.getHost()));
        if (address.getHost() == null
                || address.getUserInfo() != null
                || !local && !"https".equals(address.getScheme())) {
            throw ConfigurationException.of("an anchor's url must be https, with a host and without user");
        }
        return address;
    }

    Answer send(URI address, Map<String, String> headers, byte[] content) throws IOException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address).timeout(PATIENCE).POST(HttpRequest.BodyPublishers.ofByteArray(content));
        headers.forEach(request::header);
        try {
            HttpResponse<InputStream> response =
                    client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream in = response.body()) {
                return new Answer(response.statusCode(), new String(in.readNBytes(MOST), StandardCharsets.UTF_8));
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("stopped", stopped);
        }
    }
}
