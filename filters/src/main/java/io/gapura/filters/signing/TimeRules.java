package io.gapura.filters.signing;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a signature counts (step 4; RFC 9421 §2.3, §7.2.1). Each rule holds for itself, whatever other parameters are
 * absent; both edges are accepted.
 *
 * @param maxAge since {@code created}
 * @param maxAgeExpiring the same for signatures with {@code expires}, which ends them earlier
 * @param futureSkew how far {@code created} may lie ahead
 * @param pastSkew how long a signature counts beyond its age or end, for clocks that are late
 * @param expires whether {@code expires} must be there
 * @param longestLife how far {@code expires} may lie behind {@code created}; null when the age alone bounds it
 */
record TimeRules(
        Duration maxAge,
        Duration maxAgeExpiring,
        Duration futureSkew,
        Duration pastSkew,
        boolean expires,
        @Nullable Duration longestLife) {

    /** The same age for all, {@code expires} honoured when it is there. */
    static TimeRules within(Duration maxAge, Duration futureSkew) {
        return new TimeRules(maxAge, maxAge, futureSkew, Duration.ZERO, false, null);
    }

    TimeRules maxAge(Duration age) {
        return new TimeRules(age, age, futureSkew, pastSkew, expires, longestLife);
    }

    TimeRules futureSkew(Duration skew) {
        return new TimeRules(maxAge, maxAgeExpiring, skew, pastSkew, expires, longestLife);
    }

    /** How long a signer lets a signature live that must have an end; null when it need not. */
    @Nullable
    Duration lifetime() {
        Duration usual = Duration.ofMinutes(5);
        return !expires ? null : usual.compareTo(maxAgeExpiring) < 0 ? usual : maxAgeExpiring;
    }

    /**
     * Refuses what is too early, too late, or lives too long. {@code created} is there.
     *
     * @param start nothing made before counts, because its nonces are forgotten
     */
    void require(SignatureInput input, long now, long start) throws SignatureRefusedException {
        long created = input.createdAt();
        if (created > now + futureSkew.toSeconds()) {
            throw SignatureRefusedException.of(Reason.FUTURE, created - now + " s ahead");
        }
        boolean ends = input.expiresAt() != SignatureInput.ABSENT;
        if (ends) {
            requireEnd(created, input.expiresAt(), now);
        } else if (expires) {
            throw SignatureRefusedException.of(Reason.PARAMETER, "expires is absent")
                    .at(VerificationStep.TIME);
        }
        Duration age = ends ? maxAgeExpiring : maxAge;
        if (now - created > age.toSeconds() + pastSkew.toSeconds()) {
            throw SignatureRefusedException.of(Reason.TOO_OLD, now - created + " s old");
        }
        if (created < start) {
            throw SignatureRefusedException.of(Reason.BEFORE_START, start - created + " s before the start");
        }
    }

    private void requireEnd(long created, long end, long now) throws SignatureRefusedException {
        if (end <= created || end + pastSkew.toSeconds() < now) {
            throw SignatureRefusedException.of(Reason.EXPIRED, now - end + " s ago");
        }
        if (longestLife != null && end - created > longestLife.toSeconds()) {
            throw SignatureRefusedException.of(Reason.EXPIRED, "a life of " + (end - created) + " s");
        }
    }

    /** For messages whose freshness is known otherwise: {@code created} may be off by that much either way. */
    TimeRules loosened(Duration off) {
        return new TimeRules(off, off, off, Duration.ZERO, expires, longestLife);
    }

    /** How far ahead of us the end of a message may lie that a client made whose clock runs ahead. */
    Duration remembered() {
        return life().plus(futureSkew);
    }

    /** From {@code created} to the end of a message, at most. */
    Duration life() {
        return (maxAge.compareTo(maxAgeExpiring) > 0 ? maxAge : maxAgeExpiring).plus(skew());
    }

    private Duration skew() {
        return futureSkew.compareTo(pastSkew) > 0 ? futureSkew : pastSkew;
    }

    /** From when on a message can no longer be accepted, so that its nonce may be forgotten. */
    Instant until(SignatureInput input) {
        Duration age = input.expiresAt() != SignatureInput.ABSENT ? maxAgeExpiring : maxAge;
        return Instant.ofEpochSecond(input.createdAt()).plus(age).plus(skew());
    }
}
