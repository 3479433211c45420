package io.gapura.filters;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What all registrations of one application share: pipelines in the order of their arrival, audit, errors, clock,
 * coverage. Pipelines join while the application starts; requests see the state that stood when they began.
 *
 * <p>Thread-safe. Nothing is static: two applications on one server share nothing.
 */
public final class Deployment implements AutoCloseable {
    /** Under which adapters keep the deployment of an application that has Servlets. */
    public static final String ATTRIBUTE = "io.gapura.deployment";

    private static final System.Logger LOG = System.getLogger("io.gapura");

    private static final String NO_ACCESS_POLICY = "no access policy: every endpoint is open";

    private final InstantSource clock;
    private final IncidentIds incidents;
    private final Sampler sampler;
    private final ReentrantLock starting = new ReentrantLock();
    private final Reloads reloads = new Reloads();
    private final AtomicBoolean opened = new AtomicBoolean();
    private final Map<String, String> places = new HashMap<>();
    private final Renewals renewals = new Renewals();
    private final Successor successor = new Successor();
    private volatile DeploymentState state;

    private Deployment(InstantSource clock, SecureRandom random, DefaultFacilities defaults) {
        byte[] salt = new byte[32];
        random.nextBytes(salt);
        this.clock = clock;
        this.incidents = new IncidentIds(random);
        this.sampler = new Sampler(salt);
        this.state = new DeploymentState(
                clock,
                List.of(),
                defaults.audit(),
                defaults.errors(),
                TrustedProxies.none().tracing(tracesAnybody(defaults.errors())),
                Coverage.empty(),
                false,
                "0",
                new FailureLog(),
                new LineJoins(),
                new Demands(),
                new Criticals(),
                new StartReport());
    }

    private static boolean tracesAnybody(ErrorRenderer errors) {
        return errors.rules().trace() == ErrorRules.Trace.CONTINUE;
    }

    /** An empty deployment on the system's clock and randomness. */
    public static Deployment create() {
        return create(InstantSource.system(), new SecureRandom(), DefaultFacilities.load());
    }

    /** An empty deployment for tests and unusual places. */
    public static Deployment create(InstantSource clock, SecureRandom random, DefaultFacilities defaults) {
        return new Deployment(clock, random, defaults);
    }

    /** A deployment of one pipeline. */
    public static Deployment of(Pipeline pipeline) {
        Deployment deployment = create();
        deployment.join("the pipeline", pipeline);
        return deployment;
    }

    /**
     * Adds a pipeline at start-up. The same object a second time changes nothing: filter and feature share it.
     *
     * @param place the registration, for messages
     * @throws ConfigurationException when a policy or a facility is in two registrations, or audit cannot write
     */
    public void join(String place, Pipeline pipeline) {
        starting.lock();
        try {
            if (state.pipelines().contains(state.current(pipeline))) {
                return;
            }
            // All or nothing: Liberty makes a filter that failed again, and its message must stay the same.
            Map<String, String> claimed = new HashMap<>(places);
            pipeline.steps()
                    .forEach(
                            step -> claim(claimed, "the policy " + step.policy().name(), place));
            pipeline.audit().ifPresent(sink -> claim(claimed, "audit", place));
            pipeline.errors().ifPresent(renderer -> claim(claimed, "errors", place));
            pipeline.proxies().ifPresent(proxies -> claim(claimed, "proxies", place));
            pipeline.audit().ifPresent(sink -> requireWritable(sink, place));
            places.putAll(claimed);
            ErrorRenderer errors = pipeline.errors().orElse(state.errors());
            List<Pipeline> pipelines = new ArrayList<>(state.pipelines());
            pipelines.add(pipeline);
            state = new DeploymentState(
                    clock,
                    List.copyOf(pipelines),
                    pipeline.audit().orElse(state.audit()),
                    errors,
                    pipeline.proxies().orElse(state.proxies()).tracing(tracesAnybody(errors)),
                    state.coverage(),
                    state.endpointPolicies() || pipeline.endpoint().length > 0,
                    state.pipelines().isEmpty() ? pipeline.version() : state.version() + "+" + pipeline.version(),
                    state.log(),
                    state.joins(),
                    state.demands(),
                    state.criticals(),
                    state.report());
            LOG.log(System.Logger.Level.INFO, () -> "Gapura " + place + ": " + withFacilities(pipeline));
        } finally {
            starting.unlock();
        }
    }

