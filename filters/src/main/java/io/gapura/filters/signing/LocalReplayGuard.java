package io.gapura.filters.signing;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.signing.Claim.Lease;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A replay guard in the memory of one process, bounded by admission: what is full refuses, nothing is evicted, because
 * an attacker would choose what is forgotten. Nonces go by whole slices of time once the last message of a slice has
 * expired.
 *
 * <p>About 32 bytes a nonce. One caller of several gets at most its share, so that none can starve the others. A clock
 * that steps back refuses what would fall into a slice that is gone. Thread-safe; striped locks.
 */
public final class LocalReplayGuard implements LeasingGuard {
    static final int STANDARD_CAPACITY = 262_144;
    private static final int LEAST_CAPACITY = 1_000;
    private static final int MOST_CAPACITY = 1 << 24;
    private static final int STRIPES = 64;
    private static final long SLICE_SECONDS = 120;
    private static final long FARTHEST_SECONDS = 24 * 3_600;

    private final int capacity;
    private final InstantSource clock;
    private final long seed;
    private final long otherSeed;
    private final Stripe[] stripes = new Stripe[STRIPES];
    private final ConcurrentSkipListMap<Long, Slice> slices = new ConcurrentSkipListMap<>();
    private final Map<String, AtomicInteger> used = new ConcurrentHashMap<>();
    private final AtomicInteger size = new AtomicInteger();
    private final ReentrantLock sweeping = new ReentrantLock();
    private final RunningDeliveries running = new RunningDeliveries(this::giveBack);
    private final SecureRandom random;
    private volatile int callers = 1;
    private final AtomicLong nextEnd = new AtomicLong(Long.MAX_VALUE);
    private volatile long dropped = Long.MIN_VALUE;

    /** Part of the keys, with its lock: a key is always in the same part, whatever its slice. */
    private static final class Stripe {
        private final ReentrantLock lock = new ReentrantLock();
        private final List<NonceTable> tables = new ArrayList<>(4);
    }

    private record Nonce(long high, long low, long hash) {}

    private LocalReplayGuard(int capacity, InstantSource clock, SecureRandom random) {
        if (capacity < LEAST_CAPACITY || capacity > MOST_CAPACITY) {
            throw ConfigurationException.of(
                    "replay-capacity must be between " + LEAST_CAPACITY + " and " + MOST_CAPACITY);
        }
        this.capacity = capacity;
        this.clock = clock;
        this.random = random;
        this.seed = random.nextLong();
        this.otherSeed = random.nextLong();
        for (int i = 0; i < STRIPES; i++) {
            stripes[i] = new Stripe();
        }
    }

    /** A guard for so many live nonces, 1,000 to 16,777,216; 262,144 serve about 580 signed requests a second. */
    public static LocalReplayGuard holding(int capacity) {
        return holding(capacity, InstantSource.system());
    }

    /** The same by another clock. */
    public static LocalReplayGuard holding(int capacity, InstantSource clock) {
        return new LocalReplayGuard(capacity, clock, new SecureRandom());
    }

    /** How many nonces it remembers. */
    public int size() {
        return size.get();
    }

    @Override
    public boolean forgetsOnRestart() {
        return true;
    }

    @Override
    public void sharedBy(int sharing) {
        callers = Math.max(callers, sharing);
    }

    @Override
    public Claim claim(ReplayKey key, String caller, Instant until) {
        return atStripe(key, until, (stripe, nonce, number, now) -> {
            if (number <= dropped || running.holds(key, now) || contains(stripe, nonce)) {
                return Claim.seen();
            }
            Claim.Outcome admitted = admit(caller);
            if (admitted != Claim.Outcome.CLAIMED) {
                return Claim.refused(admitted, untilNextEnd(now));
            }
            remember(stripe, nonce, caller, number);
            return Claim.claimed();
        });
    }

    @Override
    public Claim lease(ReplayKey key, String caller, Instant until) {
        Lease lease = new Lease(key, caller, until, token());
        return atStripe(key, until, (stripe, nonce, number, now) -> {
            if (number <= dropped || contains(stripe, nonce)) {
                return Claim.seen();
            }
            if (running.holds(key, now)) {
                return Claim.refused(Claim.Outcome.PENDING, Duration.ofSeconds(1));
            }
            Claim.Outcome admitted = admit(caller);
            if (admitted != Claim.Outcome.CLAIMED) {
                return Claim.refused(admitted, untilNextEnd(now));
            }
            if (!running.begin(lease, now)) {
                giveBack(caller);
                return Claim.refused(Claim.Outcome.FULL, Duration.ofSeconds(1));
            }
            return Claim.leased(lease);
        });
    }

    @Override
    public Claim confirm(Claim leased) {
        Lease lease = leased.lease().orElseThrow(() -> new IllegalArgumentException("not a lease"));
        return atStripe(lease.key(), lease.until(), (stripe, nonce, number, now) -> {
            boolean reserved = running.end(lease).isPresent();
            if (!reserved && (running.holds(lease.key(), now) || contains(stripe, nonce))) {
                return Claim.seen();
            }
            Claim.Outcome admitted = reserved ? Claim.Outcome.CLAIMED : admit(lease.caller());
            if (admitted != Claim.Outcome.CLAIMED) {
                return Claim.refused(admitted, untilNextEnd(now));
            }
            if (number <= dropped) { // nobody accepts the message any more
                giveBack(lease.caller());
            } else {
                remember(stripe, nonce, lease.caller(), number);
            }
            return Claim.claimed();
        });
    }

