package io.gapura.filters;

import java.security.SecureRandom;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Makes ids of incidents, and of whatever else wants a UUID of version 7. Random bits come in refills of 4 KiB: one draw per
 * request would cost more than the whole refusal. Striped, so that threads seldom meet. Thread-safe.
 */
public final class IncidentIds {
    private static final int STRIPES = 8;

    private final Stripe[] stripes = new Stripe[STRIPES];

    public IncidentIds(SecureRandom random) {
        for (int i = 0; i < STRIPES; i++) {
            stripes[i] = new Stripe(random);
        }
    }

    /** The next one of that time. */
    public IncidentId next(long epochMillis) {
        return stripes[(int) (Thread.currentThread().getId() & STRIPES - 1)].next(epochMillis);
    }

    private static final class Stripe {
        private final ReentrantLock lock = new ReentrantLock();
        private final SecureRandom random;
        private final byte[] bits = new byte[4_096];
        private int used = bits.length;

        Stripe(SecureRandom random) {
            this.random = random;
        }

        IncidentId next(long epochMillis) {
            lock.lock();
            try {
                if (used + 10 > bits.length) {
                    random.nextBytes(bits);
                    used = 0;
                }
                long high = epochMillis << 16 | 0x7000 | (take(2) & 0x0FFF);
                long low = 0x8000_0000_0000_0000L | (take(8) >>> 2);
                return IncidentId.of(high, low);
            } finally {
                lock.unlock();
            }
        }

        private long take(int octets) {
            long value = 0;
            for (int i = 0; i < octets; i++) {
                value = value << 8 | bits[used] & 0xFF;
                bits[used++] = 0;
            }
            return value;
        }
    }
}