    /** Whom a facility believes and what it lets pass is as much a part of the gate as what a policy does. */
    private static List<String> withFacilities(Pipeline pipeline) {
        List<String> lines = new ArrayList<>(pipeline.posture());
        pipeline.errors().ifPresent(renderer -> lines.addAll(renderer.rules().remarks()));
        pipeline.proxies().ifPresent(proxies -> lines.add(proxies.posture()));
        return lines;
    }

    private static void requireWritable(AuditSink sink, String place) {
        try {
            sink.check();
        } catch (AuditUnavailableException unavailable) {
            throw ConfigurationException.at(place, "audit cannot write: " + unavailable.getMessage());
        }
    }

    private static void claim(Map<String, String> places, String what, String place) {
        String earlier = places.putIfAbsent(what, place);
        if (earlier != null) {
            throw ConfigurationException.at(place, what + " is already configured by " + earlier);
        }
    }

    /** Refuses to start, and to renew a policy, when one needs what this kind of deployment cannot give. */
    public void requireOnly(Map<Need, String> missing) {
        if (state.proxies().needsPeer() && missing.containsKey(Need.PEER_ADDRESS)) {
            throw ConfigurationException.of(
                    "proxies.trusted needs " + Need.PEER_ADDRESS + ", and " + missing.get(Need.PEER_ADDRESS));
        }
        successor.requireOnly(missing, state.pipelines());
    }

    /**
     * Tells of an endpoint that can be called; the policies rule on it, and their rulings are logged: some runtimes
     * tell of their endpoints only with the first request, so there is no moment for one report.
     *
     * @throws ConfigurationException when a policy cannot rule on it without guessing
     */
    public void cover(Endpoint endpoint) {
        starting.lock();
        try {
            DeploymentState now = state;
            state = now.with(now.pipelines(), now.coverage().with(endpoint, now.running()));
            // A runtime tells of one endpoint many times, such as the OPTIONS that it generates for each path.
            if (!state.coverage().rows(endpoint).equals(now.coverage().rows(endpoint))) {
                logRulings(endpoint);
            }
        } finally {
            starting.unlock();
        }
    }

    /**
     * Refuses to start with an endpoint whose annotations demand a policy that is nowhere. To be asked once all
     * registrations have joined; what is known only later is refused by each request. Refuses too when a policy could ask
     * there who calls, and none says how to answer.
     *
     * @throws ConfigurationException naming endpoint and policy
     */
    public void requireServed(Endpoint endpoint) {
        state.requireServed(endpoint);
    }

    /**
     * Tells of a sub-resource locator. It is an endpoint while a policy has a rule for it, as a newer one may have.
     *
     * @param early whether somebody asks for its rule before it runs
     * @throws ConfigurationException when a policy has one that must be asked for in time, and nobody does
     */
    public void locate(Endpoint locator, boolean early) {
        successor.tell(locator, early);
        if (state.isCovered(locator)) {
            Successor.requireRuledInTime(locator, early, state);
            cover(locator);
        }
    }

    /**
     * Refuses policies that could not take the places of those of their names: those with which the application would not
     * have started. Changes nothing.
     *
     * @throws ConfigurationException with the reason
     */
    public void requireFitting(List<Policy> newer) {
        successor.of(state, newer);
    }

    /** Makes sure that the audit log takes events, before something is done that must leave one. */
    public void requireAudit() throws AuditUnavailableException {
        state.audit().check();
    }

    /**
     * Leaves an event of the gate, such as of what an administrator has done.
     *
     * @throws AuditUnavailableException when it cannot be written
     */
    public void record(AuditEvent.Kind kind, Map<String, String> facts) throws AuditUnavailableException {
        state.audit()
                .append(AuditEvent.ofGate(
                        kind, clock.instant(), incidents.next(clock.millis()), state.version(), facts));
    }

    private void logRulings(Endpoint endpoint) {
        for (Coverage.Row row : state.coverage().rows(endpoint)) {
            // What a runtime generates has no class that somebody could annotate: refused as expected.
            boolean forgotten = !row.covered() && endpoint.type().isPresent();
            LOG.log(forgotten ? System.Logger.Level.WARNING : System.Logger.Level.INFO, () -> "Gapura " + row);
        }
    }

    /** Which rule decides on which endpoint, as far as endpoints are known. */
    public Coverage coverage() {
        return state.coverage();
    }

    /** The policies that run now, in their order: of those that were renewed the newer ones. */
    public List<Policy> policies() {
        return state.running().stream().map(Step::policy).toList();
    }

