package io.gapura.filters.callers;

/** Ends the reading of a certificate; without a stack trace, because nobody reads it. */
final class CertificateRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final CertificateReason reason;

    CertificateRefusedException(CertificateReason reason) {
        super(reason.word(), null, false, false);
        this.reason = reason;
    }

    CertificateReason reason() {
        return reason;
    }
}
