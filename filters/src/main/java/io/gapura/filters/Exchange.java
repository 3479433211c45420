package io.gapura.filters;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One request's walk through all pipelines of a deployment: each stage runs once, whichever adapter gets there first,
 * and the walk ends once, with one audit event.
 *
 * <p>Every method that returns a {@link GateAnswer} has decided: the adapter sends it instead of the application's
 * answer. Belongs to one request; threads may change (async), calls come one after the other.
 */
public final class Exchange extends Failing {
    /** Under which adapters keep the exchange of a request. */
    public static final String ATTRIBUTE = "io.gapura.exchange";

    private List<Pipeline> arrived = List.of();
    private boolean endpointAwaited;
    private @Nullable String enteredBy;
    private volatile boolean bodyKept;

    private BooleanSupplier outlet = () -> false;

    Exchange(DeploymentState state, IncidentId incident, @Nullable Walk walk, AuditEvent.@Nullable RequestLine unread) {
        super(state, incident, walk, unread);
    }

    private Walk walk() {
        if (walk == null) {
            throw new IllegalStateException("a request that could not be read has no walk");
        }
        return walk;
    }

    /** The id that answer, audit event and log record share. */
    public IncidentId incident() {
        return incident;
    }

    /** The request as the last policy left it. */
    public RequestView request() {
        return walk().view();
    }

    public Caller caller() {
        return walk().view().caller();
    }

    /** What policies gathered for every answer to this request, in order; the incident's id comes on top of it. */
    public List<HeaderLine> responseHeaders() {
        return walk == null ? List.of() : walk.headers();
    }

    /**
     * Gives what every answer to this request carries, the incident's id included. To be set before the application
     * runs, and again after a reset; a {@link GateAnswer} has them already.
     */
    public void headersInto(BiConsumer<String, String> set) {
        responseHeaders().forEach(line -> set.accept(line.name(), line.value()));
        set.accept(errorRules().incidentHeader(), incident.toString());
    }

    /** What was said about error answers, the name of the incident's header included. */
    public ErrorRules errorRules() {
        return state.errors().rules();
    }

    /** Leaves what the application writes on 400 and above alone for this request: it answers for the text itself. */
    public void keepErrorBody() {
        bodyKept = true;
    }

    /** Whether the application opted in for its own error content: by {@link #keepErrorBody}, or for this endpoint. */
    public boolean keepsErrorBody() {
        return bodyKept || entered != null && state.errors().leavesAlone(entered);
    }

    /** What policies want of the application's own answer. */
    public AnswerRules answerRules() {
        return walk == null ? AnswerRules.none() : walk.answerRules();
    }

    /** Gives what policies hand to the application. */
    public void attributesInto(BiConsumer<String, Object> set) {
        attributes().forEach(set);
    }

    /** The same by name; mostly none. */
    public Map<String, Object> attributes() {
        return walk().attributes();
    }

    /** Whether that pipeline is one of its deployment's; another one has no place in its order, audit and errors. */
    public boolean walks(Pipeline pipeline) {
        return state.pipelines().contains(state.current(pipeline));
    }

    /**
     * Runs the arrival stage of a pipeline, once.
     *
     * @throws IOException when the client went away
     */
    public Optional<GateAnswer> arrive(Pipeline pipeline) throws IOException {
        return arriveAt(state.current(pipeline));
    }

    private Optional<GateAnswer> arriveAt(Pipeline pipeline) throws IOException {
        if (arrived.contains(pipeline)) {
            return Optional.ofNullable(decided);
        }
        if (arrived.isEmpty()) {
            Optional<GateAnswer> unavailable = requireAudit();
            if (unavailable.isPresent()) {
                return unavailable;
            }
        }
        walk().run(pipeline.arrival());
        // After the walk: a stage that was broken off has not run, whoever swallows what broke it.
        arrived = arrivedWith(pipeline);
        return outcome();
    }

    /** The only pipeline of a deployment is all of them: that list is at hand. */
    private List<Pipeline> arrivedWith(Pipeline pipeline) {
        List<Pipeline> all = state.pipelines();
        if (all.size() == 1 && all.get(0) == pipeline && arrived.isEmpty()) {
            return all;
        }
        List<Pipeline> longer = new ArrayList<>(arrived);
        longer.add(pipeline);
        return longer;
    }

    /** Nothing may happen that cannot be recorded. */
    private Optional<GateAnswer> requireAudit() {
        try {
            Evidence.check(state);
            return Optional.empty();
        } catch (AuditUnavailableException unavailable) {
            return Optional.of(auditUnavailable(unavailable));
        }
    }

