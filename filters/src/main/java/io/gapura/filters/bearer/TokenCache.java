package io.gapura.filters.bearer;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Remembers tokens that were verified, by a hash of their text, for a minute at most: of one policy, which never shares it,
 * because what one has verified another may not trust (CVE-2023-6236 class). Refusals are not remembered. What is dropped is
 * verified again. Thread-safe.
 */
final class TokenCache {
    static final int STANDARD_ENTRIES = 10_000;

    private static final Duration LONGEST = Duration.ofSeconds(60);

    /** How long a token that comes again is none that its caller logs in with. */
    private static final Duration SEEN = Duration.ofHours(1);

    private final Cache<TokenHash, Accepted> known;
    private final Cache<TokenHash, Boolean> seen;

    private TokenCache(Cache<TokenHash, Accepted> known, Cache<TokenHash, Boolean> seen) {
        this.known = known;
        this.seen = seen;
    }

    /** Of so many tokens; of none, it forgets at once. */
    static TokenCache holding(int entries, InstantSource clock) {
        return new TokenCache(
                bounded(entries, clock).expireAfterWrite(LONGEST).build(),
                bounded(entries, clock).expireAfterAccess(SEEN).build());
    }

    private static Caffeine<Object, Object> bounded(int entries, InstantSource clock) {
        return Caffeine.newBuilder()
                .maximumSize(entries)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .executor(Runnable::run);
    }

    /** Whether a token that was verified is one that was not verified for an hour; says so once. */
    boolean isNew(TokenHash hash) {
        return seen.asMap().put(hash, true) == null;
    }

    @Nullable
    Accepted find(TokenHash hash) {
        return known.getIfPresent(hash);
    }

    void keep(TokenHash hash, Accepted token) {
        known.put(hash, token);
    }

    void drop(TokenHash hash) {
        known.invalidate(hash);
    }

    /** Everything. */
    void forget() {
        known.invalidateAll();
    }

    /** How many there are, roughly. */
    long size() {
        known.cleanUp();
        return known.estimatedSize();
    }
}
