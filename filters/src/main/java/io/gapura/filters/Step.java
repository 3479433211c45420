package io.gapura.filters;

import java.util.ArrayList;
import java.util.List;

/**
 * One policy in one pipeline: how hard it is applied, and where.
 *
 * @param observing the policy as it is asked where its mode does not enforce it: with all of its rules shadowed, so that
 *     none hides another, and the ceilings behind a soft refusal still hold; of headers, what is only reported
 */
record Step(Policy policy, Policy observing, Mode mode, PathScope scope) {
    Step(Policy policy, Mode mode, PathScope scope) {
        this(policy, mode.share() == 10_000 ? policy : policy.inShadow(), mode, scope);
    }

    Step {
        policy.requireMode(mode);
        if (scope != PathScope.everywhere() && policy.stage() != Stage.ARRIVAL) {
            throw ConfigurationException.of(
                    policy.name() + ".on is for arrival policies; " + policy.name() + " decides on the endpoint");
        }
    }

    /** The policy as it is to be asked about this request. */
    Policy asked(Sampler sampler, RequestView request) {
        return observing == policy || sampler.enforced(this, request) ? policy : observing;
    }

    /** What of it is only recorded: {@code *} for all, names of rules, or nothing. */
    List<String> shadowed() {
        if (!mode.runs()) {
            return List.of();
        }
        return mode.equals(Mode.ENFORCE) ? policy.observed().stream().sorted().toList() : List.of("*");
    }

    /** As the posture says it: how hard, where, which rules only observe, and what the policy itself remarks. */
    @Override
    public String toString() {
        List<String> remarks = new ArrayList<>(policy.remarks());
        if (!policy.observed().isEmpty()) {
            remarks.add(
                    0,
                    "shadowed: "
                            + String.join(
                                    " ", policy.observed().stream().sorted().toList()));
        }
        return policy.name() + " " + mode + (scope == PathScope.everywhere() ? "" : " on " + scope)
                + (remarks.isEmpty() ? "" : " (" + String.join("; ", remarks) + ")");
    }
}
