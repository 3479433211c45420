package io.gapura.filters.audit;

import io.gapura.filters.Endpoint;
import io.gapura.filters.Rejection;
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
    private static final byte[] USER_AGENT = LineBytes.ascii("\"},\"user_agent\":\"");
    private static final byte[] RULE = LineBytes.ascii(",\"firewall_rule\":{\"uid\":\"");
    private static final byte[] RESPONSE = LineBytes.ascii(",\"http_response\":{\"code\":");
    private static final byte[] NO_SOURCE = LineBytes.ascii("\"name\":\"unknown");
    private static final byte[] IP = LineBytes.ascii("\"ip\":\"");
    private static final byte[] SOURCE = LineBytes.ascii("\"uid\":\"");
    private static final byte[] TRACE = LineBytes.ascii(",\"trace\":{\"span\":{\"uid\":\"");
    private static final byte[] TRACE_ID = LineBytes.ascii("\"},\"uid\":\"");

    private final LineBytes bytes;
    private final boolean addressClear;
    private final Phrases operations;
    private final Phrases calls;

    TypicalRequest(LineBytes bytes, Redaction redaction) {
        this.bytes = bytes;
        this.addressClear = redaction.isAddressClear();
        this.operations = new Phrases(bytes);
        this.calls = new Phrases(bytes);
    }

    /** What was called, by which rule it was refused, and what was asked up to the path; returns where the attestation goes. */
    int called(@Nullable Endpoint endpoint, RequestView request, @Nullable Rejection rejection, KindBytes kind) {
        String method = request.method();
        if (endpoint == null || rejection != null || !method.equals(endpoint.httpMethod())) {
            return apart(endpoint, method, rejection, kind);
        }
        int from = bytes.length();
        int mark = calls.put(kind, 0, method, endpoint.template());
        if (mark >= 0) {
            return from + mark;
        }
        int gap = apart(endpoint, method, null, kind);
        calls.learn(kind, 0, method, endpoint.template(), from, gap - from);
        return gap;
    }

    private int apart(@Nullable Endpoint endpoint, String method, @Nullable Rejection rejection, KindBytes kind) {
        operation(endpoint);
        int gap = bytes.length();
        bytes.put(kind.numbers);
        if (rejection != null) {
            bytes.known(RULE, rejection.code(), 64);
            bytes.end();
        }
        bytes.unusualIf(method.isEmpty());
        bytes.known(METHOD, method, 32);
        bytes.put(PATH);
        return gap;
    }

    private void operation(@Nullable Endpoint endpoint) {
        if (endpoint == null) {
            bytes.put(UNMATCHED);
        } else if (operations.put(null, 0, endpoint.httpMethod(), endpoint.template()) < 0) {
            operation(endpoint.httpMethod(), endpoint.template());
        }
    }

    private void operation(String method, String template) {
        int from = bytes.length();
        bytes.put(OPERATION);
        bytes.plain(method, 32);
        bytes.put(' ');
        bytes.plain(template, 511 - method.length());
        bytes.end();
        operations.learn(null, 0, method, template, from, 0);
    }

    /** The path, and by what it was asked for. */
    void http(RequestView request) {
        String path = request.target().path();
        String userAgent = request.headers().single("user-agent");
        bytes.unusualIf(path.isEmpty());
        bytes.free(path, 1_024);
        if (userAgent == null || userAgent.isEmpty()) {
            bytes.end();
            bytes.put('}');
        } else {
            bytes.put(USER_AGENT);
            bytes.knownFree(userAgent, 256);
            bytes.end();
        }
    }

    /** What was answered. */
    void status(int status) {
        if (status > 0) {
            bytes.put(RESPONSE);
            bytes.number(status);
            bytes.put('}');
        }
    }

    /** The members of the source, but for the end of the last one. */
    void source(String address, @Nullable String pseudonym) {
        if (address.equals("unknown")) {
            bytes.put(NO_SOURCE);
        } else if (pseudonym != null) {
            bytes.put(SOURCE);
            bytes.plain(pseudonym, 128);
        } else {
            bytes.unusualIf(!addressClear);
            bytes.known(IP, address, 64);
        }
    }

    void trace(Optional<TraceContext> trace) {
        if (trace.isPresent()) {
            bytes.put(TRACE);
            bytes.plain(trace.get().parentId(), 16);
            bytes.put(TRACE_ID);
            bytes.plain(trace.get().traceId(), 32);
            bytes.end();
        }
    }
}
