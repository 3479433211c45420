package io.gapura.rbac;

import io.gapura.filters.Caller;
import io.gapura.filters.Claims;
import io.gapura.filters.ContainerCaller;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who has which roles: by an assignment to the id that the caller proved, by a role that the container gives it, by what
 * its issuer states. Ids of different kinds never mix, and none is ever the name of a role. Immutable.
 *
 * @param proven by mechanism and id, for callers without an issuer
 * @param container by the name of the container's role
 * @param subjects by issuer and subject
 * @param issuers what an issuer's claims mean
 * @param mechanisms what the roles mean that a mechanism's callers carry
 */
record CallerRoles(
        Map<String, Map<String, List<Assigned>>> proven,
        Map<String, List<Assigned>> container,
        Map<String, Map<String, List<Assigned>>> subjects,
        Map<String, ClaimRules> issuers,
        Map<String, ClaimRules> mechanisms) {
    /** What the mechanism is called whose callers the server has authenticated. */
    static final String CONTAINER = "container";

    private static final Optional<Claims> NO_CLAIMS = Optional.empty();

    /**
     * The roles of one caller in the tenant that it acts for.
     *
     * @param stated the roles that it came with
     * @param server what the server says of it; null: the roles it came with are all that is known
     */
    Holding find(Caller caller, Set<String> stated, @Nullable ContainerCaller server, boolean explained) {
        ClaimRules rules =
                caller.issuer().isEmpty() ? mechanisms.get(caller.mechanism()) : issuers.get(caller.issuer());
        List<Assigned> assigned = assigned(caller, stated, server);
        Optional<Claims> claims = rules == null ? NO_CLAIMS : caller.claims();
        Holding found = Holding.in(tenant(caller, rules, claims, assigned), explained);
        for (Assigned one : assigned) {
            found.assigned(one);
        }
        if (rules != null && rules.claim() == null) {
            rules.find(stated, found);
        } else if (rules != null && claims.isPresent()) {
            rules.find(claims.get(), found);
        }
        return found;
    }

    private List<Assigned> assigned(Caller caller, Set<String> stated, @Nullable ContainerCaller server) {
        if (caller.mechanism().equals(CONTAINER)) {
            return ofContainer(stated, server);
        }
        Map<String, List<Assigned>> ids = caller.issuer().isEmpty()
                ? proven.getOrDefault(caller.mechanism(), Map.of())
                : subjects.getOrDefault(caller.issuer(), Map.of());
        return ids.getOrDefault(caller.id(), List.of());
    }

    /** The only names that a server is ever asked for. */
    private List<Assigned> ofContainer(Set<String> stated, @Nullable ContainerCaller server) {
        List<Assigned> held = new ArrayList<>();
        container.forEach((name, assigned) -> {
            if (server == null ? stated.contains(name) : server.isInRole(name)) {
                held.addAll(assigned);
            }
        });
        return held;
    }

    /** Said by the credential, else by a claim, else by the assignments when all of them mean the same one. */
    private static @Nullable String tenant(
            Caller caller, @Nullable ClaimRules rules, Optional<Claims> claims, List<Assigned> assigned) {
        if (caller.tenant().isPresent()) {
            return caller.tenant().get();
        }
        String claimed = rules == null || claims.isEmpty() ? null : rules.tenant(claims.get());
        return claimed != null ? claimed : agreed(assigned);
    }

    private static @Nullable String agreed(List<Assigned> assigned) {
        String agreed = null;
        for (Assigned one : assigned) {
            if (!one.isGlobal()) {
                if (one.tenant() == null || agreed != null && !agreed.equals(one.tenant())) {
                    return null;
                }
                agreed = one.tenant();
            }
        }
        return agreed;
    }
}
