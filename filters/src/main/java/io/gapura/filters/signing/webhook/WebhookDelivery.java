package io.gapura.filters.signing.webhook;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A delivery whose signature was proven: who sent it, how to know it again, and what is owed to its sender. Reached as
 * the request attribute (or property) {@link #ATTRIBUTE}, and as the proof of the caller: {@code
 * caller.proof(WebhookDelivery.class)}. Immutable.
 */
public final class WebhookDelivery {
    /** Under which the application finds it. */
    public static final String ATTRIBUTE = "io.gapura.webhook";

    private final String name;
    private final Dialect dialect;
    private final @Nullable String id;
    private final @Nullable Instant timestamp;
    private final @Nullable Answer challenge;

    /**
     * What the application sends back, with status 200.
     *
     * @param contentType without parameters
     */
    public record Answer(String contentType, String body) {}

    WebhookDelivery(
            String name,
            Dialect dialect,
            @Nullable String id,
            @Nullable Instant timestamp,
            @Nullable Answer challenge) {
        this.name = name;
        this.dialect = dialect;
        this.id = id;
        this.timestamp = timestamp;
        this.challenge = challenge;
    }

    /** The name that it is configured by: that of the dialect unless another was given. */
    public String name() {
        return name;
    }

    /** Such as {@code stripe}. */
    public String dialect() {
        return dialect.name();
    }

    /**
     * What stays the same when its sender repeats it: handle each value once, because deliveries come at least once.
     * Empty where the sender names nothing. Believe it only when {@link #isIdSigned}.
     */
    public Optional<String> idempotencyKey() {
        return Optional.ofNullable(id);
    }

    /** Whether nobody but the sender can have written the {@link #idempotencyKey}. */
    public boolean isIdSigned() {
        return id != null && dialect.id() != null && dialect.id().signed();
    }

    /** When it was made, as far as the sender signs that. */
    public Optional<Instant> timestamp() {
        return Optional.ofNullable(timestamp);
    }

    /** Whether all of the content is proven; {@code adyen-standard} proves eight values of it. */
    public boolean isContentSigned() {
        return dialect.isContentSigned();
    }

    /**
     * What to answer instead of handling it, when it is the question with which Discord, Slack, Twitch and Zoom try an
     * address.
     */
    public Optional<Answer> answerToChallenge() {
        return Optional.ofNullable(challenge);
    }

    @Override
    public String toString() {
        return "WebhookDelivery[" + name + "]";
    }
}
