package io.gapura.filters.signing;

import org.jspecify.annotations.Nullable;

/**
 * A signature that passed step 7: it is that of the key. What it says of the content is not proven yet.
 *
 * @param base the bytes that were signed; they hold field values, and leave this package only as a hash
 */
record Proof(SignatureInput input, KeyRing.Entry entry, AsciiBuffer base) {
    String note() {
        return note(entry, input);
    }

    /** For the operator: a key of the ring may be named, an id that the message made up may not. */
    static String note(KeyRing.@Nullable Entry entry, SignatureInput input) {
        String id = entry == null ? "of another id" : entry.key().keyId();
        return "key " + id + ", " + input.components().size() + " components";
    }

    @Override
    public String toString() {
        return "Proof[" + input.components().size() + " components]";
    }
}
