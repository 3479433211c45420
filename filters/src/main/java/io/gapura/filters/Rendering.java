package io.gapura.filters;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Turns a refusal into the answer of one exchange: bytes of the renderer, its headers, and what policies gathered. */
record Rendering(Deployment.State state, IncidentId incident, String scheme) {
    /** A 401 without a challenge of its own gets those of all credential policies. */
    Rejection challenged(Rejection rejection, @Nullable Walk walk) {
        if (rejection.status() != 401 || walk == null || hasChallenge(rejection)) {
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

    private static boolean hasChallenge(Rejection rejection) {
        return rejection.headers().stream().anyMatch(line -> line.named("WWW-Authenticate"));
    }

    /** A renderer that fails is answered by static bytes. */
    GateAnswer render(Rejection rejection, @Nullable Walk walk) {
        Headers negotiation = walk == null ? Headers.of() : walk.view().headers();
        GateAnswer rendered;
        try {
            rendered = state.errors().render(Problem.of(rejection, incident), negotiation);
        } catch (RuntimeException | Error broken) {
            Deployment.logFailure(incident, "in the error renderer", broken);
            rendered = GateAnswer.EMERGENCY;
        }
        List<HeaderLine> lines = new ArrayList<>(rendered.headers());
        lines.addAll(rejection.headers());
        return rendered.withHeaders(merged(lines, walk));
    }

    /** These lines, then what policies gathered where the name is free, then the incident. */
    List<HeaderLine> merged(List<HeaderLine> own, @Nullable Walk walk) {
        List<HeaderLine> lines = new ArrayList<>(own);
        if (walk != null) {
            addUnlessSet(walk.headers(), lines, own);
            addUnlessSet(walk.answerRules().unlessSaid(), lines, List.copyOf(lines));
        }
        addOfThoseNotAsked(lines, walk);
        lines.add(new HeaderLine(Exchange.INCIDENT_HEADER, incident.toString()));
        return lines;
    }

    private static void addUnlessSet(List<HeaderLine> more, List<HeaderLine> lines, List<HeaderLine> set) {
        for (HeaderLine line : more) {
            if (set.stream().noneMatch(there -> there.named(line.name()))) {
                lines.add(line);
            }
        }
    }

    /**
     * What policies want on the refusal of a request that they never saw: it could not be read, or was refused before
     * their turn. One that was asked has set its first line already.
     */
    private void addOfThoseNotAsked(List<HeaderLine> lines, @Nullable Walk walk) {
        String seen = walk == null ? scheme : walk.view().scheme();
        for (Step step : running()) {
            if (walk == null || step.scope().contains(walk.view().target())) {
                List<HeaderLine> more = asked(() -> step.policy().headersOfUnread(seen));
                if (!more.isEmpty()
                        && lines.stream()
                                .noneMatch(line -> line.named(more.get(0).name()))) {
                    addUnlessSet(more, lines, List.copyOf(lines));
                }
            }
        }
    }

    /** A policy that throws while a refusal is dressed must not undo the refusal. */
    private List<HeaderLine> asked(Supplier<List<HeaderLine>> question) {
        try {
            return question.get();
        } catch (RuntimeException | Error broken) {
            Deployment.logFailure(incident, "in the headers of a policy", broken);
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
