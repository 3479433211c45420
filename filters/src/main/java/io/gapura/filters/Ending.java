package io.gapura.filters;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * How the walk of one request ends: whatever the way, one answer, one audit event, one record in the log. A superclass
 * and no object beside the exchange, because a request should not cost one more.
 */
abstract class Ending extends Rendering {
    private static final AtomicIntegerFieldUpdater<Ending> SETTLED =
            AtomicIntegerFieldUpdater.newUpdater(Ending.class, "settled");

    static final Rejection AUDIT_UNAVAILABLE = Rejection.of(503, "audit-unavailable", "audit-unavailable");

    @Nullable
    Endpoint entered;

    @Nullable
    GateAnswer decided;

    volatile boolean cut;

    /** 1 once the one audit event was written or refused; an updater, because a request should not cost an object more. */
    private volatile int settled;

    Ending(DeploymentState state, IncidentId incident, @Nullable Walk walk, AuditEvent.@Nullable RequestLine unread) {
        super(state, incident, walk, unread);
    }

    final boolean settleOnce() {
        return SETTLED.compareAndSet(this, 0, 1);
    }

    /** Whether the one audit event was written. */
    public final boolean isSettled() {
        return settled == 1;
    }

    /**
     * Ends the walk of an admitted request, once.
     *
     * @param status what the application answers
     * @return what must be sent instead, when the end cannot be recorded
     */
    public final Optional<GateAnswer> complete(int status) {
        if (!settleOnce()) {
            return Optional.empty();
        }
        try {
            Evidence.append(state, event(status >= 500 ? AuditEvent.Kind.FAILED : AuditEvent.Kind.COMPLETED, status));
            return Optional.empty();
        } catch (AuditUnavailableException unavailable) {
            return Optional.of(auditUnavailable(unavailable));
        }
    }

    /**
     * Ends the walk of a request whose answer had left already when it failed; the adapter cuts the connection.
     *
     * @param status what had been sent
     */
    public final void cutOff(int status, Rejection why) {
        endCut(status, why.note("response-aborted " + why.note().orElse("")));
    }

    /** As {@link #cutOff}, for a throwable that came too late to be answered. Logged under the incident. */
    public final void abort(int status, Throwable thrown) {
        endCut(
                status,
                Rejection.internalError("response-aborted")
                        .note(thrown.getClass().getName()));
        state.log().failed(incident, "after the answer had left", thrown);
    }

    /**
     * Tells whoever waits for it that the answer has ended, and lets go of the content. To be called when it has left, or
     * when it is known that it never will; called again it tells nobody twice. Never throws.
     *
     * @param status as it left
     * @param broken whether the client cannot have all of it
     */
    public final void ended(int status, boolean broken) {
        if (walk == null) {
            return;
        }
        walk.view().discardBody();
        OnCompletion told = walk.takeCompletion();
        while (told != null) {
            try {
                told.completed(new Completion(status, broken));
            } catch (Throwable thrown) { // checked ones too: not every language declares them
                state.log().completionFailed(incident, thrown);
            }
            told = walk.takeCompletion();
        }
    }

    /** Whether the answer was cut off: nothing may leave any more, and it must not end well. */
    public final boolean isCutOff() {
        return cut;
    }

    static Rejection fault(Throwable thrown) {
        return Rejection.internalError(AuditedFault.reasonOf(thrown, "exception"))
                .note(thrown.getClass().getName());
    }

    /** An outcome of the application, and no refusal of the gate. */
    final GateAnswer applied(Rejection meant, Throwable thrown) {
        GateAnswer answer = render(challenged(meant));
        boolean failed = answer.status() >= 500;
        AuditEvent.Kind kind = failed ? AuditEvent.Kind.FAILED : AuditEvent.Kind.COMPLETED;
        Rejection told = failed ? meant.because(AuditedFault.reasonOf(thrown, meant.reason())) : meant;
        GateAnswer recorded = recorded(answer, event(kind, answer.status()).refused(told, "application"));
        if (failed) {
            state.log().failed(incident, "at " + where(), thrown);
        }
        return recorded;
    }

    final GateAnswer failGravely(Throwable thrown) {
        GateAnswer answer = emergency();
        decided = answer;
        try {
            answer = recorded(
                    answer, event(AuditEvent.Kind.REFUSED, answer.status()).refused(fault(thrown), "engine"));
        } catch (Error again) {
            decided = answer; // what is missing is still missing; the answer needs none of it
        }
        state.log().failed(incident, "at " + where(), thrown);
        return answer;
    }

    private String where() {
        return entered == null ? "no endpoint" : entered.id();
    }

    final void endCut(int status, Rejection why) {
        cut = true;
        if (settleOnce()) {
            try {
                Evidence.append(state, event(AuditEvent.Kind.FAILED, status).refused(why, "engine"));
            } catch (AuditUnavailableException unavailable) {
                auditUnavailable(unavailable);
            }
        }
    }

    final GateAnswer settle(Rejection rejection, @Nullable String policy, @Nullable Throwable thrown) {
        Rejection challenged = challenged(rejection);
        GateAnswer answer = render(challenged);
        String decider = policy == null ? "engine" : policy;
        AuditEvent event =
                Evidence.refusal(state, incident, answer.status(), walk, unread, entered, challenged, decider);
        GateAnswer recorded = recorded(answer, event);
        state.log().refused(event, challenged, decider, where(), thrown);
        return recorded;
    }

    /** Recorded before it is sent: an answer of the gate that cannot be recorded is a 503. */
    final GateAnswer recorded(GateAnswer answer, AuditEvent event) {
        if (settleOnce()) {
            try {
                Evidence.append(state, event);
            } catch (AuditUnavailableException unavailable) {
                return auditUnavailable(unavailable);
            }
        }
        GateAnswer shown = guarded(answer);
        decided = shown;
        return shown;
    }

    /** Stores an event beside the one that ends the walk; present is what to answer when it cannot be. */
    final Optional<GateAnswer> noted(AuditEvent.Kind kind) {
        try {
            Evidence.append(state, event(kind, 0));
            return Optional.empty();
        } catch (AuditUnavailableException unavailable) {
            return Optional.of(auditUnavailable(unavailable));
        }
    }

    /** The same for the application, which is told by a throwable. */
    final void store(AuditEvent event) {
        try {
            Evidence.append(state, event);
        } catch (AuditUnavailableException unavailable) {
            state.log().failed(incident, "audit cannot write", unavailable);
            throw new RefusedException(AUDIT_UNAVAILABLE);
        }
    }

    final GateAnswer auditUnavailable(AuditUnavailableException unavailable) {
        settled = 1;
        state.log().failed(incident, "audit cannot write", unavailable);
        GateAnswer answer = guarded(render(AUDIT_UNAVAILABLE));
        decided = answer;
        return answer;
    }

    final AuditEvent event(AuditEvent.Kind kind, int status) {
        return Evidence.event(state, incident, kind, status, walk, unread, entered);
    }
}
