package io.gapura.filters.signing;

/**
 * A signature that passed step 7: it is that of the key. What it says of the content is not proven yet.
 *
 * @param base the bytes that were signed; they hold field values, and leave this package only as a hash
 */
record Proof(SignatureInput input, KeyRing.Entry entry, AsciiBuffer base) {
    String note() {
        return note(entry, input);
    }

    /** For the operator: the key is of the ring, so its id may be named. */
    static String note(KeyRing.Entry entry, SignatureInput input) {
        return "key " + entry.key().keyId() + ", " + input.components().size() + " components";
    }

    @Override
    public String toString() {
        return "Proof[" + input.components().size() + " components]";
    }
}
