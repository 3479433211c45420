package io.gapura.filters.signing;

import java.io.IOException;

/**
 * Says why content is not proven by the digest that came with it. An {@link IOException}, so that a stream can throw it
 * at its end. Stackless, and without any byte of the message.
 */
public final class DigestRefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String reason;

    DigestRefusedException(SignatureRefusedException refused) {
        super(refused.reason().word() + ": " + refused.note());
        this.reason = refused.reason().word();
    }

    /**
     * One of {@code parse} and {@code too-large} for a field that cannot be read, {@code digest-weak} when no algorithm in
     * it counts, {@code digest} when it is of other content.
     */
    public String reason() {
        return reason;
    }

    @Override
    public Throwable fillInStackTrace() {
        return this;
    }
}
