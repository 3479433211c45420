package io.gapura.filters.signing;

import io.gapura.filters.Headers;
import io.gapura.filters.RequestView;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a signature is about: a request, or a response together with the request that it answers, so that signer,
 * verifier and diagnostics read both in one way (RFC 9421 §2, §2.4). Holds no content; a digest field stands for it.
 *
 * <p>Immutable, as far as the request is; what is asked for twice is worked out once.
 */
final class Message {
    private static final int NO_STATUS = 0;

    private final @Nullable RequestView request;
    private final int status;
    private final Headers headers;
    private final @Nullable Headers trailers;
    /** Of the request, once somebody has asked. */
    private @Nullable String authority;

    private Message(@Nullable RequestView request, int status, Headers headers, @Nullable Headers trailers) {
        this.request = request;
        this.status = status;
        this.headers = headers;
        this.trailers = trailers;
    }

    /** A request. */
    static Message of(RequestView request) {
        return new Message(request, NO_STATUS, request.headers(), null);
    }

    /**
     * A response.
     *
     * @param status three digits
     * @param request with the values that it had on the wire, its own signature fields among them
     */
    static Message response(int status, Headers headers, RequestView request) {
        return new Message(request, requireStatus(status), headers, null);
    }

    /** A response to a request that is not known: nothing with {@code ;req} has a value. */
    static Message response(int status, Headers headers) {
        return new Message(null, requireStatus(status), headers, null);
    }

    private static int requireStatus(int status) {
        if (status < 100 || status > 999) {
            throw new IllegalArgumentException("a status has three digits");
        }
        return status;
    }

    /** The same with the fields that followed the content; never combined with headers of the same name (§2.1.4). */
    Message withTrailers(Headers fields) {
        return new Message(request, status, headers, fields);
    }

    boolean isResponse() {
        return status != NO_STATUS;
    }

    /** Of a response alone. */
    int status() {
        return status;
    }

    Headers headers() {
        return headers;
    }

    /** Null while they are not known: those of a request are once its content was read. */
    @Nullable
    Headers trailers() {
        return trailers == null && !isResponse() ? requestTrailers() : trailers;
    }

    /** Of the request itself, or of the one that was answered; as {@link #trailers}. */
    @Nullable
    Headers requestTrailers() {
        return request == null ? null : request.trailers().orElse(null);
    }

    /** The request itself, or the one that was answered; null when that is not known. */
    @Nullable
    RequestView request() {
        return request;
    }

    /**
     * Of a request, which must be known. Whoever admits it and whoever makes its base ask for the same one.
     *
     * @throws io.gapura.filters.RefusedException as {@link RequestView#authority}
     */
    String authority() {
        String read = authority;
        if (read == null) {
            read = Objects.requireNonNull(request).authority();
            authority = read;
        }
        return read;
    }

    /** What {@link #authority} would read. */
    void knowAuthority(String same) {
        authority = same;
    }

    @Override
    public String toString() {
        return isResponse() ? "Message[response " + status + "]" : "Message[request]";
    }
}
