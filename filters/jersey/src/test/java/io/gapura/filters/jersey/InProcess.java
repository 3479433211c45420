package io.gapura.filters.jersey;

import jakarta.ws.rs.core.MultivaluedMap;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.glassfish.jersey.internal.MapPropertiesDelegate;
import org.glassfish.jersey.server.ApplicationHandler;
import org.glassfish.jersey.server.ContainerRequest;
import org.glassfish.jersey.server.ContainerResponse;
import org.glassfish.jersey.server.ResourceConfig;

/** Jersey without a container: asynchronous answers, and request properties as a Servlet filter would leave them. */
final class InProcess {
    private static final URI BASE = URI.create("http://app.example/");

    private final ApplicationHandler jersey;

    /** What was answered. */
    record Answer(int status, MultivaluedMap<String, String> headers, String body) {}

    InProcess(ResourceConfig config) {
        this.jersey = new ApplicationHandler(config);
    }

    Answer get(String path) {
        return call("GET", path, "", Map.of());
    }

    Answer call(String method, String path, String body, Map<String, Object> properties, String... headers) {
        MapPropertiesDelegate delegate = new MapPropertiesDelegate();
        properties.forEach(delegate::setProperty);
        ContainerRequest request =
                new ContainerRequest(BASE, BASE.resolve(path), method, null, delegate, jersey.getConfiguration());
        request.header("Host", "app.example");
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        request.setEntityStream(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ContainerResponse response = jersey.apply(request, out).get(5, TimeUnit.MINUTES);
            return new Answer(response.getStatus(), response.getStringHeaders(), out.toString(StandardCharsets.UTF_8));
        } catch (Exception failed) {
            throw new AssertionError("no answer", failed);
        }
    }
}
