package io.gapura.filters;

import java.util.UUID;

/**
 * The one id that an answer, its audit event and its log record share. A UUID of version 7 with 74 random bits (RFC 9562
 * §5.7), never derived from request data.
 *
 * @param high time and 12 random bits
 * @param low 62 random bits
 */
public record IncidentId(long high, long low) {
    @Override
    public String toString() {
        return new UUID(high, low).toString();
    }
}
