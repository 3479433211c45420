package io.gapura.validation;

import io.gapura.filters.BodyRejectedException;
import io.gapura.filters.Decision;
import io.gapura.filters.Rejection;
import io.gapura.filters.Violation;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
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
    private static final Set<String> SOFT = Set.copyOf(ContractViolation.soft());

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
        Rejection refused = of(found, enforced);
        Rejection would = of(found, others);
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

    /** What of a contract is only recorded. */
    static Settlement of(EndpointContract contract, Set<String> observed) {
        Set<String> words = new TreeSet<>(observed);
        words.addAll(contract.observed());
        return new Settlement(contract.isShadowed() || words.containsAll(SOFT), Set.copyOf(words));
    }

    /** Whether everything that is found is refused. */
    boolean isPlain() {
        return !shadowed && observed.isEmpty();
    }

    /** The same for a guard, which tells by what it throws. */
    BodyRejectedException thrown(Rejection found) {
        if (!found.hard() && (shadowed || isObserved(found))) {
            return BodyRejectedException.observing(found);
        }
        List<Violation> enforced = enforced(found);
        boolean all = found.hard() || enforced.size() == found.violations().size();
        return new BodyRejectedException(all ? found : of(found, enforced));
    }

    /** That part of it. */
    private static Rejection of(Rejection found, List<Violation> part) {
        boolean failed = found.reason().equals(Codes.GIVEN_UP);
        Rejection some = Rejection.of(
                        found.status(),
                        found.code(),
                        failed ? found.reason() : part.get(0).code())
                .violations(part);
        return found.isTruncated() ? some.truncated() : some;
    }

    static Rejection parameters(List<Violation> found) {
        Rejection rejection = Codes.refusal(400, "parameters-refused", "param", found);
        return found.size() >= ENOUGH ? rejection.truncated() : rejection;
    }
}
