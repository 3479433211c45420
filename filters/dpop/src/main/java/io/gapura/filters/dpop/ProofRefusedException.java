package io.gapura.filters.dpop;

/** Ends the reading of a proof; without a stack trace, because nobody reads it. */
final class ProofRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Fault fault;

    /** What a client is told (RFC 9449 §7.1 and §8). */
    enum Fault {
        INVALID("invalid_dpop_proof"),
        NONCE("use_dpop_nonce");

        private final String error;

        Fault(String error) {
            this.error = error;
        }

        String error() {
            return error;
        }
    }

    private ProofRefusedException(Fault fault, String note) {
        super(note, null, false, false);
        this.fault = fault;
    }

    /** @param note for the audit, nothing of the request in it */
    static ProofRefusedException invalid(String note) {
        return new ProofRefusedException(Fault.INVALID, note);
    }

    static ProofRefusedException nonce(String note) {
        return new ProofRefusedException(Fault.NONCE, note);
    }

    static void require(boolean holds, String note) throws ProofRefusedException {
        if (!holds) {
            throw invalid(note);
        }
    }

    Fault fault() {
        return fault;
    }

    String note() {
        return String.valueOf(getMessage());
    }
}
