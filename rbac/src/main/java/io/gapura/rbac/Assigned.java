package io.gapura.rbac;

import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Roles that the document gives somebody, in one tenant. Immutable. */
final class Assigned {
    private static final String GLOBAL = PolicyDocument.Assignment.GLOBAL;

    private final int[] roles;
    private final @Nullable String tenant;
    private final Set<String> scopes;
    private final String how;

    /**
     * What the document says.
     *
     * @param roles their numbers
     * @param tenant where they count; {@code @global}: everywhere; null: for callers without a tenant
     * @param scopes for callers whose credential has none
     * @param how in words, for explanations
     */
    Assigned(int[] roles, @Nullable String tenant, Set<String> scopes, String how) {
        this.roles = roles;
        this.tenant = tenant;
        this.scopes = Set.copyOf(scopes);
        this.how = how;
    }

    int[] roles() {
        return roles;
    }

    @Nullable
    String tenant() {
        return tenant;
    }

    Set<String> scopes() {
        return scopes;
    }

    String how() {
        return how;
    }

    boolean isGlobal() {
        return GLOBAL.equals(tenant);
    }

    /** Whether the roles count for a caller who acts for that tenant. */
    boolean countsIn(@Nullable String other) {
        return isGlobal() || Objects.equals(tenant, other);
    }
}
