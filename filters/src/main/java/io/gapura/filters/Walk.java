package io.gapura.filters;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The fold: one request over lists of policies, first refusal wins. Gathers what the policies learned and left: view,
 * headers, guards, checks, and the refusals that a mode turned into records.
 */
final class Walk {
    /** Somebody read between two registrations: the guard would see the rest, or nothing. */
    static final Rejection GUARD_TOO_LATE = Rejection.of(500, "gate-misconfigured", "guard-too-late")
            .asHard()
            .note("the body was read before a policy that watches it: let no filter read between registrations");

    private final Sampler sampler;
    private RequestView view;

    /** Header lines and rules for answers, all that most walks leave behind; handed over when there is more. */
    private Decision.Proceed left = Decision.Proceed.UNCHANGED;

    private @Nullable Findings findings;
    private @Nullable Refused refused;

    /** Who has let a bad credential go on as nobody. */
    private @Nullable Step doubting;

    /** How the walk ended: mostly all that it leaves. */
    private record Refused(Rejection rejection, @Nullable String by) {}

    /** A guard or check together with the step that gave it, whose mode decides what its refusal means. */
    record Guarded<T>(T value, Step step) {}

    Walk(RequestView view, Sampler sampler) {
        this.view = view;
        this.sampler = sampler;
    }

    /** Runs the steps in order until one refuses or answers. */
    void run(Step[] steps) throws IOException {
        for (Step step : steps) {
            if (step.mode().runs() && step.scope().contains(view.target())) {
                apply(decide(step), step);
                if (isDecided()) {
                    return;
                }
            }
        }
    }

    /** Whether a policy refused or answered. */
    boolean isDecided() {
        Findings found = findings;
        return refused != null || found != null && found.answer() != null;
    }

    private Decision decide(Step step) throws IOException {
        try {
            return step.asked(sampler, view).decide(view);
        } catch (RefusedException refused) {
            if (refused.getCause() != null) {
                found().failed(refused.getCause());
            }
            return Decision.reject(refused.rejection());
        } catch (BodyRejectedException rejected) {
            return Decision.reject(rejected.rejection().asHard());
        } catch (IOException gone) {
            throw gone;
        } catch (Throwable thrown) { // checked ones too: not every language declares them
            return failed(thrown, "policy-failed");
        }
    }

    /** What a policy throws, its guards and checks among them, refuses in every mode. */
    Decision failed(Throwable thrown, String reason) {
        found().failed(thrown);
        return Decision.reject(Rejection.internalError(AuditedFault.reasonOf(thrown, reason))
                .note(thrown.getClass().getName()));
    }

    void apply(@Nullable Decision decision, Step step) {
        if (decision instanceof Decision.Proceed proceed) {
            if (proceed != Decision.Proceed.UNCHANGED) {
                merge(proceed, step);
            }
        } else if (decision instanceof Decision.Reject reject) {
            reject.observed().forEach(would -> observe(would, step));
            refuse(reject.rejection(), step);
        } else if (decision instanceof Decision.Answer given) {
            found().answered(given, step);
        } else {
            refuse(Rejection.internalError("no-decision"), step);
        }
    }

    /** Refuses, or records the refusal when the mode says so. */
    void refuse(Rejection rejection, Step step) {
        if (rejection.hard() || sampler.enforced(step, view)) {
            refused = new Refused(remembered(rejection), step.policy().name());
        } else {
            found().record(rejection, step);
        }
    }

    /** Who is asked who he is, and has shown a credential that did not count, learns what became of that. */
    private Rejection remembered(Rejection rejection) {
        Caller caller = view.caller();
        return rejection.status() == 401 && caller.isAnonymous()
                ? caller.proof(Rejection.class).orElse(rejection)
                : rejection;
    }

    /** Records what a shadowed rule would have refused. */
    void observe(Rejection would, Step step) {
        found().record(would, step);
    }

