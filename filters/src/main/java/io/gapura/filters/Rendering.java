package io.gapura.filters;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns a refusal into the answer of one exchange: bytes of the renderer, its headers, and what policies gathered. */
record Rendering(Deployment.State state, IncidentId incident, String scheme) {
    private static final String RETRY_AFTER = "Retry-After";
    private static final String CHALLENGE = "WWW-Authenticate";

    /**
     * A 401 without a challenge of its own gets those of all credential policies. They also replace one that the
     * application made up: nobody can answer a challenge that no policy understands. A 405 of a policy, which knows no
     * endpoint, allows no more than the endpoints behind that path have.
     */
    Rejection challenged(Rejection rejection, @Nullable Walk walk) {
        if (walk != null && rejection.reason().equals("method.not-allowed")) {
            return allowing(rejection, walk.view().target());
        }
        boolean applications = rejection.reason().equals(StatusRejections.REASON);
        if (rejection.status() != 401
                || walk == null
                || !applications && AnswerLines.has(rejection.headers(), CHALLENGE)) {
            return rejection;
        }
        List<HeaderLine> challenges = new ArrayList<>();
        for (Step step : running()) {
            challenges.addAll(asked(() -> step.policy().challenges(walk.view())));
        }
        Rejection with = challenges.isEmpty() ? rejection : rejection.without(CHALLENGE);
        for (HeaderLine line : challenges) {
            with = with.header(line.name(), line.value());
        }
        return with;
    }

    private Rejection allowing(Rejection rejection, Target target) {
        Set<String> known = state.coverage().methods(target);
        List<String> allowed = rejection.headers().stream()
                .filter(line -> line.named("Allow"))
                .flatMap(line -> Stream.of(line.value().split(", ")))
                .filter(known::contains)
                .toList();
        return allowed.isEmpty() ? rejection : rejection.replacing("Allow", String.join(", ", allowed));
    }

    /** A renderer that fails is answered by static bytes. */
    GateAnswer render(Rejection rejection, @Nullable Walk walk) {
        try {
            OptionalInt wait = RetryAfter.of(rejection, state.errors().rules(), state.clock());
            Headers negotiation = walk == null ? Headers.of() : walk.view().headers();
            Optional<String> trace =
                    walk == null ? Optional.empty() : walk.view().trace().map(TraceContext::traceId);
            Problem problem = Problem.of(rejection, incident, trace, wait);
            GateAnswer rendered = state.errors().render(problem, negotiation);
            // A code that the catalogue does not know became a fault of ours: what was said for it does not hold.
            OptionalInt shown = rendered.status() == rejection.status() ? wait : OptionalInt.empty();
            return rendered.with(lines(rendered.headers(), rejection, shown, walk));
        } catch (RuntimeException | Error broken) {
            GateAnswer emergency = emergency(walk);
            state.log().failed(incident, "in the error renderer", broken);
            return emergency;
        }
    }

    /** Static bytes, with the headers of every answer as far as they can still be gathered. */
    GateAnswer emergency(@Nullable Walk walk) {
        try {
            return GateAnswer.EMERGENCY.with(merged(GateAnswer.EMERGENCY.headers(), walk));
        } catch (RuntimeException | Error broken) {
            return GateAnswer.EMERGENCY;
        }
    }

    private List<HeaderLine> lines(
            List<HeaderLine> rendered, Rejection rejection, OptionalInt wait, @Nullable Walk walk) {
        if (rejection.headers().isEmpty() && wait.isEmpty()) {
            return merged(rendered, walk);
        }
        List<HeaderLine> own = new ArrayList<>(rendered);
        for (HeaderLine line : rejection.headers()) {
            if (!line.named(RETRY_AFTER)) {
                own.add(line);
            }
        }
        if (wait.isPresent() && !AnswerLines.has(own, RETRY_AFTER)) {
            own.add(new HeaderLine(RETRY_AFTER, Integer.toString(wait.getAsInt())));
        }
        return merged(own, walk);
    }

    /** These lines, then what policies gathered where the name is free, then the incident. */
    List<HeaderLine> merged(List<HeaderLine> own, @Nullable Walk walk) {
        return AnswerLines.merged(
                own, gathered(walk), new HeaderLine(state.errors().rules().incidentHeader(), incident.toString()));
    }

    /** What the application means by what it threw; a renderer that fails over the question gives it no meaning. */
    Optional<Rejection> meaningOf(Throwable thrown) {
        try {
            return state.errors().meaningOf(thrown);
        } catch (RuntimeException | Error broken) {
            state.log().failed(incident, "in the meaning of an exception", broken);
            return Optional.empty();
        }
    }

    /**
     * What policies left on the walk, and what those want that were never asked: the request could not be read, or was
     * refused before their turn. One that was asked has set its first line already.
     */
    private List<HeaderLine> gathered(@Nullable Walk walk) {
        List<HeaderLine> left = walk == null ? List.of() : walk.headers();
        List<HeaderLine> all =
                plus(left, walk == null ? List.of() : walk.answerRules().unlessSaid());
        String seen = walk == null ? scheme : walk.view().scheme();
        for (Pipeline pipeline : state.pipelines()) {
            for (Step step : pipeline.steps()) {
                if (step.mode().runs()
                        && (walk == null || step.scope().contains(walk.view().target()))) {
                    List<HeaderLine> more = asked(() -> step.policy().headersOfUnread(seen));
                    all = more.isEmpty() || AnswerLines.has(all, more.get(0).name()) ? all : plus(all, more);
                }
            }
        }
        return all;
    }

    /** Those that are there, then the others where the name is free. */
    private static List<HeaderLine> plus(List<HeaderLine> there, List<HeaderLine> others) {
        if (there.isEmpty() || others.isEmpty()) {
            return there.isEmpty() ? others : there;
        }
        List<HeaderLine> all = new ArrayList<>(there);
        for (HeaderLine line : others) {
            if (!AnswerLines.has(there, line.name())) {
                all.add(line);
            }
        }
        return all;
    }

    /** A policy that throws while a refusal is dressed must not undo the refusal. */
    private List<HeaderLine> asked(java.util.function.Supplier<List<HeaderLine>> question) {
        try {
            return question.get();
        } catch (RuntimeException | Error broken) {
            state.log().failed(incident, "in the headers of a policy", broken);
            return List.of();
        }
    }

    private List<Step> running() {
        return state.pipelines().stream()
                .flatMap(pipeline -> pipeline.steps().stream())
                .filter(step -> step.mode().runs())
                .toList();
    }
}
