package io.gapura.filters.audit;

import io.gapura.filters.Endpoint;
import io.gapura.filters.RequestView;
import io.gapura.filters.TraceContext;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What was asked for and from where, in a {@link TypicalLine}, as {@link EventLine} has it. */
final class TypicalRequest {
    private static final byte[] OPERATION = LineBytes.ascii("},\"api\":{\"operation\":\"");
    private static final byte[] UNMATCHED = LineBytes.ascii("},\"api\":{\"operation\":\"unmatched\"}");
    private static final byte[] METHOD = LineBytes.ascii(",\"http_request\":{\"http_method\":\"");
    private static final byte[] PATH = LineBytes.ascii("\",\"url\":{\"path\":\"");
    private static final byte[] USER_AGENT = LineBytes.ascii(",\"user_agent\":\"");
    private static final byte[] RESPONSE = LineBytes.ascii(",\"http_response\":{\"code\":");
    private static final byte[] NO_SOURCE = LineBytes.ascii("\"name\":\"unknown");
    private static final byte[] IP = LineBytes.ascii("\"ip\":\"");
    private static final byte[] SOURCE = LineBytes.ascii("\"uid\":\"");
    private static final byte[] TRACE = LineBytes.ascii(",\"trace\":{\"span\":{\"uid\":\"");
    private static final byte[] TRACE_ID = LineBytes.ascii("\"},\"uid\":\"");
    private static final byte[] END = LineBytes.ascii("\"}");

    private final LineBytes bytes;
    private final Redaction redaction;
    private final Phrases operations;

    TypicalRequest(LineBytes bytes, Redaction redaction) {
        this.bytes = bytes;
        this.redaction = redaction;
        this.operations = new Phrases(bytes);
    }

    void operation(@Nullable Endpoint endpoint) {
        if (endpoint == null) {
            bytes.put(UNMATCHED);
        } else if (!operations.put(endpoint.httpMethod(), endpoint.template())) {
            operation(endpoint.httpMethod(), endpoint.template());
        }
    }

    private void operation(String method, String template) {
        int from = bytes.length();
        bytes.put(OPERATION);
        bytes.plain(method, 32);
        bytes.put(' ');
        bytes.plain(template, 511 - method.length());
        bytes.put(END);
        operations.learn(method, template, from);
    }

    /** What was asked, and what was answered. */
    void http(RequestView request, int status) {
        String path = request.target().path();
        String userAgent = request.headers().single("user-agent");
        bytes.unusualIf(request.method().isEmpty() || path.isEmpty());
        bytes.known(METHOD, request.method(), 32);
        bytes.put(PATH);
        bytes.free(path, 1_024);
        bytes.put(END);
        if (userAgent != null && !userAgent.isEmpty()) {
            bytes.put(USER_AGENT);
            bytes.knownFree(userAgent, 256);
            bytes.put('"');
        }
        bytes.put('}');
        if (status > 0) {
            bytes.put(RESPONSE);
            bytes.number(status);
            bytes.put('}');
        }
    }

    /** The members of the source. */
    void source(String address) {
        if (address.equals("unknown")) {
            bytes.put(NO_SOURCE);
        } else {
            switch (redaction.address()) {
                case CLEAR -> bytes.known(IP, address, 64);
                case HASHED -> {
                    bytes.put(SOURCE);
                    bytes.plain(redaction.token("address", address), 128);
                }
                case ENCRYPTED -> bytes.unusualIf(true);
            }
        }
        bytes.put(END);
    }

    void trace(Optional<TraceContext> trace) {
        if (trace.isPresent()) {
            bytes.put(TRACE);
            bytes.plain(trace.get().parentId(), 16);
            bytes.put(TRACE_ID);
            bytes.plain(trace.get().traceId(), 32);
            bytes.put(END);
        }
    }
}
