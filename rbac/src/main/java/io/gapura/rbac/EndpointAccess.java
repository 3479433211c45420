package io.gapura.rbac;

import io.gapura.filters.Decision;
import io.gapura.filters.Deployment;
import io.gapura.filters.Endpoint;
import io.gapura.filters.Policy;
import io.gapura.filters.Renewal;
import io.gapura.filters.RequestView;
import io.gapura.filters.Stage;
import io.gapura.rbac.CompiledRule.Kind;
import io.gapura.rbac.Rbac.Locators;
import io.gapura.rbac.Rbac.OnUncovered;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The policy {@code rbac}: the rule of the class and method that will run. A servlet without annotations and a file are
 * covered by the path rule that matches the request, a resource method never is.
 *
 * <p>Thread-safe.
 */
final class EndpointAccess implements Policy {
    private static final System.Logger LOG = System.getLogger("io.gapura.rbac");

    private static final CompiledRule LET_THROUGH = CompiledRule.of(Kind.EVERYBODY, "uncovered", "no rule");

    private final Sessions sessions;
    private final Optional<PathTrie> paths;
    private final EndpointRules rules;
    private final EndpointLints lints;
    private final Set<String> said = ConcurrentHashMap.newKeySet();
    private final OnUncovered onUncovered;
    private final Locators locators;
    private final @Nullable Candidate candidate;
    private final @Nullable PolicyRenewal renewal;
    private final Setup setup;

    EndpointAccess(Engine engine, Setup setup, @Nullable PolicyRenewal renewal) {
        this.sessions = engine.sessions();
        this.paths = engine.paths();
        this.rules = engine.rules();
        this.lints = new EndpointLints(rules);
        this.onUncovered = setup.onUncovered();
        this.locators = setup.locators();
        this.candidate = engine.candidate().orElse(null);
        this.renewal = renewal;
        this.setup = setup;
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
        Decision decision = ruled(request);
        return candidate == null ? decision : candidate.beside(decision, request);
    }

    private Decision ruled(RequestView request) {
        Endpoint endpoint = request.endpointOrNull();
        CompiledRule own = endpoint == null ? CompiledRule.UNKNOWN : rules.of(endpoint);
        if (endpoint != null
                && own.kind() == Kind.UNCOVERED
                && !endpoint.offered().isEmpty()) {
            return OfferedAccess.decide(request, endpoint.offered(), this::ruled); // nobody wrote it: it has no rule
        }
        if (request.isDispatched() && decideDispatched(request) instanceof Decision.Reject refused) {
            return refused;
        }
        return own.kind() == Kind.UNCOVERED ? decideUncovered(request) : sessions.decide(own, request);
    }

    @Override
    public boolean wouldAdmit(RequestView request) {
        return !(ruled(request) instanceof Decision.Reject);
    }

    /** On arrival the path was asked for that the client has sent; a dispatch leads to another, with a rule of its own. */
    private Decision decideDispatched(RequestView request) {
        if (paths.isEmpty()) {
            return Decision.proceed();
        }
        if (request.calledPath().isEmpty()) {
            return sessions.decide(CompiledRule.UNKNOWN, request);
        }
        CompiledRule path = paths.get().match(request.method(), request.calledPath());
        return path == null ? Decision.proceed() : sessions.decide(path, request);
    }

    /** By a path rule, if it may and one matches. */
    private Decision decideUncovered(RequestView request) {
        CompiledRule rule = rule(request);
        Decision decision = sessions.decide(rule, request);
        boolean reported = rule.kind() == Kind.UNCOVERED && onUncovered == OnUncovered.REPORT;
        return reported && decision instanceof Decision.Reject refused ? reported(refused, request) : decision;
    }

    /** Shadow mode for what no rule covers alone: a rule that nobody wrote yet must not stop what worked until today. */
    private Decision reported(Decision.Reject refused, RequestView request) {
        return sessions.decide(LET_THROUGH, request) instanceof Decision.Proceed proceed
                ? proceed.observing(refused.rejection())
                : refused;
    }

    /** Which rule decides on a request. */
    CompiledRule rule(RequestView request) {
        Optional<Endpoint> endpoint = request.endpoint();
        if (endpoint.isEmpty()) {
            return CompiledRule.UNKNOWN;
        }
        CompiledRule own = rules.of(endpoint.get());
        if (own.kind() != Kind.UNCOVERED || !isCoveredByPath(endpoint.get()) || paths.isEmpty()) {
            return own;
        }
        CompiledRule path = paths.get().match(request.method(), request.calledPath());
        return path == null ? own : path;
    }

