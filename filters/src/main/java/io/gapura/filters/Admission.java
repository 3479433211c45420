package io.gapura.filters;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The last word on what the engine refuses unless a policy says that a setting lets it pass: without such a policy, with
 * one that is off, and outside its paths it is refused as hard as the rest.
 */
final class Admission {
    private Admission() {}

    /** Throws {@link RefusedException} for what nobody admits. */
    static void require(List<Pipeline> pipelines, Target target) {
        Rejection refusal = refusal(pipelines, target);
        if (refusal != null) {
            throw new RefusedException(refusal);
        }
    }

    /** Of the first violation that nobody admits. */
    static @Nullable Rejection refusal(List<Pipeline> pipelines, Target target) {
        for (UriViolation violation : target.violations()) {
            if (violation.hard() && !isAdmitted(pipelines, violation, target)) {
                return violation.rejection();
            }
        }
        return null;
    }

    private static boolean isAdmitted(List<Pipeline> pipelines, UriViolation violation, Target target) {
        return pipelines.stream()
                .flatMap(pipeline -> pipeline.steps().stream())
                .filter(step -> step.mode().runs() && step.scope().contains(target))
                .anyMatch(step -> step.policy().admits(violation, target));
    }
}