    /** Says that somebody else will call {@link #enter}, and that nothing may succeed until then. */
    public void awaitEndpoint() {
        endpointAwaited = true;
    }

    /**
     * Runs the endpoint stage of all pipelines that have arrived, once per endpoint: a forward to another endpoint runs
     * it again.
     *
     * @throws IOException when the client went away
     */
    public Optional<GateAnswer> enter(Endpoint endpoint) throws IOException {
        return enter(endpoint, PathParameters.NONE, null);
    }

    /** The same for an endpoint whose template took values out of the path; they are asked for when a policy wants one. */
    public Optional<GateAnswer> enter(Endpoint endpoint, PathParameters parameters) throws IOException {
        return enter(endpoint, parameters, null);
    }

    /**
     * The same for where a forward or an include leads to; once for each path.
     *
     * @param path within the application, canonical; empty when it cannot be read in one way
     */
    public Optional<GateAnswer> enter(Endpoint endpoint, String path) throws IOException {
        boolean same = path.equals(walk().view().target().path());
        return enter(endpoint, PathParameters.NONE, same ? null : path);
    }

    private Optional<GateAnswer> enter(Endpoint endpoint, PathParameters parameters, @Nullable String path)
            throws IOException {
        if (decided != null || Objects.equals(endpoint, entered) && Objects.equals(path, enteredBy)) {
            return Optional.ofNullable(decided);
        }
        Rejection unserved = state.demands().unserved(endpoint, state.pipelines());
        if (unserved != null) {
            return Optional.of(refuse(unserved));
        }
        if (state.endpointPolicies()) {
            walk().enter(endpoint, parameters, path);
        }
        for (int i = 0; i < arrived.size() && !walk().isDecided(); i++) {
            walk().run(arrived.get(i).endpoint());
        }
        Reception.of(walk());
        entered = endpoint;
        enteredBy = path;
        endpointAwaited = false;
        Optional<GateAnswer> outcome = outcome();
        return outcome.isEmpty() && state.isCritical(endpoint) ? noted(AuditEvent.Kind.INTENT) : outcome;
    }

    /** Whether some policy has a rule for that endpoint, rather than refusing it for want of one. */
    public boolean isCovered(Endpoint endpoint) {
        return state.isCovered(endpoint);
    }

    /** Whether every policy with a rule for that locator puts up with being asked when it has run already. */
    public boolean mayRuleLate(Endpoint locator) {
        return !state.wantsEarly(locator);
    }

    /** Says how an endpoint is ruled on that nobody knew of at start-up; to be told once for each. */
    public void firstSeen(Endpoint endpoint) {
        boolean free = endpoint.httpMethod().equals(Endpoint.LOCATOR) && !isCovered(endpoint);
        if (!free && !state.coverage().knows(endpoint)) {
            state.log().firstSeen(state.coverage().told(endpoint, state.running()));
        }
    }

    /**
     * What the caller of this request may call among endpoints of one path, for what a runtime tells of a path.
     *
     * @throws IOException when the client went away
     */
    public Offer offer(List<Endpoint> endpoints) throws IOException {
        return Offer.of(state, walk(), endpoints);
    }

    /** The resource methods whose template fits the path of this request, wherever their application is mounted. */
    public List<Endpoint> fitting() {
        return state.coverage().fitting(walk().view().target());
    }

    /** Whether some policy says who may call what, so that nobody is told of more. */
    public boolean isAccessRuled() {
        return state.isAccessRuled();
    }

    /** What was called, once {@link #enter} ran. */
    public Optional<Endpoint> endpoint() {
        return Optional.ofNullable(entered);
    }

    private Optional<GateAnswer> outcome() {
        if (walk().takeProven()) {
            Optional<GateAnswer> unavailable = noted(AuditEvent.Kind.PROVEN);
            if (unavailable.isPresent()) {
                return unavailable;
            }
        }
        Rejection refusal = walk().refusal();
        if (refusal != null) {
            return Optional.of(settle(refusal, walk().decider(), walk().failure()));
        }
        Decision.Answer answer = walk().answer();
        if (answer != null) {
            return Optional.of(answered(answer));
        }
        return walk().isGuardTooLate() ? Optional.of(refuse(Walk.GUARD_TOO_LATE)) : Optional.empty();
    }

