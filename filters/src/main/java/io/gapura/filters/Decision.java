package io.gapura.filters;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a policy made of a request: go on, refuse, or (for preflights and report collectors alone) answer itself. */
public sealed interface Decision {
    /** Nothing was changed. A shared constant: a policy that only looks allocates nothing. */
    static Proceed proceed() {
        return Proceed.UNCHANGED;
    }

    /** Goes on with what this policy learned, such as {@code proceed(request.withCaller(caller))}. */
    static Proceed proceed(RequestView request) {
        return new Proceed(request, List.of(), null, null);
    }

    static Reject reject(Rejection rejection) {
        return new Reject(rejection);
    }

    /** {@link #reject(Rejection)} of {@link Rejection#of}. */
    static Reject reject(int status, String code, String reason) {
        return new Reject(Rejection.of(status, code, reason));
    }

    /** Goes on. Immutable; refining methods return copies. */
    final class Proceed implements Decision {
        static final Proceed UNCHANGED = new Proceed(null, List.of(), null, null);

        private final @Nullable RequestView request;
        private final List<HeaderLine> responseHeaders;
        private final @Nullable BodyGuard bodyGuard;
        private final @Nullable EntityCheck entityCheck;

        private Proceed(
                @Nullable RequestView request,
                List<HeaderLine> responseHeaders,
                @Nullable BodyGuard bodyGuard,
                @Nullable EntityCheck entityCheck) {
            this.request = request;
            this.responseHeaders = responseHeaders;
            this.bodyGuard = bodyGuard;
            this.entityCheck = entityCheck;
        }

        /** The same with one more header on every answer to this request, refusals included. */
        public Proceed responseHeader(String name, String value) {
            List<HeaderLine> lines = new ArrayList<>(responseHeaders);
            lines.add(new HeaderLine(name, value));
            return new Proceed(request, List.copyOf(lines), bodyGuard, entityCheck);
        }

        /** The same with these headers instead; for lists made once at start-up. */
        public Proceed responseHeaders(List<HeaderLine> lines) {
            return new Proceed(request, List.copyOf(lines), bodyGuard, entityCheck);
        }

        /** The same, watching the body while the application reads it. */
        public Proceed bodyGuard(BodyGuard guard) {
            return new Proceed(request, responseHeaders, guard, entityCheck);
        }

        /** The same, checking the entity once it is bound. */
        public Proceed entityCheck(EntityCheck check) {
            return new Proceed(request, responseHeaders, bodyGuard, check);
        }

        /** Whether there is more than a changed request to keep. */
        boolean leavesSomething() {
            return !responseHeaders.isEmpty() || bodyGuard != null || entityCheck != null;
        }

        public Optional<RequestView> request() {
            return Optional.ofNullable(request);
        }

        public List<HeaderLine> responseHeaders() {
            return responseHeaders;
        }

        public Optional<BodyGuard> bodyGuard() {
            return Optional.ofNullable(bodyGuard);
        }

        public Optional<EntityCheck> entityCheck() {
            return Optional.ofNullable(entityCheck);
        }
    }

    /** Refuses. */
    record Reject(Rejection rejection) implements Decision {}

    /**
     * The gate itself is the endpoint: status 204 and no body, fixed here so that it cannot become a second way to write
     * responses.
     */
    record Answer(List<HeaderLine> headers) implements Decision {
        public Answer {
            headers = List.copyOf(headers);
        }
    }
}