    private void merge(Decision.Proceed proceed, Step step) {
        RequestView changed = proceed.request().orElse(view);
        Caller known = view.caller();
        if (!known.isAnonymous() && !known.sameAs(changed.caller())) {
            Rejection ambiguous = Rejection.of(400, "credential-ambiguous", "two-callers");
            refused = new Refused(ambiguous.asHard(), step.policy().name());
            return;
        }
        if (known.isAnonymous() && isDoubted(known, changed.caller(), step)) {
            return;
        }
        view = changed;
        if (!proceed.leavesSomething()) {
            return;
        }
        Decision.Proceed both = findings == null && proceed.leavesLinesAlone() ? left.withLinesOf(proceed) : null;
        if (both == null) {
            found().keep(proceed, step);
        } else {
            left = both;
        }
    }

    /**
     * A bad credential may be overlooked where nobody is asked for, and not because another one is good: it is refused
     * whichever of the two comes first.
     */
    private boolean isDoubted(Caller known, Caller found, Step step) {
        Rejection ofCredential = (found.isAnonymous() ? found : known).proofOrNull(Rejection.class);
        if (ofCredential == null) {
            return false;
        }
        if (doubting == null) {
            doubting = step;
        }
        if (!found.isAnonymous()) {
            refuse(ofCredential, doubting);
        }
        return refused != null;
    }