    static boolean isCoveredByPath(Endpoint endpoint) {
        return endpoint.servesFiles()
                || endpoint.type().isPresent() && endpoint.method().isEmpty();
    }

    @Override
    public Optional<Ruling> ruling(Endpoint endpoint) {
        EndpointRules.Ruled ruled = rules.ruled(endpoint);
        rules.raised(lints.of(endpoint, ruled)).stream()
                .map(Lint::toString)
                .filter(said::add)
                .forEach(lint -> LOG.log(System.Logger.Level.WARNING, lint));
        if (ruled.rule().kind() != Kind.UNCOVERED) {
            return Optional.of(new Ruling(ruled.rule().words(), true, ruled.origin()));
        }
        if (isCoveredByPath(endpoint) && isReached(endpoint)) {
            // Which of them decides depends on the requested path; a path that none matches is refused.
            return Optional.of(new Ruling("path rules", true));
        }
        // The deployment tells of it; where it must not occur, it stops the start here.
        rules.raised(List.of(new Lint(Lint.Code.ENDPOINT_UNCOVERED, endpoint.id(), "no rule covers this endpoint")));
        String origin = onUncovered == OnUncovered.REPORT ? "let through" : "";
        return Optional.of(new Ruling("uncovered", false, origin));
    }

    /** Whether any path rule can match what the servlet is mapped to. */
    private boolean isReached(Endpoint endpoint) {
        return paths.filter(trie -> PathReach.of(trie, endpoint).reaches()).isPresent();
    }

    @Override
    public boolean asksWhoCalls(Endpoint endpoint) {
        return asksWhoCalls(rules.ruled(endpoint).rule())
                || paths.filter(rules -> rules.any(EndpointAccess::asksWhoCalls))
                        .isPresent();
    }

    private static boolean asksWhoCalls(CompiledRule rule) {
        return rule.reason(null) == AccessReason.ANONYMOUS;
    }

    /** What only observes goes by its reason. */
    @Override
    public Set<String> observed() {
        return onUncovered == OnUncovered.REPORT ? Set.of(AccessReason.UNCOVERED.word()) : Set.of();
    }

    @Override
    public List<String> remarks() {
        List<String> remarks = new ArrayList<>();
        if (onUncovered == OnUncovered.REPORT) {
            remarks.add("what no rule covers is let through");
        }
        if (rules.isBySpecification()) {
            remarks.add("annotations by the specification alone");
        }
        if (rulesLate()) {
            remarks.add("locators run before their rules where no runtime tells of them in time");
        }
        if (candidate != null) {
            remarks.add("a candidate decides beside");
        }
        if (renewal != null) {
            remarks.add("looks for a newer policy every " + renewal.every());
        }
        return remarks;
    }

    @Override
    public void opened(List<Endpoint> known) {
        DocumentLints.tell(rules, paths, setup, known);
    }

    /** What decides here. */
    Rbac running() {
        return Rbac.of(setup);
    }

    /**
     * Access rules of the same settings from another text; they decide nothing.
     *
     * @throws io.gapura.filters.ConfigurationException as for a document
     */
    Rbac trial(String name, byte[] content) {
        return Rbac.of(setup.loading(LoadedPolicy.read(name, content)).beside(null));
    }

    /** Those of that application that decide now. */
    static EndpointAccess of(Deployment deployment) {
        return deployment.policies().stream()
                .filter(EndpointAccess.class::isInstance)
                .map(EndpointAccess.class::cast)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("rbac is not among the policies of this application"));
    }

    /** Who may call which of these endpoints. */
    AccessMatrix matrix(Collection<Endpoint> endpoints) {
        return new MatrixRows(sessions.snapshot(), rules, paths, onUncovered).of(endpoints);
    }

    @Override
    public Optional<Renewal> renewal() {
        return Optional.ofNullable(renewal);
    }

    @Override
    public String fingerprint() {
        return setup.loaded().version();
    }

    @Override
    public boolean rulesLate() {
        return locators == Locators.LATE;
    }

    @Override
    public boolean requiresCoverage() {
        return onUncovered == OnUncovered.FAIL;
    }
}
