package io.gapura.filters.signing.webhook;

import io.gapura.filters.Decision;
import io.gapura.filters.signing.Claim;
import io.gapura.filters.signing.LeasingGuard;
import io.gapura.filters.signing.ReplayKey;
import java.time.Duration;
import java.time.Instant;

/**
 * Lets each delivery of one sender in once: taken for its run, kept when it went well, given back when it did not,
 * because its sender will repeat it. Asked last, when the delivery was proven.
 */
final class Deliveries {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final String policy;
    private final Dialect dialect;
    private final LeasingGuard guard;

    Deliveries(String policy, Dialect dialect, LeasingGuard guard) {
        this.policy = policy;
        this.dialect = dialect;
        this.guard = guard;
    }

    /** The same decision, with what becomes of the delivery; senders that sign no id with a time are left alone. */
    Decision.Proceed take(DeliveryCheck.Proven proven, Decision.Proceed taken) throws WebhookRefusedException {
        TimeSource time = dialect.time();
        if (time == null || !dialect.isReplayable()) {
            return taken;
        }
        String id = proven.delivery().idempotencyKey().orElseThrow();
        Instant made = proven.delivery().timestamp().orElseThrow();
        // whole seconds, and the tolerance is inclusive
        Instant until = made.plus(time.tolerance()).plus(SECOND);
        ReplayKey key = ReplayKey.of(policy, proven.timestamp(), id);
        Claim lease = granted(guard.lease(key, policy, until));
        return taken.onCompletion(completion -> {
            if (completion.succeeded()) {
                guard.confirm(lease);
            } else {
                guard.release(lease);
            }
        });
    }

    private static Claim granted(Claim claim) throws WebhookRefusedException {
        return switch (claim.outcome()) {
            case CLAIMED -> claim;
            case SEEN -> throw WebhookRefusedException.of(WebhookReason.REPLAY, "was handled before");
            case PENDING -> throw retry(WebhookReason.RUNNING, "the first one still runs", claim);
            case FULL -> throw retry(WebhookReason.STORE_FULL, "", claim);
            case QUOTA -> throw retry(WebhookReason.QUOTA, "", claim);
            case UNAVAILABLE -> throw retry(WebhookReason.STORE_UNAVAILABLE, "", claim);
        };
    }

    private static WebhookRefusedException retry(WebhookReason reason, String note, Claim claim) {
        return WebhookRefusedException.retry(reason, note, claim.retryAfter());
    }
}
