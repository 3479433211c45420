package io.gapura.rbac;

import io.gapura.filters.Endpoint;
import io.gapura.rbac.AccessRule.Callers;
import io.gapura.rbac.Lint.Code;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * What somebody should look at that one method alone does not show: objects that nobody checks, and a HEAD or OPTIONS that
 * admits whom its GET refuses. Keeps names and rules of the endpoints that are told of at start-up. Thread-safe.
 */
final class EndpointLints {
    private final EndpointRules rules;
    private final ConcurrentMap<String, ConcurrentMap<String, CompiledRule>> byTemplate = new ConcurrentHashMap<>();

    EndpointLints(EndpointRules rules) {
        this.rules = rules;
    }

    /** All of them; about HEAD and OPTIONS once both are known. */
    List<Lint> of(Endpoint endpoint, EndpointRules.Ruled ruled) {
        List<Lint> lints = new ArrayList<>(ruled.lints());
        unchecked(endpoint, ruled).ifPresent(lints::add);
        if (endpoint.method().isPresent()) {
            lints.addAll(weakerThanGet(endpoint, ruled.rule()));
        }
        return lints;
    }

    /** The usual way to another's data: an id in the path, and a rule that never looks at it. */
    private static Optional<Lint> unchecked(Endpoint endpoint, EndpointRules.Ruled ruled) {
        boolean looks = ruled.asked()
                .filter(Callers.class::isInstance)
                .map(Callers.class::cast)
                .filter(callers -> callers.demands().stream().noneMatch(EndpointLints::looksAtObject))
                .isEmpty();
        return looks || !endpoint.template().contains("{")
                ? Optional.empty()
                : Optional.of(
                        new Lint(
                                Code.OBJECT_UNCHECKED,
                                endpoint.id(),
                                "has " + ruled.rule().words()
                                        + ", and neither @CheckResource nor @TenantScoped looks at the parameters of its path"));
    }

    private static boolean looksAtObject(Demand demand) {
        return demand instanceof Demand.Check || demand instanceof Demand.Tenant;
    }

    private List<Lint> weakerThanGet(Endpoint endpoint, CompiledRule rule) {
        String place = endpoint.type().map(Class::getName).orElse("") + " " + endpoint.template();
        Map<String, CompiledRule> methods =
                byTemplate.computeIfAbsent(place, template -> new ConcurrentSkipListMap<>());
        methods.put(endpoint.httpMethod(), rule);
        CompiledRule get = methods.get("GET");
        List<Lint> lints = new ArrayList<>();
        for (String method : List.of("HEAD", "OPTIONS")) {
            CompiledRule other = methods.get(method);
            boolean told =
                    endpoint.httpMethod().equals("GET") || endpoint.httpMethod().equals(method);
            if (told && get != null && other != null && rules.isWeaker(other, get)) {
                lints.add(new Lint(
                        Code.HEAD_WEAKER,
                        method + " " + place,
                        "has " + other.words() + ", its GET has " + get.words()));
            }
        }
        return lints;
    }
}
