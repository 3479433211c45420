package io.gapura.rbac;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What was found of one caller: roles, and for explanations where each came from. Belongs to one look-up. */
final class Holding {
    private final @Nullable String tenant;
    private final @Nullable List<Origin> origins;
    private final Ids roles = new Ids();
    private Set<String> scopes = Set.of();
    private @Nullable AccessReason refused;

    /** Where a role came from. */
    record Origin(int role, String how) {}

    private Holding(@Nullable String tenant, @Nullable List<Origin> origins) {
        this.tenant = tenant;
        this.origins = origins;
    }

    /** Nothing yet, for a caller who acts for that tenant. */
    static Holding in(@Nullable String tenant, boolean explained) {
        return new Holding(tenant, explained ? new ArrayList<>() : null);
    }

    void role(int role, String how) {
        roles.add(role);
        if (origins != null) {
            origins.add(new Origin(role, how));
        }
    }

    /** All of that, when it counts in this tenant. */
    void assigned(Assigned assigned) {
        if (!assigned.countsIn(tenant)) {
            return;
        }
        for (int role : assigned.roles()) {
            role(role, assigned.how());
        }
        if (!assigned.scopes().isEmpty()) {
            Set<String> all = new HashSet<>(scopes);
            all.addAll(assigned.scopes());
            scopes = all;
        }
    }

    /** The caller is refused, whatever else is found. */
    void refuse(AccessReason reason) {
        refused = reason;
    }

    @Nullable
    String tenant() {
        return tenant;
    }

    Ids roles() {
        return roles;
    }

    /** Those of assignments. */
    Set<String> scopes() {
        return scopes;
    }

    @Nullable
    AccessReason refused() {
        return refused;
    }

    /**
     * Each role that was found and each that it includes, with the way there: {@code manager → clerk (assignment signing
     * partner)}.
     */
    List<String> ways(Roles names, long[] active) {
        List<String> ways = new ArrayList<>();
        for (Origin origin : origins()) {
            long[] closure = names.closure(origin.role());
            for (int role = Bits.next(closure, 0); role >= 0; role = Bits.next(closure, role + 1)) {
                String activity = Bits.has(active, role) ? "" : ", not active";
                ways.add(names.path(origin.role(), role) + " (" + origin.how() + activity + ")");
            }
        }
        return ways;
    }

    private List<Origin> origins() {
        return origins == null ? List.of() : origins;
    }
}
