package io.gapura.rbac;

import io.gapura.filters.Decision;
import io.gapura.filters.PathParameters;
import io.gapura.filters.RequestView;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The path names the tenant that the caller acts for. A caller without a tenant is refused, and so is a path without. */
final class TenantCondition implements Condition {
    private final Demand.Tenant demand;
    private final Refusals missing;
    private final Refusals other;

    TenantCondition(Demand.Tenant demand, Notes notes) {
        this.demand = demand;
        this.missing = refusals(AccessReason.TENANT_MISSING, notes);
        this.other = refusals(AccessReason.TENANT_MISMATCH, notes);
    }

    private Refusals refusals(AccessReason reason, Notes notes) {
        return new Refusals(notes.matches(), role -> reason.onObject(demand.onDeny(), notes.matched(role)));
    }

    @Override
    public Decision.@Nullable Reject refusal(
            Session session, RequestView request, PathParameters parameters, int matched) {
        Optional<String> named = parameters.only(demand.parameter());
        String tenant = session.tenant();
        if (named.isEmpty() || tenant == null) {
            return missing.get(matched);
        }
        return named.get().equals(tenant) ? null : other.get(matched);
    }

    @Override
    public Demand demand() {
        return demand;
    }
}
