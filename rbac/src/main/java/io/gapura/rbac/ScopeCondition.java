package io.gapura.rbac;

import io.gapura.filters.Decision;
import io.gapura.filters.PathParameters;
import io.gapura.filters.RequestView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All of some scopes. Whom an assignment gives scopes has them too; nobody else without a token does (RFC 6750 §3.1, whose
 * challenge says which scopes would do).
 */
final class ScopeCondition implements Condition {
    private final Demand.Scopes demand;
    private final List<String> names;
    private final int[] numbers;
    private final Refusals refusals;

    ScopeCondition(Demand.Scopes demand, Scopes scopes, Notes notes) {
        this.demand = demand;
        this.names = List.copyOf(demand.all());
        this.numbers = names.stream().mapToInt(scopes::number).toArray();
        String challenge = "Bearer error=\"insufficient_scope\", scope=\"" + String.join(" ", names) + "\"";
        this.refusals = new Refusals(
                notes.matches(), role -> AccessReason.SCOPE_MISSING.rejection(notes.matched(role), challenge));
    }

    @Override
    public Decision.@Nullable Reject refusal(
            Session session, RequestView request, PathParameters parameters, int matched) {
        for (int i = 0; i < numbers.length; i++) {
            if (!session.hasScope(numbers[i], names.get(i))) {
                return refusals.get(matched);
            }
        }
        return null;
    }

    @Override
    public Demand demand() {
        return demand;
    }
}
