package io.gapura.filters.signing;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.signing.Claim.Lease;
import io.gapura.filters.signing.Claim.Outcome;
import io.gapura.filters.signing.Shares.Share;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A replay guard in the memory of one process, bounded by admission: what is full refuses, nothing is evicted, because
 * an attacker would choose what is forgotten. Nonces go by whole slices of time once the last message of a slice has
 * expired, and their memory goes with them.
 *
 * <p>At most 18 bytes a nonce once there are many; a claim makes no garbage. One caller of several gets at most its
 * share, so that none can starve the others. A clock that steps back refuses what would fall into a slice that is gone.
 * Thread-safe; striped locks.
 */
public final class LocalReplayGuard implements LeasingGuard {
    static final int STANDARD_CAPACITY = 262_144;
    static final int STANDARD_QUOTA = 25;
    private static final int LEAST_CAPACITY = 1_000;
    private static final int MOST_CAPACITY = 1 << 24;
    private static final Duration LONGEST_LIFE = Duration.ofHours(25);
    private static final Duration SOON = Duration.ofSeconds(1);

    private final int capacity;
    private final InstantSource clock;
    private final SecureRandom random;
    private final long seed;
    private final long otherSeed;
    private final Stripe[] stripes = new Stripe[NonceTable.STRIPES];
    private final Slices slices = new Slices();
    private final Shares shares;
    private final RunningDeliveries running;

    /** Part of the nonces, with its lock: a nonce is always in the same part, whatever its slice. */
    private static final class Stripe {
        private final ReentrantLock lock = new ReentrantLock();
        private final NonceTable table = new NonceTable();
    }

    private LocalReplayGuard(int capacity, int percent, InstantSource clock, SecureRandom random) {
        if (capacity < LEAST_CAPACITY || capacity > MOST_CAPACITY) {
            throw ConfigurationException.of(
                    "replay-capacity must be between " + LEAST_CAPACITY + " and " + MOST_CAPACITY);
        }
        if (percent < 1 || percent > 100) {
            throw ConfigurationException.of("replay-quota must be between 1 and 100 percent");
        }
        this.capacity = capacity;
        this.clock = clock;
        this.random = random;
        this.seed = random.nextLong();
        this.otherSeed = random.nextLong();
        this.shares = new Shares(capacity, percent);
        this.running = new RunningDeliveries(shares::giveBack);
        for (int i = 0; i < stripes.length; i++) {
            stripes[i] = new Stripe();
        }
    }

    /** A guard for so many live nonces, 1,000 to 16,777,216; 262,144 serve about 580 signed requests a second. */
    public static LocalReplayGuard holding(int capacity) {
        return holding(capacity, InstantSource.system());
    }

    /** The same by another clock. */
    public static LocalReplayGuard holding(int capacity, InstantSource clock) {
        return new LocalReplayGuard(capacity, STANDARD_QUOTA, clock, new SecureRandom());
    }

    /**
     * An empty one like this in which one caller of several gets so much of the capacity, 1 to 100 percent, 25 unless
     * said; the even share where that is more.
     */
    public LocalReplayGuard quota(int share) {
        return new LocalReplayGuard(capacity, share, clock, random);
    }

    /**
     * The shared store, and this guard for the time in which that does not answer: each node may then accept a message
     * once that another has accepted.
     */
    public ReplayGuard standingInFor(ReplayGuard shared) {
        return new FallbackGuard(shared, this);
    }

    /** How many nonces it remembers, and slots that running deliveries have reserved. */
    public int size() {
        return shares.size();
    }

    /** How many bytes its tables take now. */
    public long bytes() {
        long sum = 0;
        for (Stripe stripe : stripes) {
            stripe.lock.lock();
            try {
                sum += stripe.table.bytes();
            } finally {
                stripe.lock.unlock();
            }
        }
        return sum;
    }

    @Override
    public boolean forgetsOnRestart() {
        return true;
    }

    @Override
    public Duration longestLife() {
        return LONGEST_LIFE;
    }

    @Override
    public List<String> remarks(Duration life) {
        long seconds = life.toSeconds() + Slices.FINE_SECONDS;
        return List.of("replay: local, " + capacity + " nonces of " + life.toSeconds() + " s, " + capacity / seconds
                + " a second can be sustained, " + shares.quota() / seconds + " by one caller");
    }

    @Override
    public void sharedBy(int sharing) {
        shares.among(sharing);
    }

    @Override
    public Claim claim(ReplayKey key, String caller, Instant until) {
        long now = now();
        if (until.getEpochSecond() > now + LONGEST_LIFE.toSeconds()) {
            return Claim.refused(Outcome.UNAVAILABLE, SOON);
        }
        long word = mixed(key);
        Stripe stripe = stripes[NonceTable.stripe(word)];
        stripe.lock.lock();
        try {
            return running.holds(key, now)
                    ? Claim.seen()
                    : claim(stripe.table, word, caller, until.getEpochSecond(), now);
        } finally {
            stripe.lock.unlock();
        }
    }

