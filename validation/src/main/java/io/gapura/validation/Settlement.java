package io.gapura.validation;

import io.gapura.filters.BodyRejectedException;
import io.gapura.filters.Decision;
import io.gapura.filters.Rejection;
import io.gapura.filters.Violation;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What becomes of what was found: refused, or only recorded, where the contract is not enforced yet or the word is
 * shadowed alone. The one place that knows, so that both see the same. Immutable.
 *
 * @param shadowed nothing of the contract is enforced yet
 * @param observed words that are only recorded
 */
record Settlement(boolean shadowed, Set<String> observed) {
    private static final int ENOUGH = 20;

    /** Goes on with what was left, or refuses for what is enforced of it. */
    Decision of(Decision.Proceed left, Rejection found) {
        List<Violation> enforced = enforced(found);
        if (found.hard()) {
            return Decision.reject(found);
        }
        if (shadowed || isObserved(found)) {
            return left.observing(found);
        }
        if (enforced.size() == found.violations().size()) {
            return left.observed().isEmpty() ? Decision.reject(found) : new Decision.Reject(found, left.observed());
        }
        List<Violation> others = found.violations().stream()
                .filter(each -> observed.contains(each.code()))
                .collect(Collectors.toList());
        Rejection refused = Rejection.of(
                        found.status(), found.code(), enforced.get(0).code())
                .violations(enforced);
        Rejection would =
                Rejection.of(found.status(), found.code(), others.get(0).code()).violations(others);
        return new Decision.Reject(refused, left.observing(would).observed());
    }

    private List<Violation> enforced(Rejection found) {
        return found.violations().stream()
                .filter(each -> !observed.contains(each.code()))
                .toList();
    }

    private boolean isObserved(Rejection found) {
        return found.violations().isEmpty()
                ? observed.contains(found.reason())
                : enforced(found).isEmpty();
    }

    /** Whether everything that is found is refused. */
    boolean isPlain() {
        return !shadowed && observed.isEmpty();
    }

    /** The same for a guard, which tells by what it throws. */
    BodyRejectedException thrown(Rejection found) {
        boolean records = !found.hard() && (shadowed || isObserved(found));
        return records ? BodyRejectedException.observing(found) : new BodyRejectedException(found);
    }

    static Rejection parameters(List<Violation> found) {
        Rejection rejection =
                Rejection.of(400, "parameters-refused", found.get(0).code()).violations(found);
        return found.size() >= ENOUGH ? rejection.truncated() : rejection;
    }
}
