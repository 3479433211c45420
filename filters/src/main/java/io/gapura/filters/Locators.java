package io.gapura.filters;

import java.util.List;

/**
 * Which sub-resource locators are under a rule of one pipeline, and which of these rules must be asked before the locator
 * runs. Found out once for each; a new pipeline, as a reload makes it, finds out anew. Thread-safe.
 */
final class Locators {
    private final List<Step> steps;
    private final PerEndpoint<Boolean> covered = PerEndpoint.of(false, endpoint -> ruledBy(endpoint, false));
    private final PerEndpoint<Boolean> early = PerEndpoint.of(false, endpoint -> ruledBy(endpoint, true));

    Locators(List<Step> endpointSteps) {
        this.steps = endpointSteps.stream().filter(step -> step.mode().runs()).toList();
    }

    boolean isCovered(Endpoint locator) {
        return locator.type().isEmpty() ? ruledBy(locator, false) : covered.get(locator);
    }

    boolean wantsEarly(Endpoint locator) {
        return locator.type().isEmpty() ? ruledBy(locator, true) : early.get(locator);
    }

    private boolean ruledBy(Endpoint locator, boolean earlyOnly) {
        return steps.stream()
                .map(Step::policy)
                .filter(policy -> !earlyOnly || !policy.rulesLate())
                .anyMatch(policy -> hasRule(policy, locator));
    }

    /** Rules that contradict each other are rules: the policy is to refuse, and not to be left out. */
    private static boolean hasRule(Policy policy, Endpoint locator) {
        try {
            return policy.ruling(locator).filter(Policy.Ruling::covered).isPresent();
        } catch (ConfigurationException contradiction) {
            return true;
        }
    }
}
