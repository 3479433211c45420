package io.gapura.filters.signing;

/**
 * The four public answers to a message whose signature is refused, of requests and of webhooks: whatever a client could
 * probe for shares one of them.
 */
public enum SignatureAnswer {
    MALFORMED(400, "signature-malformed"),
    REFUSED(401, "signature-refused"),
    TOO_LARGE(413, "body-too-large"),
    UNAVAILABLE(503, "store-unavailable");

    private final int status;
    private final String code;

    SignatureAnswer(int status, String code) {
        this.status = status;
        this.code = code;
    }

    public int status() {
        return status;
    }

    /** Of the error catalogue. */
    public String code() {
        return code;
    }
}
