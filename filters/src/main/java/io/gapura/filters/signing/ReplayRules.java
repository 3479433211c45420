package io.gapura.filters.signing;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link Signatures} policy sees to it that a message counts once.
 *
 * @param guard null for a local guard of the standard capacity
 * @param rejectBeforeStart whether messages are refused that were made before a guard without memory started
 * @param withoutNonce whether a message without nonce counts once, too
 * @param safePassUnclaimed whether GET and HEAD pass while the store is away
 * @param serverNonces for clients with a wrong clock; null when none are handed out
 */
record ReplayRules(
        @Nullable ReplayGuard guard,
        boolean rejectBeforeStart,
        boolean withoutNonce,
        boolean safePassUnclaimed,
        @Nullable ServerNonces serverNonces) {
    static final ReplayRules STANDARD = new ReplayRules(null, true, false, false, null);

    ReplayRules with(ReplayGuard other) {
        return new ReplayRules(other, rejectBeforeStart, withoutNonce, safePassUnclaimed, serverNonces);
    }

    ReplayRules with(ServerNonces nonces) {
        return new ReplayRules(guard, rejectBeforeStart, withoutNonce, safePassUnclaimed, nonces);
    }

    ReplayRules acceptingBeforeStart() {
        return new ReplayRules(guard, false, withoutNonce, safePassUnclaimed, serverNonces);
    }

    ReplayRules claimingWithoutNonce() {
        return new ReplayRules(guard, rejectBeforeStart, true, safePassUnclaimed, serverNonces);
    }

    ReplayRules passingSafeUnclaimed() {
        return new ReplayRules(guard, rejectBeforeStart, withoutNonce, true, serverNonces);
    }

    /** The guard that was given, or else a local one. */
    ReplayGuard guardBy(InstantSource clock) {
        return guard == null ? LocalReplayGuard.holding(LocalReplayGuard.STANDARD_CAPACITY, clock) : guard;
    }

    /** A nonce to be offered. */
    Optional<String> freshNonce() {
        return serverNonces == null ? Optional.empty() : Optional.of(serverNonces.fresh());
    }

    /** What an operator should know. */
    List<String> remarks() {
        List<String> lines = new ArrayList<>();
        if (!rejectBeforeStart) {
            lines.add("replay: messages made before the start are accepted, whose nonces may be forgotten");
        }
        if (safePassUnclaimed) {
            lines.add("replay: while the store is away GET and HEAD may be replayed (on-store-unavailable ="
                    + " accept-safe-methods)");
        }
        if (serverNonces != null) {
            lines.add("replay: with a nonce of this server, created may be an hour off (server-nonce)");
        }
        return lines;
    }
}
