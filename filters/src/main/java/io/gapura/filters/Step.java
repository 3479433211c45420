package io.gapura.filters;

/** One policy in one pipeline: how hard it is applied, and where. */
record Step(Policy policy, Mode mode, PathScope scope) {
    Step {
        if (scope != PathScope.everywhere() && policy.stage() != Stage.ARRIVAL) {
            throw ConfigurationException.of(
                    policy.name() + ".on is for arrival policies; " + policy.name() + " decides on the endpoint");
        }
    }

    /** As the posture says it: how hard, where, and what the policy itself remarks. */
    @Override
    public String toString() {
        String remarks = policy.remarks().isEmpty() ? "" : " (" + String.join("; ", policy.remarks()) + ")";
        return policy.name() + " " + mode + (scope == PathScope.everywhere() ? "" : " " + scope) + remarks;
    }
}
