package io.gapura.filters.jcache;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.signing.Claim;
import io.gapura.filters.signing.Claim.Lease;
import io.gapura.filters.signing.Claim.Outcome;
import io.gapura.filters.signing.LeasingGuard;
import io.gapura.filters.signing.ReplayKey;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.expiry.ExpiryPolicy;
import org.jspecify.annotations.Nullable;

/**
 * Accepts a nonce once over all nodes of a data grid, by {@code putIfAbsent}. Entries live as long as the cache says, not
 * as long as each message: the expiry after creation must cover the longest message, which is checked at start-up, and a
 * claim that outlives it is {@link Outcome#UNAVAILABLE}. What the grid throws is UNAVAILABLE too; how long it may take to
 * answer is a setting of the grid.
 *
 * <p>Eviction must be off and backups synchronous: JCache cannot show either. Thread-safe.
 */
public final class JCacheReplayGuard implements LeasingGuard {
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final String CLAIM = "C";
    private static final String LEASE = "L";

    private final Cache<String, String> cache;
    private final Duration expiry;
    private final @Nullable CacheManager owned;
    private final InstantSource clock;
    private final SecureRandom random;

    private JCacheReplayGuard(
            Cache<String, String> cache,
            Duration expiry,
            @Nullable CacheManager owned,
            InstantSource clock,
            SecureRandom random) {
        this.cache = cache;
        this.expiry = expiry;
        this.owned = owned;
        this.clock = clock;
        this.random = random;
    }

    /**
     * A guard in a cache that the application has configured.
     *
     * @param life how long the longest message may be accepted; its nonce must be kept so long
     * @throws ConfigurationException when the cache forgets earlier, is renewed by use, or does not keep what is put
     */
    public static JCacheReplayGuard on(Cache<String, String> cache, Duration life) {
        return on(cache, life, InstantSource.system());
    }

    static JCacheReplayGuard on(Cache<String, String> cache, Duration life, InstantSource clock) {
        Duration expiry = expiry(cache);
        if (expiry.compareTo(life) < 0) {
            throw ConfigurationException.of("the cache " + cache.getName() + " forgets after " + expiry.toSeconds()
                    + " s; nonces must be kept " + life.toSeconds() + " s");
        }
        JCacheReplayGuard guard = new JCacheReplayGuard(cache, expiry, null, clock, new SecureRandom());
        guard.probe();
        return guard;
    }

    /** How long after creation an entry expires; nothing else may move that moment. */
    private static Duration expiry(Cache<String, String> cache) {
        @SuppressWarnings("unchecked") // the class of a generic type
        CompleteConfiguration<String, String> configuration = cache.getConfiguration(CompleteConfiguration.class);
        ExpiryPolicy policy = configuration.getExpiryPolicyFactory().create();
        javax.cache.expiry.Duration created = policy.getExpiryForCreation();
        boolean moved = policy.getExpiryForAccess() != null || policy.getExpiryForUpdate() != null;
        if (moved || created.isEternal()) {
            throw ConfigurationException.of(
                    "the cache " + cache.getName()
                            + " must expire by a CreatedExpiryPolicy: at a fixed time after creation, however often it is read");
        }
        return Duration.ofMillis(created.getTimeUnit().toMillis(created.getDurationAmount()));
    }

    /** Two puts and a get: a cache that keeps nothing, or the last value, would let every replay pass. */
    private void probe() {
        String key = "probe-" + token();
        boolean first = cache.putIfAbsent(key, "first");
        boolean second = cache.putIfAbsent(key, "second");
        String kept = cache.get(key);
        cache.remove(key);
        if (!first || second || !"first".equals(kept)) {
            throw ConfigurationException.of("the cache " + cache.getName() + " does not keep what is put first");
        }
    }

    /** The same, which closes the grid's manager with itself. */
    JCacheReplayGuard closing(CacheManager manager) {
        return new JCacheReplayGuard(cache, expiry, manager, clock, random);
    }

    @Override
    public Duration longestLife() {
        return expiry;
    }

    @Override
    public List<String> remarks(Duration life) {
        return List.of("replay: jcache, cache " + cache.getName() + " forgets after " + expiry.toSeconds()
                + " s; its eviction must be off, which JCache cannot show");
    }

    @Override
    public Claim claim(ReplayKey key, String caller, Instant until) {
        if (outlives(until)) {
            return Claim.refused(Outcome.UNAVAILABLE, SOON);
        }
        try {
            return cache.putIfAbsent(key.hex(), CLAIM + token()) ? Claim.claimed() : Claim.seen();
        } catch (RuntimeException absent) { // each grid throws its own
            return Claim.refused(Outcome.UNAVAILABLE, SOON);
        }
    }

    private boolean outlives(Instant until) {
        return until.isAfter(clock.instant().plus(expiry));
    }

    @Override
    public Claim lease(ReplayKey key, String caller, Instant until) {
        if (outlives(until)) {
            return Claim.refused(Outcome.UNAVAILABLE, SOON);
        }
        long end = clock.instant().plus(LONGEST_LEASE).toEpochMilli();
        Lease lease = new Lease(key, caller, until, token() + "." + end);
        try {
            return lease(lease);
        } catch (RuntimeException absent) {
            return Claim.refused(Outcome.UNAVAILABLE, SOON);
        }
    }

    private Claim lease(Lease lease) {
        String name = lease.key().hex();
        if (cache.putIfAbsent(name, LEASE + lease.token())) {
            return Claim.leased(lease);
        }
        String now = cache.get(name);
        if (now != null && now.startsWith(CLAIM)) {
            return Claim.seen();
        }
        // replaced as a whole entry: its life begins anew, and covers this message
        boolean taken =
                now != null && ranOut(now) && cache.remove(name, now) && cache.putIfAbsent(name, LEASE + lease.token());
        return taken ? Claim.leased(lease) : Claim.refused(Outcome.PENDING, SOON);
    }

    private boolean ranOut(String lease) {
        return clock.millis() >= Long.parseLong(lease.substring(lease.indexOf('.') + 1));
    }

    @Override
    public Claim confirm(Claim leased) {
        Lease lease = leased.required();
        String name = lease.key().hex();
        try {
            boolean kept = cache.replace(name, LEASE + lease.token(), CLAIM + lease.token())
                    || cache.putIfAbsent(name, CLAIM + lease.token());
            return kept ? Claim.claimed() : Claim.seen();
        } catch (RuntimeException absent) {
            return Claim.refused(Outcome.UNAVAILABLE, SOON);
        }
    }

    @Override
    public void release(Claim leased) {
        Lease lease = leased.required();
        try {
            cache.remove(lease.key().hex(), LEASE + lease.token());
        } catch (RuntimeException absent) {
            // it runs out by itself
            return;
        }
    }

    private String token() {
        byte[] token = new byte[16];
        random.nextBytes(token);
        return HexFormat.of().formatHex(token);
    }

    @Override
    public void close() {
        if (owned != null) {
            owned.close();
        }
    }
}