    private GateAnswer answered(Decision.Answer answer) {
        GateAnswer given = GateAnswer.of(204, merged(answer.headers()), new byte[0]);
        AuditEvent event = event(AuditEvent.Kind.REFUSED, 204).answered(walk().decider());
        return recorded(given, answer.facts().isEmpty() ? event : event.telling(answer.facts()));
    }

    /**
     * Why a success may not leave yet: a stage that is due has not run. Adapters ask before they let an answer below 400
     * go.
     */
    public Optional<Rejection> withheld() {
        Optional<Rejection> late = lateRejection();
        if (late.isPresent()) {
            return late;
        }
        if (endpointAwaited) {
            return Optional.of(FEATURE_MISSING);
        }
        boolean endpointDue = state.endpointPolicies() && entered == null;
        boolean arrivalDue = arrived != state.pipelines() && !arrived.containsAll(state.pipelines());
        if (arrivalDue || endpointDue) {
            return Optional.of(
                    Rejection.of(500, "stage-skipped", "stage-skipped").asHard());
        }
        return Optional.empty();
    }

    /** The content for the application: what was read, or the wire, watched by the guards. Opened once. */
    public InputStream openBody() throws IOException {
        return walk().openBody();
    }

    /** Whether the container may parse the content past its guards: there are none, or they are all in shadow. */
    public boolean mayPassGuards() {
        return Reception.mayPass(walk());
    }

    /** Records what guards in shadow, which were passed, would have refused that as. */
    public void passedGuards(Rejection unseen) {
        Reception.passed(walk(), unseen);
    }

    /** Whether a success may not leave yet, because a guard has not seen all of the content: see {@link #readRest}. */
    public boolean awaitsEnd() {
        return walk != null && walk.awaitsEnd();
    }

    /**
     * Reads for the guards what the application has left unread. To be called when the application is done and a success
     * is about to leave; what the guards make of it is then a {@link #lateRejection}.
     *
     * @param mayBlock whether the wire can be read now; where it cannot, what is missing is refused
     */
    public void readRest(boolean mayBlock) {
        if (awaitsEnd()) {
            Reception.ofTheRest(walk(), mayBlock);
        }
    }

    /** Whether somebody wants to see the answer before it leaves. */
    public boolean guardsResponse() {
        return walk != null && !walk.responseGuards().isEmpty();
    }

    /** How much content is to be held for the guards. */
    public int responseBound() {
        int most = 0;
        for (Walk.Guarded<ResponseGuard> guarded : walk().responseGuards()) {
            most = Math.max(most, guarded.value().bound());
        }
        return most;
    }

    /**
     * Shows the guards an answer of the application; to be asked once, when its headers are set.
     *
     * @param set what they add
     * @return a refusal, to be sent instead
     */
    public Optional<GateAnswer> guard(ResponseView response, Consumer<HeaderLine> set) {
        if (decided != null) {
            return Optional.of(decided);
        }
        List<HeaderLine> lines = walk().guard(response);
        Optional<GateAnswer> refused = outcome();
        if (refused.isEmpty()) {
            lines.forEach(set);
        }
        return refused;
    }

    /** Asks the entity checks; present is a refusal, sent by whoever renders the late rejection. */
    public Optional<GateAnswer> check(Object entity) {
        return walk().passes(entity) ? Optional.empty() : outcome();
    }

    /** Records what a policy would have refused had it been enforced, found when the application asked it for something. */
    public void observe(Rejection would, String policy) {
        walk().observed(would, policy);
    }

    /** Records error content of the application that scrubbing would have replaced, where it only observes. */
    public void observeErrorBody(int status) {
        walk().observe(Rejection.of(status, "status-" + status, "error-body"), "errors");
    }

    /** Gives the adapters behind the one in front its sight of the wire. */
    public void leavesBy(BooleanSupplier begun) {
        outlet = begun;
    }

    /** Whether an answer has begun to leave, as far as the adapter in front can see. */
    public boolean hasLeft() {
        return outlet.getAsBoolean();
    }

    /**
     * Stores what the application has to say about this request; a critical event is on the disk when this returns.
     *
     * @throws RefusedException when it cannot be stored: 503 {@code audit-unavailable}
     */
    public void audit(ApplicationEvent recorded) {
        store(event(AuditEvent.Kind.APPLICATION, 0).application(recorded));
    }

    GateAnswer refuseUnread(Rejection rejection) {
        Optional<GateAnswer> unavailable = requireAudit();
        return unavailable.isPresent() ? unavailable.get() : settle(rejection, "engine", null);
    }
}