    /** Asks the checks, in order; false when one refused for good. */
    boolean passes(Object entity) {
        for (Guarded<EntityCheck> guarded : checks()) {
            Decision decision;
            try {
                decision = guarded.value().check(entity);
            } catch (RuntimeException | Error thrown) {
                decision = failed(thrown, "control.failure");
            }
            if (decision instanceof Decision.Proceed proceed) {
                proceed.observed().forEach(would -> observe(would, guarded.step()));
            }
            if (decision instanceof Decision.Reject reject) {
                refuse(reject.rejection(), guarded.step());
                if (refusal() != null) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Asks the guards, in order, until one refuses for good: what they add to the answer. */
    List<HeaderLine> guard(ResponseView response) {
        List<HeaderLine> added = new ArrayList<>();
        for (Guarded<ResponseGuard> guarded : responseGuards()) {
            Decision decision = decide(guarded.value(), response);
            if (decision instanceof Decision.Proceed proceed) {
                added.addAll(proceed.responseHeaders());
                proceed.observed().forEach(would -> observe(would, guarded.step()));
            } else {
                boolean refused = decision instanceof Decision.Reject;
                refuse(
                        refused ? ((Decision.Reject) decision).rejection() : Rejection.internalError("no-decision"),
                        guarded.step());
                if (refusal() != null) {
                    return added;
                }
            }
        }
        return added;
    }

    private Decision decide(ResponseGuard guard, ResponseView response) {
        try {
            return guard.decide(response);
        } catch (Throwable thrown) { // checked ones too: not every language declares them
            return failed(thrown, "control.failure");
        }
    }

    List<Guarded<ResponseGuard>> responseGuards() {
        return findings == null ? List.of() : findings.responseGuards();
    }

    /** Records what a policy finds by itself, behind its decision. */
    void observed(Rejection would, String policy) {
        found().record(would, policy);
    }

    /** Records what a facility would have refused, once. */
    void observe(Rejection rejection, String facility) {
        if (shadowed().stream().noneMatch(would -> would.policy().equals(facility))) {
            found().record(rejection, facility);
        }
    }

    /** Refuses in the name of no policy. */
    void refuseUnread(Rejection rejection) {
        refused = new Refused(rejection, null);
    }

    /** Records that a guard stopped the application's reading. */
    void late(Rejection rejection) {
        found().late(rejection);
    }

    private Findings found() {
        Findings made = findings;
        if (made == null) {
            made = new Findings(left);
            findings = made;
        }
        return made;
    }

    /** Who is to take the content in the place of the application, and has not yet. */
    @Nullable
    Guarded<BodyTaker> taker() {
        return findings == null ? null : findings.taker();
    }

    /** The content for who takes it; empty where the application had it before. */
    InputStream takeBody() throws IOException {
        InputStream content = openBody();
        found().taken();
        return content;
    }

    private boolean isBodyTaken() {
        return findings != null && findings.isTaken();
    }

    /** The content for the application. From here on a further guard would see the rest of it, or nothing. */
    InputStream openBody() throws IOException {
        if (isBodyTaken()) {
            return InputStream.nullInputStream();
        }
        found().bodyOpened();
        InputStream wire = view.body().open();
        Optional<ContentDecoder> decoder = view.decoder();
        if (decoder.isEmpty() && guards().isEmpty()) {
            return wire;
        }
        GuardedStream content =
                new GuardedStream(decoder.isPresent() ? decoder.get().decode(wire) : wire, this);
        found().opened(content);
        return content;
    }

    /** Whether a guard has not seen enough for a success to leave. */
    boolean awaitsEnd() {
        for (Guarded<BodyGuard> guarded : guards()) {
            if (guarded.value().awaitsEnd()) {
                return true;
            }
        }
        return false;
    }

    /** What the application reads; null while it has not asked. */
    @Nullable
    GuardedStream opened() {
        return found().opened();
    }

    /** Whether the wire is not the application's to read. */
    boolean isBodyTouched() {
        return isBodyHeld() || !guards().isEmpty();
    }

    /** Whether somebody has read it, or must decode it. */
    boolean isBodyHeld() {
        return view.isBodyRead() || view.decoder().isPresent() || isBodyTaken();
    }

    boolean isGuardTooLate() {
        return findings != null && findings.isGuardTooLate();
    }

    /** From here on rules see what will be called. */
    void enter(Endpoint endpoint, PathParameters parameters, @Nullable String path) {
        view = view.calling(endpoint, parameters, path);
    }

    /** Whether a credential that was not seen before has proven the caller since this was asked last. */
    boolean takeProven() {
        return findings != null && findings.takeProven();
    }

    /** Whether the mode of a policy enforces it for this request. */
    boolean enforces(Step step) {
        return step.mode().runs() && sampler.enforced(step, view);
    }

    RequestView view() {
        return view;
    }

    List<HeaderLine> headers() {
        return findings == null ? left.responseHeaders() : findings.headers();
    }

    List<Guarded<BodyGuard>> guards() {
        return findings == null ? List.of() : findings.guards();
    }

    List<Guarded<EntityCheck>> checks() {
        return findings == null ? List.of() : findings.checks();
    }

    /** Who waits for the end of the request; each is handed out once. */
    @Nullable
    OnCompletion takeCompletion() {
        return findings == null ? null : findings.takeCompletion();
    }

    List<OnCompletion> completions() {
        return findings == null ? List.of() : findings.completions();
    }

    Map<String, Object> attributes() {
        return findings == null ? Map.of() : findings.attributes();
    }

    AnswerRules answerRules() {
        return findings == null ? left.answerRules() : findings.answerRules();
    }

    /** What the request has done if it succeeds. */
    @Nullable
    Recorded recorded() {
        return findings == null ? null : findings.recorded();
    }

    List<AuditEvent.WouldReject> shadowed() {
        return findings == null ? List.of() : findings.shadowed();
    }

    @Nullable
    Rejection refusal() {
        return refused == null ? null : refused.rejection();
    }

    @Nullable
    String decider() {
        if (refused != null) {
            return refused.by();
        }
        return findings == null ? null : findings.decider();
    }

    @Nullable
    Throwable failure() {
        return findings == null ? null : findings.failure();
    }

    Decision.@Nullable Answer answer() {
        return findings == null ? null : findings.answer();
    }

    /** What stopped the application's reading. */
    @Nullable
    Rejection late() {
        return findings == null ? null : findings.late();
    }
}
