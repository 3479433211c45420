package io.gapura.rbac;

import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What one caller holds in this request (SessionRoles and SessionPermissions of INCITS 359), and how it came by it: for
 * support, and for the caller itself. By the policy that admitted the request, also when another one counts by now.
 *
 * @param activeRoles those that count: as far as activation, scopes and separation leave them
 * @param authorizedRoles those that were given, and all that they include
 * @param permissions of those that rules ask for; what is about one object is asked by {@link Access#permits}
 * @param scopes of its credential or its assignment
 * @param ways the way to each role: {@code manager → clerk (assignment signing partner)}
 * @param refused why it is refused everywhere
 */
public record SessionReview(
        NavigableSet<String> activeRoles,
        NavigableSet<String> authorizedRoles,
        NavigableSet<Permission> permissions,
        Set<String> scopes,
        Optional<String> tenant,
        List<String> ways,
        Optional<String> refused) {
    private static final SessionReview NOTHING = new SessionReview(
            Collections.emptyNavigableSet(),
            Collections.emptyNavigableSet(),
            Collections.emptyNavigableSet(),
            Set.of(),
            Optional.empty(),
            List.of(),
            Optional.empty());

    public SessionReview {
        activeRoles = Collections.unmodifiableNavigableSet(new TreeSet<>(activeRoles));
        authorizedRoles = Collections.unmodifiableNavigableSet(new TreeSet<>(authorizedRoles));
        permissions = Collections.unmodifiableNavigableSet(new TreeSet<>(permissions));
        scopes = Set.copyOf(scopes);
        ways = List.copyOf(ways);
    }

    static SessionReview of(@Nullable Session session) {
        if (session == null) {
            return NOTHING;
        }
        Grants grants = session.grants();
        Roles roles = session.snapshot().roles();
        return new SessionReview(
                new TreeSet<>(grants.names()),
                new TreeSet<>(roles.names(grants.authorized())),
                permissions(session),
                session.scopes(),
                Optional.ofNullable(session.tenant()),
                ways(session, roles),
                refused(session));
    }

    private static NavigableSet<Permission> permissions(Session session) {
        NavigableSet<Permission> held = new TreeSet<>();
        if (session.refused() == null) {
            session.snapshot().permissions().known().stream()
                    .filter(session.grants()::permits)
                    .forEach(held::add);
        }
        return held;
    }

    /** What the server says of a caller is asked in a request alone; its roles are known all the same. */
    private static List<String> ways(Session session, Roles roles) {
        Holding found = session.snapshot()
                .callers()
                .find(session.arrived(), session.arrived().roles(), null, true);
        List<String> ways = found.ways(roles, session.grants().active());
        boolean byServer = ways.isEmpty() && session.arrived().mechanism().equals(CallerRoles.CONTAINER);
        return byServer
                ? session.grants().names().stream()
                        .sorted()
                        .map(name -> name + " (by the container)")
                        .toList()
                : ways;
    }

    private static Optional<String> refused(Session session) {
        Separated broken = session.grants().broken();
        if (session.refused() != null) {
            return Optional.of(session.refused().word());
        }
        return broken == null ? Optional.empty() : Optional.of(broken.reason().word() + " " + broken.name());
    }
}
