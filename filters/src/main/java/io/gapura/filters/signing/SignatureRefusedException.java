package io.gapura.filters.signing;

import java.time.Duration;

/**
 * Carries a refusal out of a step of verification; {@link Signatures} alone turns it into an answer. Stackless: refusing
 * must not cost more than accepting.
 */
final class SignatureRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final String note;
    private final Duration retryAfter;

    private SignatureRefusedException(Reason reason, String note, Duration retryAfter) {
        super(reason.word(), null, false, false);
        this.reason = reason;
        this.note = note;
        this.retryAfter = retryAfter;
    }

    /**
     * A refusal.
     *
     * @param note private words for the operator: positions, lengths, ages; never a value
     */
    static SignatureRefusedException of(Reason reason, String note) {
        return new SignatureRefusedException(reason, note, Duration.ZERO);
    }

    /** A refusal that passes with time. */
    static SignatureRefusedException retry(Reason reason, Duration after) {
        return new SignatureRefusedException(reason, "", after);
    }

    static SignatureRefusedException malformed(String field, MalformedFieldException cause) {
        return of(Reason.PARSE, field + " at character " + cause.position());
    }

    Reason reason() {
        return reason;
    }

    String note() {
        return note;
    }

    Duration retryAfter() {
        return retryAfter;
    }
}
