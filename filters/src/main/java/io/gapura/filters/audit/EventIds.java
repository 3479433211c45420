package io.gapura.filters.audit;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;

/**
 * Ids of events: UUID version 7 (RFC 9562 §5.7). The 74 random bits also salt each line, so that a hash does not give a
 * short event away. Not thread-safe: the writer holds its lock.
 */
final class EventIds {
    private final SecureRandom random;
    private final byte[] pool = new byte[4_000];
    private int used = pool.length;

    EventIds(SecureRandom random) {
        this.random = random;
    }

    String next(Instant now) {
        if (used == pool.length) {
            random.nextBytes(pool);
            used = 0;
        }
        long high = now.toEpochMilli() << 16 | 0x7000 | bytes(2) & 0x0FFF;
        long low = bytes(8) & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L;
        return new UUID(high, low).toString();
    }

    private long bytes(int count) {
        long value = 0;
        for (int i = 0; i < count; i++) {
            value = value << 8 | pool[used] & 0xFF;
            pool[used++] = 0;
        }
        return value;
    }
}
