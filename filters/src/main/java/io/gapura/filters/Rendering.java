package io.gapura.filters;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns a refusal into the answer of one exchange: bytes of the renderer, its headers, and what policies gathered. */
record Rendering(Deployment.State state, IncidentId incident, String scheme) {
    /**
     * A 401 without a challenge of its own gets those of all credential policies; a 405 of a policy, which knows no
     * endpoint, allows no more than the endpoints behind that path have.
     */
    Rejection challenged(Rejection rejection, @Nullable Walk walk) {
        if (walk != null && rejection.reason().equals("method.not-allowed")) {
            return allowing(rejection, walk.view().target());
        }
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

    private Rejection allowing(Rejection rejection, Target target) {
        Set<String> known = state.coverage().methods(target);
        List<String> allowed = rejection.headers().stream()
                .filter(line -> line.named("Allow"))
                .flatMap(line -> Stream.of(line.value().split(", ")))
                .filter(known::contains)
                .toList();
        return allowed.isEmpty() ? rejection : rejection.replacing("Allow", String.join(", ", allowed));
    }

    private static boolean hasChallenge(Rejection rejection) {
        return rejection.headers().stream().anyMatch(line -> line.named("WWW-Authenticate"));
    }

    /** A renderer that fails is answered by static bytes. */
    GateAnswer render(Rejection rejection, @Nullable Walk walk) {
        GateAnswer rendered;
        try {
            Headers negotiation = walk == null ? Headers.of() : walk.view().headers();
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
        List<HeaderLine> gathered = walk == null ? headersOfUnread() : walk.headers();
        for (HeaderLine line : gathered) {
            if (own.stream().noneMatch(set -> set.named(line.name()))) {
                lines.add(line);
            }
        }
        lines.add(new HeaderLine(Exchange.INCIDENT_HEADER, incident.toString()));
        return lines;
    }

    /** What policies want on the refusal of a request that they never saw. */
    private List<HeaderLine> headersOfUnread() {
        List<HeaderLine> lines = new ArrayList<>();
        running().forEach(step -> lines.addAll(asked(() -> step.policy().headersOfUnread(scheme))));
        return lines;
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
