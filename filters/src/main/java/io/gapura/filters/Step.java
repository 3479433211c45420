package io.gapura.filters;

/** One policy in one pipeline: how hard it is applied, and where. */
record Step(Policy policy, Mode mode, PathScope scope) {
    Step {
        if (scope != PathScope.everywhere() && policy.stage() != Stage.ARRIVAL) {
            throw ConfigurationException.of(
                    policy.name() + ".on is for arrival policies; " + policy.name() + " decides on the endpoint");
        }
    }
}
