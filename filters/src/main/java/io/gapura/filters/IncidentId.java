package io.gapura.filters;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The one id that an answer, its audit event and its log record share. A UUID of version 7 with 74 random bits (RFC 9562
 * §5.7), never derived from request data. Immutable.
 */
public final class IncidentId {
    private final long high;
    private final long low;
    private @Nullable String text;

    private IncidentId(long high, long low) {
        this.high = high;
        this.low = low;
    }

    /** An id of these bits, which the caller has drawn. */
    public static IncidentId of(long high, long low) {
        return new IncidentId(high, low);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IncidentId that && high == that.high && low == that.low;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(high) * 31 + Long.hashCode(low);
    }

    /** The text form, made once: header, document and event show the same object. */
    @Override
    public String toString() {
        String made = text;
        if (made == null) {
            made = new UUID(high, low).toString();
            text = made;
        }
        return made;
    }
}
