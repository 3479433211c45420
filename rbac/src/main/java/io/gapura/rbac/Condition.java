package io.gapura.rbac;

import io.gapura.filters.Decision;
import io.gapura.filters.PathParameters;
import io.gapura.filters.RequestView;
import org.jspecify.annotations.Nullable;

/** What a rule asks beyond roles and permissions, compiled. Immutable and thread-safe. */
interface Condition {
    /**
     * Null when it holds.
     *
     * @param parameters of the path, as the rule reads it
     * @param matched which of the rule's roles admitted the caller, counted from 0
     */
    Decision.@Nullable Reject refusal(Session session, RequestView request, PathParameters parameters, int matched);

    /** In words. */
    Demand demand();
}
