package io.gapura.filters.signing;

import java.time.Duration;

/**
 * Carries a refusal out of a step of verification; {@link Signatures} alone turns it into an answer. Stackless: refusing
 * must not cost more than accepting.
 */
final class SignatureRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final VerificationStep step;
    private final String note;
    private final Duration retryAfter;

    private SignatureRefusedException(Reason reason, VerificationStep step, String note, Duration retryAfter) {
        super(reason.word(), null, false, false);
        this.reason = reason;
        this.step = step;
        this.note = note;
        this.retryAfter = retryAfter;
    }

    /**
     * A refusal.
     *
     * @param note private words for the operator: positions, lengths, ages; never a value
     */
    static SignatureRefusedException of(Reason reason, String note) {
        return new SignatureRefusedException(reason, reason.step(), note, Duration.ZERO);
    }

    /** The same refusal, found at another step than is usual for its reason. */
    SignatureRefusedException at(VerificationStep found) {
        return new SignatureRefusedException(reason, found, note, retryAfter);
    }

    /** A refusal that passes with time. */
    static SignatureRefusedException retry(Reason reason, Duration after) {
        return new SignatureRefusedException(reason, reason.step(), "", after);
    }

    static SignatureRefusedException malformed(String field, MalformedFieldException cause) {
        return of(Reason.PARSE, field + " at character " + cause.position());
    }

    Reason reason() {
        return reason;
    }

    /** Which step of the verification refused. */
    VerificationStep step() {
        return step;
    }

    String note() {
        return note;
    }

    Duration retryAfter() {
        return retryAfter;
    }
}
