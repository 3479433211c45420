package io.gapura.filters.limits;

import io.gapura.filters.Decision;
import io.gapura.filters.Rejection;
import io.gapura.filters.Rules;
import io.gapura.filters.Violation;
import java.util.List;

/** Several things that one look found: which of them decides on the answer. All are named in it and audited. */
final class SeveralFindings {
    private SeveralFindings() {}

    /**
     * Refuses as the first hard one says, else the first that is enforced; if all are only observed, as the first.
     *
     * @param found in the order of their table, not empty
     */
    static Decision refuse(List<Rejection> found, Rules rules) {
        Rejection first = found.stream()
                .filter(Rejection::hard)
                .findFirst()
                .or(() -> found.stream().filter(each -> !rules.observes(each)).findFirst())
                .orElseGet(() -> found.get(0));
        List<Violation> all =
                found.stream().flatMap(each -> each.violations().stream()).toList();
        return Decision.reject(found.size() == 1 ? first : first.violations(all));
    }
}
