package io.gapura.filters.signing.webhook;

import io.gapura.filters.Rejection;
import io.gapura.filters.signing.SignatureAnswer;
import java.time.Duration;

/**
 * Carries a refusal out of a step of the check; the policy alone turns it into an answer. Stackless: refusing must not
 * cost more than accepting.
 */
final class WebhookRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final WebhookReason reason;
    private final String note;
    private final Duration retryAfter;

    private WebhookRefusedException(WebhookReason reason, String note, Duration retryAfter) {
        super(reason.word(), null, false, false);
        this.reason = reason;
        this.note = note;
        this.retryAfter = retryAfter;
    }

    /**
     * A refusal.
     *
     * @param note private words for the operator: field names, positions, lengths, ages; never a value
     */
    static WebhookRefusedException of(WebhookReason reason, String note) {
        return new WebhookRefusedException(reason, note, Duration.ZERO);
    }

    /** A refusal that passes with time. */
    static WebhookRefusedException retry(WebhookReason reason, String note, Duration after) {
        return new WebhookRefusedException(reason, note, after);
    }

    WebhookReason reason() {
        return reason;
    }

    /** As an answer: those with one status are alike, whatever was wrong. */
    Rejection rejection(String realm) {
        SignatureAnswer answer = reason.answer();
        Rejection rejection =
                Rejection.of(answer.status(), answer.code(), reason.word()).note(note);
        return switch (answer) {
            case REFUSED -> rejection.header("WWW-Authenticate", "Webhook realm=\"" + realm + "\"");
            case UNAVAILABLE -> rejection.header("Retry-After", Long.toString(Math.max(1, retryAfter.toSeconds())));
            case TOO_LARGE -> rejection.asHard();
            case MALFORMED -> rejection;
        };
    }
}
