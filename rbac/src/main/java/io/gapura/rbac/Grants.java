package io.gapura.rbac;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one caller holds: its roles and all that they include. Made at load for callers that the document names.
 * Immutable: the bits are never written after this exists.
 */
final class Grants {
    private final long[] authorized;
    private final Set<String> names;
    private final @Nullable AccessReason broken;

    Grants(long[] authorized, Set<String> names, @Nullable AccessReason broken) {
        this.authorized = authorized;
        this.names = Set.copyOf(names);
        this.broken = broken;
    }

    /** The roles, closed under inclusion. */
    long[] authorized() {
        return authorized;
    }

    /** The same in words, for {@code isUserInRole}; none when separation is broken. */
    Set<String> names() {
        return names;
    }

    /** Which separation the roles break, when they break one. */
    @Nullable
    AccessReason broken() {
        return broken;
    }
}
