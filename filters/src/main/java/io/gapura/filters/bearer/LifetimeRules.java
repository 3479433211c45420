package io.gapura.filters.bearer;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long a token may live and how far two clocks may differ. Whatever is set, {@code exp} and {@code iat} must be there,
 * whole seconds between 2001 and 2100, and in this order; {@code nbf} too, when it is there. Libraries look at them only
 * if they are present, and take milliseconds for the year 58857.
 *
 * <p>Immutable and thread-safe; refining methods return copies.
 */
public final class LifetimeRules {
    static final Duration STANDARD_LIFETIME = Duration.ofHours(1);
    static final Duration STANDARD_SKEW = Duration.ofSeconds(30);

    private static final Duration LONGEST_LIFETIME = Duration.ofHours(24);
    private static final Duration LARGEST_SKEW = Duration.ofSeconds(60);
    private static final LifetimeRules STANDARD = new LifetimeRules(STANDARD_LIFETIME, STANDARD_SKEW);

    private final Duration maxLifetime;
    private final Duration skew;

    private LifetimeRules(Duration maxLifetime, Duration skew) {
        if (maxLifetime.compareTo(Duration.ofSeconds(1)) < 0 || maxLifetime.compareTo(LONGEST_LIFETIME) > 0) {
            throw new IllegalArgumentException("max-lifetime must be between 1s and 24h");
        }
        if (skew.isNegative() || skew.compareTo(LARGEST_SKEW) > 0) {
            throw new IllegalArgumentException("skew must be between 0s and 60s");
        }
        this.maxLifetime = maxLifetime;
        this.skew = skew;
    }

    /** An hour, and 30 seconds. */
    public static LifetimeRules standard() {
        return STANDARD;
    }

    /** The same for tokens that live so long at most, from {@code iat} to {@code exp}: 1 second to 24 hours. */
    public LifetimeRules maxLifetime(Duration most) {
        return new LifetimeRules(most, skew);
    }

    /** The same for clocks that differ so much at most: up to 60 seconds. */
    public LifetimeRules skew(Duration most) {
        return new LifetimeRules(maxLifetime, most);
    }

    Duration maxLifetime() {
        return maxLifetime;
    }

    /** Why a token is not for now; null when it is. */
    @Nullable
    TokenReason check(TokenClaims claims, long nowMillis) {
        Long expires = claims.time("exp");
        Long issued = claims.time("iat");
        Long begins = claims.time("nbf");
        if (expires == null || issued == null || begins == null && claims.has("nbf")) {
            return TokenReason.CLAIM;
        }
        if (expires <= issued || expires - issued > maxLifetime.toSeconds()) {
            return TokenReason.LIFETIME;
        }
        if (nowMillis >= lastMillis(claims)) {
            return TokenReason.EXPIRED;
        }
        return nowMillis < firstMillis(claims) ? TokenReason.EARLY : null;
    }

    /** From when on claims that were checked count, inclusive. */
    long firstMillis(TokenClaims claims) {
        long issued = require(claims.time("iat"));
        Long begins = claims.time("nbf");
        return (begins == null ? issued : Math.max(issued, begins)) * 1_000 - skew.toMillis();
    }

    /** Until when, exclusive. */
    long lastMillis(TokenClaims claims) {
        return require(claims.time("exp")) * 1_000 + skew.toMillis();
    }

    private static long require(@Nullable Long checked) {
        if (checked == null) {
            throw new IllegalStateException("times are asked for after their check");
        }
        return checked;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LifetimeRules that && maxLifetime.equals(that.maxLifetime) && skew.equals(that.skew);
    }

    @Override
    public int hashCode() {
        return 31 * maxLifetime.hashCode() + skew.hashCode();
    }

    @Override
    public String toString() {
        return "LifetimeRules[" + maxLifetime + ", " + skew + "]";
    }
}
