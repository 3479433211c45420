package io.gapura.filters.bearer;

/** What verification made of a token. */
sealed interface Outcome permits Accepted, Outcome.Refused {
    /**
     * Not taken.
     *
     * @param note for the audit: names of issuers that are trusted here, and ids that such an issuer has signed; never
     *     text that only the sender vouches for
     */
    record Refused(TokenReason reason, String note) implements Outcome {
        static Refused of(TokenReason reason) {
            return new Refused(reason, "");
        }
    }
}