    /** What is on and how hard, over all pipelines; says so when no access policy is among them. */
    public List<String> posture() {
        List<String> lines = new ArrayList<>();
        state.pipelines().forEach(pipeline -> lines.addAll(pipeline.posture()));
        boolean accessRuled = state.coverage().rows().stream().findAny().isPresent();
        boolean accessPolicy = state.pipelines().stream()
                .flatMap(pipeline -> pipeline.steps().stream())
                .anyMatch(step -> step.policy().rulesOnAccess());
        if (!accessRuled && !accessPolicy) {
            lines.add(NO_ACCESS_POLICY);
        }
        lines.addAll(state.errors().rules().remarks());
        lines.add(state.proxies().posture());
        lines.addAll(reloads.remarks());
        return lines;
    }

    /** How the gate was mounted and what the server does by itself: adapters tell it what they find. */
    public StartReport report() {
        return state.report();
    }

    /** Whose word about a request counts: adapters read by it. */
    public TrustedProxies proxies() {
        return state.proxies();
    }

    /**
     * Begins the walk of one request that was read. The first one opens the gate and leaves the START event.
     *
     * @throws RefusedException for an encoded slash that no policy admits
     */
    public Exchange begin(RequestView request) {
        open();
        if (!request.target().violations().isEmpty()) {
            Admission.require(state.pipelines(), request.target());
        }
        long now = clock.millis();
        return new Exchange(state, incidents.next(now), new Walk(request, sampler), null);
    }

    /** Begins and ends the walk of a request that cannot be read. */
    public GateAnswer refuseUnread(Rejection rejection, AuditEvent.RequestLine line) {
        open();
        Exchange exchange = new Exchange(state, incidents.next(clock.millis()), null, line);
        return exchange.refuseUnread(rejection);
    }

    /** Opens the gate now instead of at the first request: leaves the START event, says when nobody rules on access. */
    public void open() {
        if (opened.get() || !opened.compareAndSet(false, true)) {
            return;
        }
        if (posture().contains(NO_ACCESS_POLICY)) {
            LOG.log(System.Logger.Level.WARNING, "Gapura: " + NO_ACCESS_POLICY);
        }
        state.audit().opened(coverage().endpoints());
        appendGateEvent(AuditEvent.Kind.START);
        policies().forEach(policy -> policy.opened(coverage().endpoints()));
        renewals.start(() -> state.pipelines(), this::renew);
    }

    /**
     * Looks now for newer versions of policies that can {@linkplain Policy#renewal renew} themselves, as the deployment
     * does by itself while it is open. Each change, and each that was refused, leaves an audit event.
     */
    public void renew() {
        Renewals.of(state.pipelines()).forEach(renewal -> reloads.look(renewal, this));
    }

    /** What a newer policy has to rule on: endpoints, and locators that none rules on yet. */
    List<Endpoint> ruledAnew() {
        return successor.endpoints(state);
    }

    /** Endpoints may have come in while somebody looked: all that are known now are ruled on. */
    void swap(Renewal.Renewed newer) {
        starting.lock();
        try {
            state = successor.of(state, newer.policies());
        } finally {
            starting.unlock();
        }
    }

    private void appendGateEvent(AuditEvent.Kind kind) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("posture", String.join(", ", posture()));
        if (kind == AuditEvent.Kind.START && !report().lines().isEmpty()) {
            facts.put("report", String.join("; ", report().lines()));
        }
        state.pipelines().forEach(pipeline -> pipeline.steps().forEach(step -> facts.putAll(ShadowFacts.of(step))));
        facts.put("endpoints_uncovered", Integer.toString(coverage().uncovered().size()));
        append(kind, facts);
    }

    void append(AuditEvent.Kind kind, Map<String, String> facts) {
        try {
            record(kind, facts);
        } catch (AuditUnavailableException unavailable) {
            // The next request meets the same sink and is refused by it.
            LOG.log(System.Logger.Level.ERROR, "audit cannot write the " + kind + " event", unavailable);
        }
    }

    /** How often an {@link OnCompletion} threw; for a metric. */
    public long failedCompletions() {
        return state.log().failedCompletions();
    }

    /** What was said about error answers, for those who do not write them. */
    public ErrorRules errorRules() {
        return state.errors().rules();
    }

    /** Leaves the STOP event, closes what policies hold, and the audit sink. */
    @Override
    public void close() {
        renewals.close();
        if (opened.get()) {
            appendGateEvent(AuditEvent.Kind.STOP);
        }
        state.pipelines()
                .forEach(pipeline ->
                        pipeline.steps().forEach(step -> step.policy().close()));
        state.audit().close();
    }
}
