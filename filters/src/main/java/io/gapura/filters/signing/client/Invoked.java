package io.gapura.filters.signing.client;

import io.gapura.filters.HeaderLine;
import io.gapura.filters.signing.RequestSigner;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.RuntimeDelegate;
import jakarta.ws.rs.ext.RuntimeDelegate.HeaderDelegate;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One invocation of a REST client, from the filter that sees it first to the answer: what is signed, and what was added
 * for it. Kept under a property of the request.
 */
final class Invoked {
    static final String PROPERTY = Invoked.class.getName();

    private final String method;
    private final URI uri;
    private List<HeaderLine> sent = List.of();
    private List<HeaderLine> made = List.of();

    private Invoked(String method, URI uri) {
        this.method = method;
        this.uri = uri;
    }

    /** A new attempt; what an earlier one of the same invocation has added is taken out. */
    static Invoked again(ClientRequestContext request) {
        if (request.getProperty(PROPERTY) instanceof Invoked before) {
            before.undo(request.getHeaders());
        }
        Invoked invoked = new Invoked(request.getMethod(), request.getUri());
        request.setProperty(PROPERTY, invoked);
        return invoked;
    }

    /** The invocation that the filter has seen. */
    static Invoked of(@Nullable Object property) {
        if (property instanceof Invoked invoked) {
            return invoked;
        }
        throw new IllegalStateException("the request filter of SigningClientFeature has not run for this request");
    }

    /** Signs, and adds what was made to the headers that go out. */
    void sign(RequestSigner signer, MultivaluedMap<String, Object> headers, byte[] content) {
        undo(headers);
        List<HeaderLine> lines = lines(headers);
        made = signer.sign(method, uri, lines, content);
        made.forEach(line -> headers.add(line.name(), line.value()));
        lines.addAll(made);
        sent = List.copyOf(lines);
    }

    private void undo(MultivaluedMap<String, Object> headers) {
        for (HeaderLine line : made) {
            List<Object> values = headers.get(line.name());
            if (values == null) {
                continue;
            }
            List<Object> others = new ArrayList<>(values);
            others.remove(line.value());
            if (others.isEmpty()) {
                headers.remove(line.name());
            } else {
                headers.put(line.name(), others);
            }
        }
        made = List.of();
    }

    private static List<HeaderLine> lines(MultivaluedMap<String, Object> headers) {
        List<HeaderLine> lines = new ArrayList<>();
        headers.forEach((name, values) -> values.forEach(value -> lines.add(new HeaderLine(name, text(value)))));
        return lines;
    }

    private static String text(Object value) {
        if (value instanceof String text) {
            return text;
        }
        return written(value, value.getClass());
    }

    /** As the runtime writes a value of that type. */
    @SuppressWarnings("unchecked") // the delegate was asked for by the value's own class
    private static <T> String written(Object value, Class<T> type) {
        HeaderDelegate<T> delegate = RuntimeDelegate.getInstance().createHeaderDelegate(type);
        return delegate == null ? value.toString() : delegate.toString((T) value);
    }

    String method() {
        return method;
    }

    URI uri() {
        return uri;
    }

    /** All that went out, ours included. */
    List<HeaderLine> sent() {
        return sent;
    }
}
