package io.gapura.filters;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The rules of one policy in order, of which some may only observe: what such a rule would refuse is recorded, and the
 * rules after it still decide. So one rule of a policy can be adopted at a time, and shadowing one never hides another.
 *
 * <p>A rule goes by the codes of its refusal's violations, or by the reason when it names none. A refusal is only
 * observed when all of its names are; a hard one never. Immutable and thread-safe; a request that passes costs nothing.
 */
public final class Rules {
    private final Set<String> observed;
    private final Rule[] rules;

    private Rules(Set<String> observed, Rule... rules) {
        this.observed = observed;
        this.rules = rules;
    }

    /** All of these enforced, but for refusals that go by the observed names. */
    public static Rules of(Set<String> observed, Rule... rules) {
        return new Rules(Set.copyOf(observed), rules.clone());
    }

    /** The first refusal that is not only observed, or an answer, or all that the rules left. */
    public Decision decide(RequestView request) throws IOException {
        Decision.Proceed left = Decision.proceed();
        RequestView view = request;
        for (Rule rule : rules) {
            Decision decision = rule.decide(view);
            if (decision instanceof Decision.Reject reject && observes(reject.rejection())) {
                left = left.then(Decision.proceed().observing(reject.rejection()));
            } else if (decision instanceof Decision.Proceed proceed) {
                left = left.then(proceed);
                view = left.request().orElse(view);
            } else {
                return with(left.observed(), decision);
            }
        }
        return left;
    }

    /** Who counts what a shadowed rule would have refused counts requests that another rule refused as well. */
    private static Decision with(List<Rejection> seen, Decision decision) {
        return decision instanceof Decision.Reject reject && !seen.isEmpty()
                ? new Decision.Reject(reject.rejection(), seen)
                : decision;
    }

    /** Whether that refusal would only be recorded; for rules that look for several things in one pass. */
    public boolean observes(Rejection rejection) {
        if (observed.isEmpty() || rejection.hard()) {
            return false;
        }
        List<Violation> violations = rejection.violations();
        return violations.isEmpty()
                ? observed.contains(rejection.reason())
                : violations.stream().allMatch(violation -> observed.contains(violation.code()));
    }

    /** The names that only observe, in order. */
    public Set<String> observed() {
        return new TreeSet<>(observed);
    }

    /**
     * The names that a setting {@code shadow} gives, or an {@link IllegalArgumentException} that lists the choices.
     *
     * @param known {@link Policy#rules()}
     */
    public static Set<String> checked(Set<String> names, Set<String> known) {
        if (!known.containsAll(names)) {
            throw new IllegalArgumentException(
                    known.isEmpty()
                            ? "shadow is for policies of several rules; mode = shadow shadows this one"
                            : "shadow must be made of " + new TreeSet<>(known));
        }
        return Set.copyOf(names);
    }
}
