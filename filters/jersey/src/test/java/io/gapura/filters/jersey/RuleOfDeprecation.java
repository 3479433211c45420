package io.gapura.filters.jersey;

import io.gapura.filters.Decision;
import io.gapura.filters.Endpoint;
import io.gapura.filters.Policy;
import io.gapura.filters.RequestView;
import io.gapura.filters.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An access policy for tests: what is deprecated is forbidden, what nobody wrote is uncovered. Remembers its questions. */
final class RuleOfDeprecation implements Policy {
    final List<String> asked = new ArrayList<>();
    boolean late;

    static RuleOfDeprecation late() {
        RuleOfDeprecation rule = new RuleOfDeprecation();
        rule.late = true;
        return rule;
    }

    @Override
    public boolean rulesLate() {
        return late;
    }

    @Override
    public String name() {
        return "deprecation";
    }

    @Override
    public Stage stage() {
        return Stage.ENDPOINT;
    }

    @Override
    public Decision decide(RequestView request) {
        Endpoint endpoint = request.endpoint().orElseThrow();
        asked.add(endpoint.id());
        if (endpoint.method().isEmpty() && endpoint.offered().stream().allMatch(RuleOfDeprecation::isDeprecated)) {
            return Decision.reject(403, "forbidden", "uncovered");
        }
        return isDeprecated(endpoint) ? Decision.reject(403, "forbidden", "deprecated") : Decision.proceed();
    }

    @Override
    public boolean wouldAdmit(RequestView request) {
        return !isDeprecated(request.endpoint().orElseThrow());
    }

    private static boolean isDeprecated(Endpoint endpoint) {
        return endpoint.method()
                .filter(method -> method.isAnnotationPresent(Deprecated.class))
                .isPresent();
    }

    @Override
    public Optional<Ruling> ruling(Endpoint endpoint) {
        return Optional.of(isDeprecated(endpoint) ? new Ruling("deny deprecated", true) : new Ruling("no rule", false));
    }
}
