package io.gapura.filters;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
        return new Proceed(request, List.of(), Leavings.NOTHING);
    }

    static Reject reject(Rejection rejection) {
        return new Reject(rejection, List.of());
    }

    /** {@link #reject(Rejection)} of {@link Rejection#of}. */
    static Reject reject(int status, String code, String reason) {
        return reject(Rejection.of(status, code, reason));
    }

    /** Goes on. Immutable; refining methods return copies. */
    final class Proceed implements Decision {
        static final Proceed UNCHANGED = new Proceed(null, List.of(), Leavings.NOTHING);

        private final @Nullable RequestView request;
        private final List<HeaderLine> responseHeaders;
        private final Leavings rest;

        /** The last pair, because the same two policies meet on every request; a race costs one more pair. */
        private volatile @Nullable Pair last;

        private record Pair(Proceed later, @Nullable Proceed both) {}

        private Proceed(@Nullable RequestView request, List<HeaderLine> responseHeaders, Leavings rest) {
            this.request = request;
            this.responseHeaders = responseHeaders;
            this.rest = rest;
        }

        /** The same with one more header on every answer to this request, refusals included. */
        public Proceed responseHeader(String name, String value) {
            List<HeaderLine> lines = new ArrayList<>(responseHeaders);
            lines.add(new HeaderLine(name, value));
            return new Proceed(request, List.copyOf(lines), rest);
        }

        /** The same with these headers instead; for lists made once at start-up. */
        public Proceed responseHeaders(List<HeaderLine> lines) {
            return new Proceed(request, List.copyOf(lines), rest);
        }

        /** The same, watching the body while the application reads it. */
        public Proceed bodyGuard(BodyGuard guard) {
            return with(rest.guarding(guard));
        }

        /** The same, checking the entity once it is bound. */
        public Proceed entityCheck(EntityCheck check) {
            return with(rest.checking(check));
        }

        /** The same, seeing the answer before it leaves. */
        public Proceed responseGuard(ResponseGuard guard) {
            return with(rest.guardingAnswer(guard));
        }

        /** The same, reading the content in the place of the application. */
        public Proceed bodyTaker(BodyTaker taker) {
            return with(rest.taking(taker));
        }

        /** The same, learning how the request ended; together with what was left before. */
        public Proceed onCompletion(OnCompletion told) {
            return with(rest.telling(told));
        }

        /** The same, recording what a rule would have refused if it were not shadowed alone: see {@link Rules}. */
        public Proceed observing(Rejection would) {
            return with(rest.observing(would));
        }

        /**
         * The same, handing the application a value under a name: a request attribute under Servlet, a request property
         * under Jakarta REST. Two policies must not use one name.
         */
        public Proceed attribute(String name, Object value) {
            return with(rest.handing(name, value));
        }

        /** The same, saying that the caller was proven by a credential that was not seen before: an event of its own. */
        public Proceed newCredential() {
            return with(rest.proving());
        }

        /**
         * The same, saying what the request has done if it succeeds: its event has that word instead of that of a plain
         * grant.
         *
         * @param facts private words for the event; names of {@code [a-z][a-z0-9_]{1,40}}
         */
        public Proceed recordedAs(AuditWord word, Map<String, String> facts) {
            return with(rest.recording(new Recorded(word, facts)));
        }

        /** The same with these rules for what the application answers. */
        public Proceed answerRules(AnswerRules rules) {
            return with(rest.ruling(rules));
        }

        private Proceed with(Leavings other) {
            return new Proceed(request, responseHeaders, other);
        }

        /** This, then what a later rule of the same policy left; the later view and guard are kept. */
        Proceed then(Proceed later) {
            if (this == UNCHANGED || later == UNCHANGED) {
                return this == UNCHANGED ? later : this;
            }
            Leavings both = rest.and(later.rest);
            List<HeaderLine> lines = new ArrayList<>(responseHeaders);
            lines.addAll(later.responseHeaders);
            return new Proceed(later.request == null ? request : later.request, List.copyOf(lines), both);
        }

        /** Whether there is more than a changed request to keep. */
        boolean leavesSomething() {
            return !responseHeaders.isEmpty() || !rest.isNothing();
        }

        /** Whether header lines and rules for answers are all that it leaves. */
        boolean leavesLinesAlone() {
            return rest.isLinesAlone();
        }

        /**
         * Lines and rules of this and of a later policy's, which both leave nothing else; null when two lines stand
         * against each other, or when one of the two was made for one request.
         */
        @Nullable
        Proceed withLinesOf(Proceed later) {
            if (this == UNCHANGED) {
                return later;
            }
            if (request != null || later.request != null) {
                return null;
            }
            Pair known = last;
            if (known == null || known.later() != later) {
                known = new Pair(later, joined(later));
                last = known;
            }
            return known.both();
        }

        private @Nullable Proceed joined(Proceed later) {
            List<HeaderLine> lines = new ArrayList<>(responseHeaders);
            for (HeaderLine line : later.responseHeaders) {
                if (!line.adds() && AnswerLines.has(responseHeaders, line.name())) {
                    return null;
                }
                if (!lines.contains(line)) {
                    lines.add(line);
                }
            }
            return new Proceed(null, List.copyOf(lines), Leavings.NOTHING)
                    .answerRules(rest.answerRules().and(later.rest.answerRules()));
        }

        public Optional<RequestView> request() {
            return Optional.ofNullable(request);
        }

        public List<HeaderLine> responseHeaders() {
            return responseHeaders;
        }

        public Optional<BodyGuard> bodyGuard() {
            return Optional.ofNullable(rest.bodyGuard());
        }

        public Optional<EntityCheck> entityCheck() {
            return Optional.ofNullable(rest.entityCheck());
        }

        public Optional<ResponseGuard> responseGuard() {
            return Optional.ofNullable(rest.responseGuard());
        }

        public Optional<BodyTaker> bodyTaker() {
            return Optional.ofNullable(rest.bodyTaker());
        }

        /** Who learns how the request ended. */
        public List<OnCompletion> onCompletion() {
            return rest.onCompletion();
        }

        /** What shadowed rules would have refused. */
        public List<Rejection> observed() {
            return rest.observed();
        }

        /** What the application is handed, by name. */
        public Map<String, Object> attributes() {
            return rest.attributes();
        }

        boolean isNewCredential() {
            return rest.newCredential();
        }

        @Nullable
        Recorded recorded() {
            return rest.recorded();
        }

        public AnswerRules answerRules() {
            return rest.answerRules();
        }
    }

    /**
     * Refuses.
     *
     * @param observed what rules of the same policy that are shadowed alone would have refused before
     */
    record Reject(Rejection rejection, List<Rejection> observed) implements Decision {
        public Reject {
            observed = List.copyOf(observed);
        }
    }

    /**
     * The gate itself is the endpoint: status 204 and no body, fixed here so that it cannot become a second way to write
     * responses.
     *
     * @param facts private words for its event
     */
    record Answer(List<HeaderLine> headers, Map<String, String> facts) implements Decision {
        public Answer {
            headers = List.copyOf(headers);
            facts = Map.copyOf(facts);
        }

        /** One of which there is nothing more to be said. */
        public Answer(List<HeaderLine> headers) {
            this(headers, Map.of());
        }
    }
}
