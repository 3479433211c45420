package io.gapura.filters.signing;

import java.time.Duration;
import java.time.Instant;

/**
 * A replay guard for messages whose sender repeats them until they were handled, as senders of webhooks do: a key is
 * leased while a delivery runs, confirmed when it went well and released when it did not, so that the next attempt may
 * pass. As atomic as a claim: of any number of equal leases at one time exactly one is {@link Claim.Outcome#CLAIMED}.
 *
 * <p>A holder that dies neither confirms nor releases: after {@link #LONGEST_LEASE} the key is free again. Deliveries
 * are handled at least once, never exactly once. Thread-safe; nothing here throws.
 */
public interface LeasingGuard extends ReplayGuard {
    /** How long a key stays pending when its holder says nothing. */
    Duration LONGEST_LEASE = Duration.ofSeconds(60);

    /**
     * Takes a key for one run. {@link Claim.Outcome#PENDING} while another run has it, {@link Claim.Outcome#SEEN} once
     * it was confirmed or claimed.
     *
     * @param until how long it is remembered once it is confirmed
     */
    Claim lease(ReplayKey key, String caller, Instant until);

    /**
     * Turns a lease into a claim. After the lease ran out it still does, unless another run has taken the key.
     *
     * @param leased what {@link #lease} answered
     * @return CLAIMED; SEEN when another run has it now; FULL or UNAVAILABLE when it could not be remembered
     */
    Claim confirm(Claim leased);

    /**
     * Forgets a lease: the next attempt may pass. Without effect when another run has the key, or none.
     *
     * @param leased what {@link #lease} answered
     */
    void release(Claim leased);
}
