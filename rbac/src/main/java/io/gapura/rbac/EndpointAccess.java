package io.gapura.rbac;

import io.gapura.filters.Decision;
import io.gapura.filters.Endpoint;
import io.gapura.filters.Policy;
import io.gapura.filters.RequestView;
import io.gapura.filters.Stage;
import io.gapura.rbac.CompiledRule.Kind;
import io.gapura.rbac.Rbac.OnUncovered;
import java.util.Optional;

/**
 * The policy {@code rbac}: the rule of the class and method that will run. A servlet without annotations is covered by
 * the path rule that matches the request, a resource method never is.
 *
 * <p>Thread-safe.
 */
final class EndpointAccess implements Policy {
    private static final System.Logger LOG = System.getLogger("io.gapura.rbac");

    private final LoadedPolicy loaded;
    private final EndpointRules rules;
    private final OnUncovered onUncovered;

    EndpointAccess(LoadedPolicy loaded, EndpointRules rules, OnUncovered onUncovered) {
        this.loaded = loaded;
        this.rules = rules;
        this.onUncovered = onUncovered;
    }

    @Override
    public String name() {
        return "rbac";
    }

    @Override
    public Stage stage() {
        return Stage.ENDPOINT;
    }

    @Override
    public Decision decide(RequestView request) {
        return Rbac.decide(loaded.snapshot(), rule(request), request);
    }

    private CompiledRule rule(RequestView request) {
        Optional<Endpoint> endpoint = request.endpoint();
        if (endpoint.isEmpty()) {
            return CompiledRule.UNKNOWN;
        }
        CompiledRule own = rules.of(endpoint.get());
        if (own.kind() != Kind.UNCOVERED
                || !isServlet(endpoint.get())
                || loaded.paths().isEmpty()) {
            return own;
        }
        CompiledRule path =
                loaded.paths().get().match(request.method(), request.target().path());
        return path == null ? own : path;
    }

    private static boolean isServlet(Endpoint endpoint) {
        return endpoint.type().isPresent() && endpoint.method().isEmpty();
    }

    @Override
    public Optional<Ruling> ruling(Endpoint endpoint) {
        EndpointRules.Ruled ruled = rules.ruled(endpoint);
        ruled.lints().forEach(lint -> LOG.log(System.Logger.Level.WARNING, lint));
        if (ruled.rule().kind() != Kind.UNCOVERED) {
            return Optional.of(new Ruling(ruled.rule().words(), true));
        }
        if (isServlet(endpoint) && loaded.paths().isPresent()) {
            // Which of them decides depends on the requested path; a path that none matches is refused.
            return Optional.of(new Ruling("path rules", true));
        }
        return Optional.of(new Ruling("uncovered", false));
    }

    @Override
    public boolean requiresCoverage() {
        return onUncovered == OnUncovered.FAIL;
    }
}
