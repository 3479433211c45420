package io.gapura.rbac;

import io.gapura.filters.Decision;
import io.gapura.filters.RefusedException;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;

/**
 * A second policy that decides beside the one that counts, on real requests, before it takes its place: what it would
 * refuse is recorded as shadow mode does, what it would admit is said in the record of the refusal, and both are counted.
 * Its checks are asked as well, so they are asked twice.
 *
 * <p>Thread-safe.
 */
final class Candidate {
    private final Rbac rbac;
    private final EndpointAccess endpoints;
    private final Beside counted;

    Candidate(Rbac rbac, Beside counted) {
        this.rbac = rbac;
        this.endpoints = rbac.endpoints();
        this.counted = counted;
    }

    /** The same decision, with a record where the candidate's is another. */
    Decision beside(Decision decision, RequestView request) {
        Decision other = decide(request);
        if (decision instanceof Decision.Proceed proceed && other instanceof Decision.Reject refusal) {
            counted.closed().increment();
            Rejection would = refusal.rejection();
            return proceed.observing(Rejection.of(would.status(), would.code(), "candidate-" + would.reason())
                    .note(would.note().orElse("no rule")));
        }
        if (decision instanceof Decision.Reject refusal && !(other instanceof Decision.Reject)) {
            counted.opened().increment();
            Rejection rejection = refusal.rejection();
            return Decision.reject(rejection.note(rejection.note().orElse("") + "; the candidate admits it"));
        }
        return decision;
    }

    /** What fails in it, such as a check that throws, is a refusal of it, and never the answer to the request. */
    private Decision decide(RequestView request) {
        try {
            Decision onPath = rbac.decideOnPath(request);
            return onPath instanceof Decision.Reject ? onPath : endpoints.decide(request);
        } catch (RefusedException refused) {
            return Decision.reject(refused.rejection());
        } catch (RuntimeException | Error thrown) {
            return Decision.reject(
                    Rejection.internalError("failed").note(thrown.getClass().getName()));
        }
    }
}
