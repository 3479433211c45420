package io.gapura.rbac;

import io.gapura.filters.Caller;
import io.gapura.filters.RequestView;
import java.util.Set;

/**
 * Chooses which of its roles a caller acts in, once for each request (INCITS 359: AddActiveRole, DropActiveRole). Without
 * one, all are active. Thread-safe.
 *
 * <p>It may only narrow: a role that the caller does not hold is a fault, 500 in every mode. What a role is denied stays
 * denied when the role is dropped.
 */
@FunctionalInterface
public interface RoleActivation {
    /**
     * The roles to be active; those that they include become active with them.
     *
     * @param caller with every role that it holds
     */
    Set<String> active(Caller caller, RequestView request);
}
