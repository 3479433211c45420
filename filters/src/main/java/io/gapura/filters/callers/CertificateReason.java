package io.gapura.filters.callers;

/** Why a certificate does not say who asks: words for the audit alone. */
enum CertificateReason {
    MISSING("certificate-missing", "missing"),
    EXPIRED("certificate-refused", "expired"),
    EARLY("certificate-refused", "early"),
    PURPOSE("certificate-refused", "purpose"),
    NAME_MISSING("certificate-refused", "name-missing"),
    NAME_AMBIGUOUS("certificate-refused", "name-ambiguous"),
    NAME_MALFORMED("certificate-refused", "name-malformed");

    private final String code;
    private final String word;

    CertificateReason(String code, String word) {
        this.code = code;
        this.word = word;
    }

    String code() {
        return code;
    }

    String word() {
        return word;
    }
}
