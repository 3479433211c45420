package io.gapura.filters;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * The one id that an answer, its audit event and its log record share. A UUID of version 7 with 74 random bits (RFC 9562
 * §5.7), never derived from request data. Immutable.
 */
public final class IncidentId {
    /** Of the text form. */
    static final int LENGTH = 36;

    // The text alone: every answer shows it, so that the bits beside it would be read by nobody.
    private final String text;

    private IncidentId(String text) {
        this.text = text;
    }

    /** An id of these bits, which the caller has drawn. */
    public static IncidentId of(long high, long low) {
        return new IncidentId(new UUID(high, low).toString());
    }

    /** The text form as it goes over the wire. */
    byte[] octets() {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IncidentId that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** The text form: header, document and event show the same object. */
    @Override
    public String toString() {
        return text;
    }
}
