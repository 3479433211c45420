package io.gapura.filters.signing;

import io.gapura.filters.signing.Claim.Lease;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * The keys that deliveries in this process have leased, at most 1,024. Whoever calls for a key holds the lock of its
 * stripe, so that calls for one key never meet; calls for different keys do.
 */
final class RunningDeliveries {
    static final int MOST = 1_024;

    private final Map<ReplayKey, Running> running = new ConcurrentHashMap<>();
    private final AtomicInteger size = new AtomicInteger();
    private final Consumer<String> abandoned;

    private record Running(Lease lease, long end) {}

    /**
     * Starts without any.
     *
     * @param abandoned told the caller of each lease that ran out, to give its slot back
     */
    RunningDeliveries(Consumer<String> abandoned) {
        this.abandoned = abandoned;
    }

    /** Whether a run has this key; one whose lease has run out is forgotten here. */
    boolean holds(ReplayKey key, long now) {
        Running found = size.get() == 0 ? null : running.get(key);
        return found != null && !forgotten(key, found, now);
    }

    private boolean forgotten(ReplayKey key, Running found, long now) {
        if (now < found.end()) {
            return false;
        }
        if (running.remove(key, found)) {
            size.decrementAndGet();
            abandoned.accept(found.lease().caller());
        }
        return true;
    }

    /** Whether there was room for one more, which is kept then. */
    boolean begin(Lease lease, long now) {
        if (size.incrementAndGet() > MOST && !madeRoom(now)) {
            size.decrementAndGet();
            return false;
        }
        running.put(lease.key(), new Running(lease, now + LeasingGuard.LONGEST_LEASE.toSeconds()));
        return true;
    }

    private boolean madeRoom(long now) {
        running.forEach((key, found) -> forgotten(key, found, now));
        return size.get() <= MOST;
    }

    /** Takes a lease out; false when another run has the key, or none. */
    boolean end(Lease lease) {
        Running found = running.get(lease.key());
        if (found == null || !found.lease().token().equals(lease.token()) || !running.remove(lease.key(), found)) {
            return false;
        }
        size.decrementAndGet();
        return true;
    }
}
