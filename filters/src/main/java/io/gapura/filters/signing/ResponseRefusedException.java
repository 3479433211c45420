package io.gapura.filters.signing;

import java.io.IOException;

/**
 * A response that is not signed as its request demanded: nothing of it may be used. Says which rule refused, and nothing
 * of the response.
 */
public final class ResponseRefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String reason;

    ResponseRefusedException(SignatureRefusedException refused) {
        super("the signed response is refused: " + refused.reason().word() + ", step "
                + refused.step().number() + " (" + refused.step().section() + ")");
        this.reason = refused.reason().word();
    }

    /** One word of a closed list, such as {@code signature} or {@code coverage}. */
    public String reason() {
        return reason;
    }
}
