package io.gapura.filters;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Turns a refusal into the answer of one exchange: bytes of the renderer, its headers, and what policies gathered. A
 * superclass and no object beside the exchange, because a refusal should not cost one more.
 */
abstract class Rendering {
    private static final String RETRY_AFTER = "Retry-After";
    private static final String CHALLENGE = "WWW-Authenticate";

    final DeploymentState state;
    final IncidentId incident;
    final @Nullable Walk walk;
    final AuditEvent.@Nullable RequestLine unread;

    Rendering(
            DeploymentState state, IncidentId incident, @Nullable Walk walk, AuditEvent.@Nullable RequestLine unread) {
        this.state = state;
        this.incident = incident;
        this.walk = walk;
        this.unread = unread;
    }

    /**
     * A 401 without a challenge of its own gets those of all credential policies. They also replace one that the
     * application made up: nobody can answer a challenge that no policy understands. A 405 of a policy, which knows no
     * endpoint, allows no more than the endpoints behind that path have.
     */
    final Rejection challenged(Rejection rejection) {
        if (walk != null && rejection.reason().equals("method.not-allowed")) {
            return state.coverage().allowing(rejection, walk.view().target());
        }
        boolean applications = rejection.reason().equals(StatusRejections.REASON);
        if (rejection.status() != 401
                || walk == null
                || !applications && AnswerLines.has(rejection.headers(), CHALLENGE)) {
            return rejection;
        }
        List<HeaderLine> challenges = new ArrayList<>();
        for (Step step : running()) {
            challenges.addAll(challenges(step, walk.view()));
        }
        Rejection with = challenges.isEmpty() ? rejection : rejection.without(CHALLENGE);
        for (HeaderLine line : challenges) {
            with = with.header(line.name(), line.value());
        }
        return with;
    }

    /** A renderer that fails is answered by static bytes. */
    final GateAnswer render(Rejection rejection) {
        try {
            OptionalInt wait = RetryAfter.of(rejection, state.errors().rules(), state.clock());
            Headers negotiation = walk == null ? Headers.of() : walk.view().headers();
            Optional<String> trace =
                    walk == null ? Optional.empty() : walk.view().trace().map(TraceContext::traceId);
            Problem problem = Problem.of(rejection, incident, trace, wait);
            GateAnswer rendered = state.errors().render(problem, negotiation);
            // A code that the catalogue does not know became a fault of ours: what was said for it does not hold.
            OptionalInt shown = rendered.status() == rejection.status() ? wait : OptionalInt.empty();
            return rendered.with(lines(rendered.headers(), rejection, shown));
        } catch (RuntimeException | Error broken) {
            GateAnswer emergency = emergency();
            state.log().failed(incident, "in the error renderer", broken);
            return emergency;
        }
    }

    /** Static bytes, with the headers of every answer as far as they can still be gathered. */
    final GateAnswer emergency() {
        try {
            return GateAnswer.EMERGENCY.with(merged(GateAnswer.EMERGENCY.headers()));
        } catch (RuntimeException | Error broken) {
            return GateAnswer.EMERGENCY;
        }
    }

    private List<HeaderLine> lines(List<HeaderLine> rendered, Rejection rejection, OptionalInt wait) {
        if (wait.isEmpty() && !AnswerLines.has(rejection.headers(), RETRY_AFTER)) {
            return merged(state.joins().joined(rendered, rejection.headers()));
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
        return merged(own);
    }

    /** These lines, then what policies gathered where the name is free, then the incident. */
    final List<HeaderLine> merged(List<HeaderLine> own) {
        return new AnswerLines(
                state.joins().joined(own, gathered()),
                new HeaderLine(state.errors().rules().incidentHeader(), incident.toString()));
    }

    /** With what the guards add to it; one that refuses or fails is not to undo a refusal. */
    final GateAnswer guarded(GateAnswer answer) {
        Walk walked = walk;
        if (walked == null || walked.responseGuards().isEmpty()) {
            return answer;
        }
        List<HeaderLine> lines = new ArrayList<>(answer.headers());
        for (Walk.Guarded<ResponseGuard> guarded : walked.responseGuards()) {
            try {
                if (guarded.value().decide(answer.view(walked.view().method())) instanceof Decision.Proceed proceed) {
                    lines.addAll(proceed.responseHeaders());
                }
            } catch (Throwable broken) { // checked ones too: not every language declares them
                state.log().failed(incident, "in the guard of an answer", broken);
            }
        }
        return answer.with(List.copyOf(lines));
    }

    /** What the application means by what it threw; a renderer that fails over the question gives it no meaning. */
    final Optional<Rejection> meaningOf(Throwable thrown) {
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
    private List<HeaderLine> gathered() {
        Walk walked = walk;
        List<HeaderLine> all = walked == null
                ? List.of()
                : state.joins().joined(walked.headers(), walked.answerRules().unlessSaid());
        String seen = walked != null ? walked.view().scheme() : unread == null ? "" : unread.scheme();
        for (Pipeline pipeline : state.pipelines()) {
            for (Step step : pipeline.steps()) {
                if (step.mode().runs()
                        && (walked == null
                                || step.scope().contains(walked.view().target()))) {
                    List<HeaderLine> more = headersOfUnread(step, seen);
                    boolean set =
                            more.isEmpty() || AnswerLines.has(all, more.get(0).name());
                    all = set ? all : state.joins().joined(all, more);
                }
            }
        }
        return all;
    }

    /** A policy that throws while a refusal is dressed must not undo the refusal. */
    private List<HeaderLine> headersOfUnread(Step step, String seen) {
        try {
            return (step.mode().share() == 0 ? step.observing() : step.policy()).headersOfUnread(seen);
        } catch (RuntimeException | Error broken) {
            return nothing(broken);
        }
    }

    private List<HeaderLine> challenges(Step step, RequestView view) {
        try {
            return step.policy().challenges(view);
        } catch (RuntimeException | Error broken) {
            return nothing(broken);
        }
    }

    private List<HeaderLine> nothing(Throwable broken) {
        state.log().failed(incident, "in the headers of a policy", broken);
        return List.of();
    }

    private List<Step> running() {
        return state.pipelines().stream()
                .flatMap(pipeline -> pipeline.steps().stream())
                .filter(step -> step.mode().runs())
                .toList();
    }
}
