package io.gapura.filters.testkit.access;

import io.gapura.filters.Rejection;
import io.gapura.filters.Verdict;

/** What became of one request. Immutable. */
public final class GateAssertion {
    private final String request;
    private final Verdict verdict;

    GateAssertion(String request, Verdict verdict) {
        this.request = request;
        this.verdict = verdict;
    }

    /** The verdict itself, for what is not asserted here. */
    public Verdict verdict() {
        return verdict;
    }

    /**
     * The request goes on to the application.
     *
     * @throws AssertionError naming the refusal, also its private reason and note
     */
    public GateAssertion admits() {
        verdict.rejection().ifPresent(rejection -> {
            throw new AssertionError(request + " is refused: " + rejection + ", " + rejection.note());
        });
        return this;
    }

    /**
     * The request is refused.
     *
     * @param reason the private word of the audit record, such as {@code role-missing}
     * @throws AssertionError naming what happened instead
     */
    public GateAssertion refuses(int status, String reason) {
        Rejection rejection = verdict.rejection().orElseThrow(() -> new AssertionError(request + " is admitted"));
        if (rejection.status() != status || !rejection.reason().equals(reason)) {
            throw new AssertionError(request + " is refused otherwise: " + rejection);
        }
        return this;
    }
}
