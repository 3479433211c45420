package io.gapura.rbac;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.Endpoint;
import io.gapura.rbac.AccessRule.Callers;
import io.gapura.rbac.CompiledRule.Kind;
import io.gapura.rbac.EndpointRules.Ruled;
import io.gapura.rbac.Lint.Code;
import io.gapura.rbac.PolicyDocument.Role;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Looks over a document and the endpoints that it is for together. Belongs to one look. */
final class Linting {
    private final PolicyDocument document;
    private final EndpointRules rules;
    private final EndpointLints perEndpoint;
    private final Optional<PathTrie> paths;
    private final Set<String> permissions = new HashSet<>();
    private final Set<String> roles = new HashSet<>();
    private final List<Lint> found = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    Linting(EndpointRules rules, Optional<PathTrie> paths, PolicyDocument document) {
        this.document = document;
        this.rules = rules;
        this.perEndpoint = new EndpointLints(rules);
        this.paths = paths;
    }

    /**
     * Everything that looks like a slip.
     *
     * @throws ConfigurationException with a line for each endpoint whose annotations are not sound
     */
    List<Lint> of(Collection<Endpoint> endpoints) {
        endpoints.forEach(this::look);
        if (!problems.isEmpty()) {
            throw ConfigurationException.of(String.join("\n", problems));
        }
        List<Lint> all = new ArrayList<>();
        document.lints().stream().filter(lint -> !isAskedFor(lint)).forEach(all::add);
        if (!endpoints.isEmpty()) {
            all.addAll(PolicyLints.unchecked(document, permissions));
        }
        all.addAll(found);
        return all.stream().distinct().toList();
    }

    private void look(Endpoint endpoint) {
        try {
            Ruled ruled = rules.ruled(endpoint);
            ruled.asked().ifPresent(this::asks);
            found.addAll(perEndpoint.of(endpoint, ruled));
            if (ruled.rule().kind() == Kind.UNCOVERED && !isReached(endpoint)) {
                found.add(new Lint(Code.ENDPOINT_UNCOVERED, endpoint.id(), "has no rule, and is refused"));
            }
        } catch (ConfigurationException unsound) {
            problems.add(String.valueOf(unsound.getMessage()));
        }
    }

    private boolean isReached(Endpoint endpoint) {
        return EndpointAccess.isCoveredByPath(endpoint)
                && paths.filter(trie -> PathReach.of(trie, endpoint).reaches()).isPresent();
    }

    private void asks(AccessRule rule) {
        if (rule instanceof Callers callers) {
            roles.addAll(callers.anyRole());
            for (Demand demand : callers.demands()) {
                if (demand instanceof Demand.Permissions asked) {
                    asked.permissions().forEach(permission -> permissions.add(permission.text()));
                }
            }
        }
    }

    /** What the document alone takes for an empty or a double role is none when an annotation asks for it by name. */
    private boolean isAskedFor(Lint lint) {
        boolean aboutRole = lint.code() == Code.ROLE_WITHOUT_GRANTS || lint.code() == Code.ROLES_EQUAL;
        return aboutRole
                && document.roles().stream()
                        .map(Role::name)
                        .anyMatch(name -> name.place().equals(lint.place()) && roles.contains(name.text()));
    }
}
