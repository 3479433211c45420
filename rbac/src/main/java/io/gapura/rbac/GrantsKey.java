package io.gapura.rbac;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What grants depend on: the roles that were given, the scopes when they limit, the active roles when somebody chose
 * them. Sorted numbers, so that the order in which a caller states them makes no difference.
 */
final class GrantsKey {
    private final int[] roles;
    private final int @Nullable [] scopes;
    private final int @Nullable [] chosen;
    private final int hash;

    private GrantsKey(int[] roles, int @Nullable [] scopes, int @Nullable [] chosen) {
        this.roles = roles;
        this.scopes = scopes;
        this.chosen = chosen;
        this.hash = (Arrays.hashCode(roles) * 31 + Arrays.hashCode(scopes)) * 31 + Arrays.hashCode(chosen);
    }

    /**
     * The arrays are handed over.
     *
     * @param roles sorted, each once
     * @param scopes sorted, each once; null: no limit
     */
    static GrantsKey of(int[] roles, int @Nullable [] scopes) {
        return new GrantsKey(roles, scopes, null);
    }

    /** The same with these roles alone active, sorted, each once, and what they include. */
    GrantsKey choosing(int[] active) {
        return new GrantsKey(roles, scopes, active);
    }

    int[] roles() {
        return roles;
    }

    int @Nullable [] scopes() {
        return scopes;
    }

    int @Nullable [] chosen() {
        return chosen;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GrantsKey that
                && hash == that.hash
                && Arrays.equals(roles, that.roles)
                && Arrays.equals(scopes, that.scopes)
                && Arrays.equals(chosen, that.chosen);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
