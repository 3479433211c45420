package io.gapura.filters;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Turns a refusal into the answer of one exchange: bytes of the renderer, its headers, and what policies gathered. */
record Rendering(Deployment.State state, IncidentId incident, String scheme) {
    private static final String RETRY_AFTER = "Retry-After";

    /** A 401 without a challenge of its own gets those of all credential policies. */
    Rejection challenged(Rejection rejection, @Nullable Walk walk) {
        if (rejection.status() != 401 || walk == null || AnswerLines.has(rejection.headers(), "WWW-Authenticate")) {
            return rejection;
        }
        Rejection with = rejection;
        for (Step step : running()) {
            for (HeaderLine line : asked(() -> step.policy().challenges(walk.view()))) {
                with = with.header(line.name(), line.value());
            }
        }
        return with;
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
            return rendered.with(lines(rendered.headers(), rejection, wait, walk));
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
        List<HeaderLine> gathered = walk == null ? headersOfUnread() : walk.headers();
        return AnswerLines.merged(
                own, gathered, new HeaderLine(state.errors().rules().incidentHeader(), incident.toString()));
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

    /** What policies want on the refusal of a request that they never saw. */
    private List<HeaderLine> headersOfUnread() {
        List<HeaderLine> lines = new ArrayList<>();
        running().forEach(step -> lines.addAll(asked(() -> step.policy().headersOfUnread(scheme))));
        return lines;
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
