package io.gapura.filters;

import java.util.List;
import java.util.stream.Stream;

/** Whether a 401 tells how to prove oneself: without a challenge (RFC 9110 section 15.5.2) nobody can ever come in. */
final class Challenges {
    private Challenges() {}

    /**
     * For start-up.
     *
     * @throws ConfigurationException when a policy could ask who calls, and none says how to answer
     */
    static void require(Endpoint endpoint, List<Pipeline> pipelines) {
        boolean told = running(pipelines).anyMatch(step -> step.policy().provesCallers());
        if (told) {
            return;
        }
        running(pipelines)
                .filter(step -> step.mode().share() > 0 && step.policy().asksWhoCalls(endpoint))
                .findFirst()
                .ifPresent(step -> {
                    throw ConfigurationException.at(
                            endpoint.id(),
                            "no-challenge " + step.policy().name()
                                    + " asks who calls, and no policy says how to answer: add one that proves callers");
                });
    }

    private static Stream<Step> running(List<Pipeline> pipelines) {
        return pipelines.stream()
                .flatMap(pipeline -> pipeline.steps().stream())
                .filter(step -> step.mode().runs());
    }
}
