package io.gapura.filters.audit;

import io.gapura.filters.IncidentIds;
import java.security.SecureRandom;
import java.time.Instant;

/**
 * Ids of events: UUID version 7 (RFC 9562 §5.7), of the time that the event tells. The event that ends a request has the
 * incident's id instead, which the gate drew in the same way when the request came, and which its client knows.
 *
 * <p>A hash must not give a short event away to who guesses its values. What salts each line is the fingerprint of the line
 * before it: 256 bits that hang on all lines before, the first of which has 74 random bits that nobody was told. Who knows
 * an incident's id lacks that fingerprint still, as long as the line before was pruned too or never shown; and the line
 * behind names id and fingerprint of this one to whoever has it, whatever the id. Thread-safe.
 */
final class EventIds {
    private final IncidentIds ids;
    private final SecureRandom random;

    EventIds(SecureRandom random) {
        this.random = random;
        this.ids = new IncidentIds(random);
    }

    String next(Instant now) {
        return ids.next(now.toEpochMilli()).toString();
    }

    /** The same ids as bytes, for one who encodes many. */
    UidBits asBytes() {
        return new UidBits(random);
    }
}
