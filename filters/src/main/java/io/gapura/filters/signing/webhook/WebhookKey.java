package io.gapura.filters.signing.webhook;

import java.util.List;
import java.util.function.Predicate;

/**
 * A secret of one sender, ready for use: an algorithm and its key. Gives nothing of it away: no text form, no
 * comparison, no encoding. Immutable and thread-safe.
 */
sealed interface WebhookKey permits MacKey, ProvingKey {
    /** Which of the listed signatures it may be for; empty where there is but one kind. */
    String label();

    /** Tells the signatures of that message from others; a code is compared in constant time. */
    Predicate<byte[]> of(List<java.nio.ByteBuffer> message);
}