    private Claim claim(NonceTable table, long word, String caller, long until, long now) {
        long end = Slices.endFor(until, now);
        int place = slices.isGone(end) ? -1 : table.placeFor(word);
        if (place < 0) {
            return Claim.seen();
        }
        Share share = shares.of(caller);
        Outcome admitted = shares.take(share);
        if (admitted != Outcome.CLAIMED) {
            return full(admitted, now);
        }
        return keep(table, place, word, share, end, now);
    }

    /** Uses a slot that was taken. */
    private Claim keep(NonceTable table, int place, long word, Share share, long end, long now) {
        Slice slice = slices.at(end);
        if (slice == null) {
            shares.giveBack(share);
            return full(Outcome.FULL, now);
        }
        share.use(slice);
        table.put(place, word, slice.tag());
        return Claim.claimed();
    }

    private Claim full(Outcome outcome, long now) {
        return Claim.refused(outcome, Duration.ofSeconds(slices.untilNextEnd(now)));
    }

    @Override
    public Claim lease(ReplayKey key, String caller, Instant until) {
        long now = now();
        if (until.getEpochSecond() > now + LONGEST_LIFE.toSeconds()) {
            return Claim.refused(Outcome.UNAVAILABLE, SOON);
        }
        byte[] token = new byte[16];
        random.nextBytes(token);
        Lease lease = new Lease(key, caller, until, HexFormat.of().formatHex(token));
        long word = mixed(key);
        Stripe stripe = stripes[NonceTable.stripe(word)];
        stripe.lock.lock();
        try {
            return lease(stripe.table, word, lease, now);
        } finally {
            stripe.lock.unlock();
        }
    }

    private Claim lease(NonceTable table, long word, Lease lease, long now) {
        if (running.holds(lease.key(), now)) {
            return Claim.refused(Outcome.PENDING, SOON);
        }
        boolean gone = slices.isGone(Slices.endFor(lease.until().getEpochSecond(), now));
        if (gone || table.placeFor(word) < 0) {
            return Claim.seen();
        }
        Outcome admitted = shares.take(shares.of(lease.caller()));
        if (admitted != Outcome.CLAIMED) {
            return full(admitted, now);
        }
        if (!running.begin(lease, now)) {
            shares.giveBack(lease.caller());
            return Claim.refused(Outcome.FULL, SOON);
        }
        return Claim.leased(lease);
    }

    @Override
    public Claim confirm(Claim leased) {
        Lease lease = leased.required();
        long now = now();
        long word = mixed(lease.key());
        Stripe stripe = stripes[NonceTable.stripe(word)];
        stripe.lock.lock();
        try {
            if (running.end(lease)) {
                return confirm(stripe.table, word, lease, now);
            }
            // ran out: its slot was given back, and the key may be somebody else's
            return running.holds(lease.key(), now)
                    ? Claim.seen()
                    : claim(stripe.table, word, lease.caller(), lease.until().getEpochSecond(), now);
        } finally {
            stripe.lock.unlock();
        }
    }

    /** Puts into its slot what a lease has reserved. */
    private Claim confirm(NonceTable table, long word, Lease lease, long now) {
        long end = Slices.endFor(lease.until().getEpochSecond(), now);
        int place = slices.isGone(end) ? -1 : table.placeFor(word);
        if (place < 0) { // nobody accepts the message any more, or its word is there for another
            shares.giveBack(lease.caller());
            return Claim.claimed();
        }
        return keep(table, place, word, shares.of(lease.caller()), end, now);
    }

    @Override
    public void release(Claim leased) {
        Lease lease = leased.required();
        Stripe stripe = stripes[NonceTable.stripe(mixed(lease.key()))];
        stripe.lock.lock();
        try {
            if (running.end(lease)) {
                shares.giveBack(lease.caller());
            }
        } finally {
            stripe.lock.unlock();
        }
    }

    /** The time in seconds; what has ended by then is dropped first. */
    private long now() {
        long now = Math.floorDiv(clock.millis(), 1_000L);
        if (slices.isDue(now)) {
            slices.dropEnded(now, this::forget);
        }
        return now;
    }

    private void forget(Slice slice) {
        for (Stripe stripe : stripes) {
            stripe.lock.lock();
            try {
                stripe.table.drop(slice.tag());
            } finally {
                stripe.lock.unlock();
            }
        }
        shares.giveBack(slice);
    }

    /** One to one for each {@code low}; see {@link NonceTable} for what it means that it is not for all. */
    private long mixed(ReplayKey key) {
        return mix(key.high() ^ seed ^ mix(key.low() + otherSeed));
    }

    /** The finalizer of SplitMix64: every bit in reaches every bit out. */
    private static long mix(long bits) {
        long x = (bits ^ bits >>> 30) * 0xBF58476D1CE4E5B9L;
        x = (x ^ x >>> 27) * 0x94D049BB133111EBL;
        return x ^ x >>> 31;
    }
}
