package io.gapura.rbac;

import io.gapura.filters.Decision;
import io.gapura.filters.Endpoint;
import io.gapura.filters.Policy;
import io.gapura.filters.RequestView;
import io.gapura.filters.Stage;
import io.gapura.rbac.CompiledRule.Kind;
import io.gapura.rbac.Rbac.Locators;
import io.gapura.rbac.Rbac.OnUncovered;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

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
    private final Locators locators;

    EndpointAccess(LoadedPolicy loaded, EndpointRules rules, OnUncovered onUncovered, Locators locators) {
        this.loaded = loaded;
        this.rules = rules;
        this.onUncovered = onUncovered;
        this.locators = locators;
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
        List<Endpoint> offered = request.endpoint().map(Endpoint::offered).orElse(List.of());
        if (!offered.isEmpty()) {
            return decideOffered(request, offered);
        }
        Decision onPath = request.isDispatched() ? decideDispatched(request) : Decision.proceed();
        return onPath instanceof Decision.Reject ? onPath : Rbac.decide(loaded.snapshot(), rule(request), request);
    }

    @Override
    public boolean wouldAdmit(RequestView request) {
        return !(decide(request) instanceof Decision.Reject);
    }

    /** Who may call something there may ask what there is; who may not is refused as any call would be. */
    private Decision decideOffered(RequestView request, List<Endpoint> offered) {
        Map<String, Decision> byMethod = new TreeMap<>();
        for (Endpoint each : offered) {
            Decision decision = decide(request.withEndpoint(each));
            byMethod.merge(each.httpMethod(), decision, (one, other) -> one instanceof Decision.Reject ? one : other);
        }
        Decision best = byMethod.values().stream()
                .min(Comparator.comparingInt(EndpointAccess::rank))
                .orElseThrow();
        return best instanceof Decision.Proceed proceed
                ? Decision.proceed(
                        request.withCaller(proceed.request().orElse(request).caller()))
                : best;
    }

    private static int rank(Decision decision) {
        if (!(decision instanceof Decision.Reject reject)) {
            return 0;
        }
        return reject.rejection().status() == 401 ? 1 : 2;
    }

    /** On arrival the path was asked for that the client has sent; a dispatch leads to another, with a rule of its own. */
    private Decision decideDispatched(RequestView request) {
        if (loaded.paths().isEmpty()) {
            return Decision.proceed();
        }
        if (request.calledPath().isEmpty()) {
            return Rbac.decide(loaded.snapshot(), CompiledRule.UNKNOWN, request);
        }
        CompiledRule path = loaded.paths().get().match(request.method(), request.calledPath());
        return path == null ? Decision.proceed() : Rbac.decide(loaded.snapshot(), path, request);
    }

    private CompiledRule rule(RequestView request) {
        Optional<Endpoint> endpoint = request.endpoint();
        if (endpoint.isEmpty()) {
            return CompiledRule.UNKNOWN;
        }
        CompiledRule own = rules.of(endpoint.get());
        if (own.kind() != Kind.UNCOVERED
                || !isByPath(endpoint.get())
                || loaded.paths().isEmpty()) {
            return own;
        }
        CompiledRule path = loaded.paths().get().match(request.method(), request.calledPath());
        return path == null ? own : path;
    }

    /** Servlets and files; a path rule never opens a resource method. */
    private static boolean isByPath(Endpoint endpoint) {
        return endpoint.servesFiles()
                || endpoint.type().isPresent() && endpoint.method().isEmpty();
    }

    @Override
    public Optional<Ruling> ruling(Endpoint endpoint) {
        EndpointRules.Ruled ruled = rules.ruled(endpoint);
        ruled.lints().forEach(lint -> LOG.log(System.Logger.Level.WARNING, lint));
        if (ruled.rule().kind() != Kind.UNCOVERED) {
            return Optional.of(new Ruling(ruled.rule().words(), true));
        }
        if (isByPath(endpoint) && loaded.paths().isPresent()) {
            // Which of them decides depends on the requested path; a path that none matches is refused.
            return Optional.of(new Ruling("path rules", true));
        }
        return Optional.of(new Ruling("uncovered", false));
    }

    @Override
    public boolean rulesLate() {
        return locators == Locators.LATE;
    }

    @Override
    public List<String> remarks() {
        return rulesLate() ? List.of("locators run before their rules where no runtime tells of them") : List.of();
    }

    @Override
    public boolean requiresCoverage() {
        return onUncovered == OnUncovered.FAIL;
    }
}
