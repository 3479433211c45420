package io.gapura.filters.signing;

/**
 * The order of a verification, cheapest first and the nonce last, so that nobody without a key can make us read a body,
 * fill the replay store or burn a nonce. Refusals and diagnostics name the step by its number.
 */
enum VerificationStep {
    FIELDS(1, "RFC 9421 §4", "both signature fields are there"),
    PARSE(2, "RFC 9421 §4.1, §4.2; RFC 9530 §2", "signature and digest fields parse"),
    COVERAGE(3, "RFC 9421 §2.3, §3.2.1, §4.3", "a candidate covers and says what the profile demands"),
    TIME(4, "RFC 9421 §2.3, §7.2.1", "created and expires lie in the window"),
    KEY(5, "RFC 9421 §3.2, §3.3", "the authority is listed, the key is known, valid and of the algorithm"),
    LENGTH(6, "RFC 9110 §8.6", "the declared length is within the limit"),
    SIGNATURE(7, "RFC 9421 §2.5, §3.2", "the signature is that of the base"),
    BODY(8, "RFC 9530 §2", "the content has the digest"),
    NONCE(9, "RFC 9421 §7.2.2", "the nonce comes for the first time"),
    PROCEED(10, "RFC 9421 §1.4", "the message is that of its caller");

    private final int number;
    private final String section;
    private final String words;

    VerificationStep(int number, String section, String words) {
        this.number = number;
        this.section = section;
        this.words = words;
    }

    /** 1 to 10. */
    int number() {
        return number;
    }

    /** Where it is specified. */
    String section() {
        return section;
    }

    /** What holds once it is passed. */
    String words() {
        return words;
    }
}
