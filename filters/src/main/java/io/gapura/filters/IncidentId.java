package io.gapura.filters;

import java.util.UUID;

/**
 * The one id that an answer, its audit event and its log record share. A UUID of version 7 with 74 random bits (RFC 9562
 * §5.7), never derived from request data. Immutable.
 */
public final class IncidentId {
    // The text alone: every answer shows it, so that the bits beside it would be read by nobody.
    private final String text;

    private IncidentId(String text) {
        this.text = text;
    }

    /** An id of these bits, which the caller has drawn. */
    public static IncidentId of(long high, long low) {
        return new IncidentId(new UUID(high, low).toString());
    }

    /** Whether an id of somebody else may stand beside ours: 1 to 64 letters, digits, dots, underscores, hyphens. */
    static boolean isClaim(String text) {
        if (text.isEmpty() || text.length() > 64) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean alphanumeric = c >= '0' && c <= '9' || Ascii.lower(c) >= 'a' && Ascii.lower(c) <= 'z';
            if (!alphanumeric && c != '.' && c != '_' && c != '-') {
                return false;
            }
        }
        return true;
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
