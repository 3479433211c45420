package io.gapura.rbac;

import io.gapura.filters.Caller;
import io.gapura.filters.Coverage;
import io.gapura.filters.Deployment;
import io.gapura.filters.Endpoint;
import io.gapura.rbac.PolicyDocument.Admission;
import io.gapura.rbac.PolicyDocument.Assignment;
import io.gapura.rbac.PolicyDocument.CallerId;
import io.gapura.rbac.PolicyDocument.Denial;
import io.gapura.rbac.PolicyDocument.Role;
import io.gapura.rbac.PolicyDocument.Separation;
import io.gapura.rbac.PolicyDocument.Word;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Who holds what: the review functions of INCITS 359 over one document. Answers about callers speak of those that the
 * document assigns roles to, in whichever tenant; who comes with a token alone cannot be listed. Answers about
 * permissions speak of those that somebody names: a document, or whoever calls {@link #knowing}.
 *
 * <p>Immutable and thread-safe. For people and tests; deciding does not go this way. Throws
 * {@link IllegalArgumentException} for a role that is not declared.
 */
public final class PolicyReview {
    private final PolicyDocument document;
    private final RoleHierarchy roles;
    private final NavigableSet<Permission> known;
    private final Reviewed reviewed;

    /**
     * What decides.
     *
     * @param rbac made when it is first needed: a document alone may name classes that are not here
     */
    private record Reviewed(Supplier<Rbac> rbac, List<Endpoint> endpoints, List<Coverage.Row> coverage) {}

    private PolicyReview(
            PolicyDocument document, RoleHierarchy roles, NavigableSet<Permission> known, Reviewed reviewed) {
        this.document = document;
        this.roles = roles;
        this.known = known;
        this.reviewed = reviewed;
    }

    /** Throws {@link io.gapura.filters.ConfigurationException} for a document that would not load. */
    public static PolicyReview of(PolicyDocument document) {
        Reviewed alone = new Reviewed(() -> Rbac.annotated(RoleModel.of(document)), List.of(), List.of());
        return of(document, alone);
    }

    private static PolicyReview of(PolicyDocument document, Reviewed reviewed) {
        Problems problems = new Problems();
        PolicyCheck.check(document, problems);
        problems.throwIfAny();
        return new PolicyReview(document, RoleHierarchy.of(document, problems), named(document), reviewed);
    }

    /**
     * Of an application that runs: the policy that counts now, the endpoints that are known, and what their annotations
     * ask for.
     *
     * @throws IllegalStateException when no access rules of ours are among its policies
     */
    public static PolicyReview of(Deployment deployment) {
        Rbac running = EndpointAccess.of(deployment).running();
        Coverage coverage = deployment.coverage();
        List<Coverage.Row> rows = coverage.rows().stream()
                .filter(row -> row.policy().equals("rbac"))
                .toList();
        LoadedPolicy loaded = running.setup().loaded();
        return of(loaded.document(), new Reviewed(() -> running, coverage.endpoints(), rows))
                .knowing(loaded.snapshot().permissions().known());
    }

    private static NavigableSet<Permission> named(PolicyDocument document) {
        NavigableSet<Permission> named = new TreeSet<>();
        add(named, document.permissions());
        document.roles().forEach(role -> add(named, role.grants()));
        Stream.concat(
                        document.paths().stream().map(PolicyDocument.PathEntry::admission),
                        document.endpoints().stream().map(PolicyDocument.EndpointEntry::admission))
                .filter(Admission.Required.class::isInstance)
                .forEach(required -> add(named, ((Admission.Required) required).permissions()));
        return named;
    }

    private static void add(NavigableSet<Permission> named, List<Word> words) {
        words.stream()
                .map(Word::text)
                .filter(Permission::isPermission)
                .map(Permission::of)
                .forEach(named::add);
    }

    /** The same, which also speaks of these permissions, such as those that annotations ask for. */
    public PolicyReview knowing(Collection<Permission> permissions) {
        NavigableSet<Permission> more = new TreeSet<>(known);
        more.addAll(permissions);
        return new PolicyReview(document, roles, more, reviewed);
    }

    /** The declared roles. */
    public Set<String> roles() {
        return roles.ids().keySet();
    }

    /** AssignedUsers: callers that the document gives the role itself. */
    public Set<CallerId> assignedCallers(String role) {
        number(role);
        return callers(assignment -> assignment.roles().contains(Word.of(role)));
    }

    /** AuthorizedUsers: callers that hold the role, by itself or by a senior of it. */
    public Set<CallerId> authorizedCallers(String role) {
        int number = number(role);
        return callers(assignment -> Bits.has(closed(assignment.roles()), number));
    }

    private Set<CallerId> callers(Predicate<Assignment> holding) {
        Set<CallerId> callers = new LinkedHashSet<>();
        document.assignments().stream().filter(holding).map(Assignment::id).forEach(callers::add);
        return callers;
    }

    /** AssignedRoles. */
    public NavigableSet<String> assignedRoles(CallerId caller) {
        NavigableSet<String> assigned = new TreeSet<>();
        assigned(caller).forEach(role -> assigned.add(role.text()));
        return assigned;
    }

    /** AuthorizedRoles: those and all that they include. */
    public NavigableSet<String> authorizedRoles(CallerId caller) {
        return names(closed(assigned(caller)));
    }

    /** The role and all that it includes. */
    public NavigableSet<String> includedRoles(String role) {
        return names(roles.closure()[number(role)]);
    }

    /** RolePermissions: those that a caller with this role alone has, juniors and denials counted. */
    public NavigableSet<Permission> rolePermissions(String role) {
        return permissions(roles.closure()[number(role)]);
    }

    /** UserPermissions: those that the caller has when all of its roles are active. */
    public NavigableSet<Permission> callerPermissions(CallerId caller) {
        return permissions(closed(assigned(caller)));
    }

    /**
     * RoleOperationsOnObject.
     *
     * @param object {@code order}, or one of them as {@code order:42}
     */
    public NavigableSet<String> roleOperationsOnObject(String role, String object) {
        return operations(roles.closure()[number(role)], object);
    }

    /** UserOperationsOnObject. */
    public NavigableSet<String> callerOperationsOnObject(CallerId caller, String object) {
        return operations(closed(assigned(caller)), object);
    }

    /** SsdRoleSets and DsdRoleSets, with their roles; the cardinality of the standard is {@code max} and one. */
    public List<Separation> separationSets() {
        return document.separations();
    }

    /** SessionRoles: the active roles of a request's caller. */
    public NavigableSet<String> activeRoles(Access session) {
        return session.review().activeRoles();
    }

    /** Which rule decides on which endpoint; of a document alone nothing is known. */
    public List<Coverage.Row> coverage() {
        return reviewed.coverage();
    }

    /** Who may call what; of a document alone, what its path rules say. */
    public AccessMatrix matrix() {
        return reviewed.rbac().get().matrix(reviewed.endpoints());
    }

    /** Why a caller may call an endpoint, or may not, as {@link Rbac#explain(Caller, Endpoint)} says. */
    public Explanation explain(Caller caller, Endpoint endpoint) {
        return reviewed.rbac().get().explain(caller, endpoint);
    }

    private int number(String role) {
        Integer number = roles.ids().get(role);
        if (number == null) {
            throw new IllegalArgumentException("no such role" + Names.hint(role, roles()));
        }
        return number;
    }

    private List<Word> assigned(CallerId caller) {
        return document.assignments().stream()
                .filter(assignment -> assignment.id().equals(caller))
                .flatMap(assignment -> assignment.roles().stream())
                .toList();
    }

    private long[] closed(List<Word> held) {
        return roles.closed(held.stream().map(roles::declared).toList());
    }

    private NavigableSet<String> names(long[] closed) {
        NavigableSet<String> names = new TreeSet<>();
        roles.ids().forEach((name, number) -> {
            if (Bits.has(closed, number)) {
                names.add(name);
            }
        });
        return names;
    }

    private NavigableSet<Permission> permissions(long[] closed) {
        Held held = new Held(closed);
        NavigableSet<Permission> permissions = new TreeSet<>();
        known.stream().filter(held::has).forEach(permissions::add);
        return permissions;
    }

    private NavigableSet<String> operations(long[] closed, String object) {
        Held held = new Held(closed);
        String[] sought = object.split(":", -1);
        Map<String, Permission> operations = new LinkedHashMap<>();
        for (Permission permission : known) {
            String[] segments = permission.text().split(":", -1);
            if (segments[0].equals(sought[0])) {
                String text = segments[0] + ":" + segments[1] + (sought.length > 1 ? ":" + sought[1] : "");
                operations.put(segments[1], Permission.of(text));
            }
        }
        NavigableSet<String> found = new TreeSet<>();
        operations.forEach((operation, permission) -> {
            if (held.has(permission)) {
                found.add(operation);
            }
        });
        return found;
    }

    /** What a set of roles is granted and denied. */
    private final class Held {
        private final List<PermissionPattern> granted = new ArrayList<>();
        private final List<PermissionPattern> denied = new ArrayList<>();

        private Held(long[] closed) {
            for (int role = 0; role < roles.roles().size(); role++) {
                if (Bits.has(closed, role)) {
                    Role declared = roles.roles().get(role);
                    declared.grants().forEach(word -> granted.add(PermissionPattern.of(word.text())));
                }
            }
            for (Denial denial : document.denials()) {
                if (Bits.has(closed, roles.declared(denial.role()))) {
                    denial.permissions().forEach(word -> denied.add(PermissionPattern.of(word.text())));
                }
            }
        }

        private boolean has(Permission permission) {
            return granted.stream().anyMatch(pattern -> pattern.matches(permission))
                    && denied.stream().noneMatch(pattern -> pattern.matches(permission));
        }
    }
}
