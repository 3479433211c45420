package io.gapura.filters.signing.client;

import io.gapura.filters.Headers;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientResponseContext;
import jakarta.ws.rs.client.ClientResponseFilter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Verifies a response before any other filter, decoder or reader has touched it. */
final class ResponsePart implements ClientResponseFilter {
    private final ClientPlan plan;

    ResponsePart(ClientPlan plan) {
        this.plan = plan;
    }

    @Override
    public void filter(ClientRequestContext request, ClientResponseContext response) throws IOException {
        Invoked invoked = Invoked.of(request.getProperty(Invoked.PROPERTY));
        InputStream wire = response.getEntityStream();
        byte[] content = wire == null ? new byte[0] : read(wire);
        Headers headers = Headers.of(line ->
                response.getHeaders().forEach((name, values) -> values.forEach(value -> line.accept(name, value))));
        plan.verify(invoked.method(), invoked.uri(), invoked.sent(), response.getStatus(), headers, content);
        if (content.length > 0) {
            response.setEntityStream(new ByteArrayInputStream(content));
        }
    }

    private byte[] read(InputStream wire) throws IOException {
        byte[] content = wire.readNBytes((int) plan.mostAnswer() + 1);
        if (content.length > plan.mostAnswer()) {
            throw new ContentTooLargeException("the content of the response", plan.mostAnswer());
        }
        return content;
    }
}
