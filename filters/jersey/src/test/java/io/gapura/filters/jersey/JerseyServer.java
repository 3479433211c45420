package io.gapura.filters.jersey;

import com.sun.net.httpserver.HttpServer;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Recording;
import io.gapura.filters.jaxrs.GapuraFeature;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.glassfish.jersey.jackson.JacksonFeature;
import org.glassfish.jersey.jdkhttp.JdkHttpServerFactory;
import org.glassfish.jersey.server.ResourceConfig;

/** A real Jersey on the JDK's HTTP server, without any Servlet API, and a client for it. */
final class JerseyServer implements AutoCloseable {
    private final HttpServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    private JerseyServer(HttpServer server) {
        this.server = server;
    }

    static JerseyServer of(ResourceConfig config) {
        return new JerseyServer(JdkHttpServerFactory.createHttpServer(URI.create("http://localhost:0/"), config));
    }

    /** The feature with this pipeline, recording there, JSON by Jackson, and these resources. */
    static JerseyServer of(Recording recording, Pipeline pipeline, Class<?>... resources) {
        return of(config(recording, pipeline, resources));
    }

    static ResourceConfig config(Recording recording, Pipeline pipeline, Class<?>... resources) {
        return new ResourceConfig(resources)
                .register(GapuraFeature.in(recording.deployment(), pipeline))
                .register(JacksonFeature.class);
    }

    HttpResponse<String> get(String path) {
        return send("GET", path, "", "X-Test", "1");
    }

    HttpResponse<String> send(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + server.getAddress().getPort() + path))
                .timeout(Duration.ofMinutes(5))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new AssertionError("no answer", failed);
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