    @Override
    public void release(Claim leased) {
        Lease lease = leased.lease().orElseThrow(() -> new IllegalArgumentException("not a lease"));
        atStripe(lease.key(), lease.until(), (stripe, nonce, number, now) -> {
            running.end(lease).ifPresent(ended -> giveBack(ended.caller()));
            return Claim.seen();
        });
    }

    private String token() {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** What is done for one key while no other thread does anything for it. */
    private interface Work {
        Claim at(Stripe stripe, Nonce nonce, long number, long now);
    }

    private Claim atStripe(ReplayKey key, Instant until, Work work) {
        long now = clock.instant().getEpochSecond();
        long end = until.getEpochSecond();
        if (end > now + FARTHEST_SECONDS) {
            return Claim.refused(Claim.Outcome.UNAVAILABLE, Duration.ofSeconds(1));
        }
        if (now >= nextEnd.get()) {
            dropEnded(now);
        }
        // a pair of zeros marks a free slot
        long low = key.high() == 0 && key.low() == 0 ? 1 : key.low();
        Nonce nonce = new Nonce(key.high(), low, hash(key.high(), low));
        Stripe stripe = stripes[(int) (nonce.hash >>> 58)];
        stripe.lock.lock();
        try {
            return work.at(stripe, nonce, Math.floorDiv(end, SLICE_SECONDS), now);
        } finally {
            stripe.lock.unlock();
        }
    }

    private static boolean contains(Stripe stripe, Nonce nonce) {
        for (NonceTable table : stripe.tables) {
            if (table.contains(nonce.high, nonce.low, nonce.hash)) {
                return true;
            }
        }
        return false;
    }

    private void remember(Stripe stripe, Nonce nonce, String caller, long number) {
        NonceTable own = null;
        for (NonceTable table : stripe.tables) {
            own = table.slice().number() == number ? table : own;
        }
        NonceTable table = own == null ? begin(stripe, number) : own;
        table.slice().count(caller);
        table.add(nonce.high, nonce.low, nonce.hash, this::hash);
    }

    private void giveBack(String caller) {
        used.computeIfAbsent(caller, absent -> new AtomicInteger()).decrementAndGet();
        size.decrementAndGet();
    }

    /** Counts first, takes back what is too much: capacity and quota hold for any number of threads. */
    private Claim.Outcome admit(String caller) {
        if (size.incrementAndGet() > capacity) {
            size.decrementAndGet();
            return Claim.Outcome.FULL;
        }
        AtomicInteger own = used.computeIfAbsent(caller, absent -> new AtomicInteger());
        if (own.incrementAndGet() > quota()) {
            own.decrementAndGet();
            size.decrementAndGet();
            return Claim.Outcome.QUOTA;
        }
        return Claim.Outcome.CLAIMED;
    }

    /** A quarter, or the even share when there are fewer than four callers. */
    private int quota() {
        return Math.max(capacity / 4, capacity / callers);
    }

    private NonceTable begin(Stripe stripe, long number) {
        NonceTable table = new NonceTable(slices.computeIfAbsent(number, Slice::new));
        stripe.tables.add(table);
        nextEnd.accumulateAndGet(end(number), Math::min);
        return table;
    }

    private static long end(long number) {
        return (number + 1) * SLICE_SECONDS;
    }

    private Duration untilNextEnd(long now) {
        Map.@Nullable Entry<Long, Slice> first = slices.firstEntry();
        return Duration.ofSeconds(first == null ? 1 : Math.max(1, end(first.getKey()) - now));
    }

    /** The mark moves before any table goes, so that no claim can enter a slice while it is taken down. */
    private void dropEnded(long now) {
        sweeping.lock();
        try {
            for (Map.Entry<Long, Slice> first = slices.firstEntry();
                    first != null && now >= end(first.getKey());
                    first = slices.firstEntry()) {
                drop(first.getValue());
            }
            // first forgotten, then found again: a slice that begins meanwhile is seen here or says so itself
            nextEnd.set(Long.MAX_VALUE);
            if (!slices.isEmpty()) {
                nextEnd.accumulateAndGet(end(slices.firstKey()), Math::min);
            }
        } finally {
            sweeping.unlock();
        }
    }

    private void drop(Slice slice) {
        dropped = Math.max(dropped, slice.number());
        for (Stripe stripe : stripes) {
            stripe.lock.lock();
            try {
                stripe.tables.removeIf(table -> table.slice().number() == slice.number());
            } finally {
                stripe.lock.unlock();
            }
        }
        slices.remove(slice.number());
        slice.counts().forEach((caller, count) -> {
            used.computeIfAbsent(caller, absent -> new AtomicInteger()).addAndGet(-count.get());
            size.addAndGet(-count.get());
        });
    }

    private long hash(long high, long low) {
        return mix(high ^ seed) ^ mix(low + otherSeed);
    }

    /** The finalizer of SplitMix64: every bit in reaches every bit out. */
    private static long mix(long bits) {
        long x = (bits ^ bits >>> 30) * 0xBF58476D1CE4E5B9L;
        x = (x ^ x >>> 27) * 0x94D049BB133111EBL;
        return x ^ x >>> 31;
    }
}
