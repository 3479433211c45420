package io.gapura.filters.signing.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Where the time of a delivery stands, and how far from now it may be, into the past and into the future alike.
 *
 * @param field its name; empty when it stands among the signatures
 * @param tolerance inclusive
 */
record TimeSource(String field, TimeUnit unit, Duration tolerance) {
    static final Duration LONGEST_TOLERANCE = Duration.ofMinutes(15);

    TimeSource {
        if (tolerance.compareTo(Duration.ofSeconds(1)) < 0 || tolerance.compareTo(LONGEST_TOLERANCE) > 0) {
            throw new IllegalArgumentException("tolerance must be between 1s and 15m; nothing switches it off");
        }
    }

    /** Reads {@code X-Slack-Request-Timestamp seconds 300s}, or {@code signature …}. */
    static TimeSource parse(String text) {
        String[] words = text.split(" ", -1);
        if (words.length != 3 || !words[2].endsWith("s")) {
            throw new IllegalArgumentException("a timestamp is written as field, unit and tolerance");
        }
        return new TimeSource(
                words[0].equals("signature") ? "" : words[0],
                Words.find(TimeUnit.class, words[1]),
                Duration.ofSeconds(Long.parseLong(words[2].substring(0, words[2].length() - 1))));
    }

    TimeSource tolerance(Duration other) {
        return new TimeSource(field, unit, other);
    }

    /** The text as it was sent: it is what was signed, and a number printed again might not be. */
    String text(Incoming request, Presented presented) throws WebhookRefusedException {
        Optional<String> text = field.isEmpty()
                ? Optional.ofNullable(presented.timestamp()).filter(each -> !each.isEmpty())
                : request.field(field, TimeUnit.LONGEST);
        return text.orElseThrow(() -> WebhookRefusedException.of(WebhookReason.PARAMETER, "no timestamp"));
    }

    Instant require(String text, Instant now) throws WebhookRefusedException {
        Instant time = unit.read(text);
        if (time == null) {
            throw WebhookRefusedException.of(WebhookReason.PARSE, "timestamp of " + text.length() + " characters");
        }
        Duration age = Duration.between(time, now);
        if (age.compareTo(tolerance) > 0) {
            throw WebhookRefusedException.of(WebhookReason.TOO_OLD, age.toSeconds() + " s old");
        }
        if (age.negated().compareTo(tolerance) > 0) {
            throw WebhookRefusedException.of(WebhookReason.FUTURE, age.negated().toSeconds() + " s ahead");
        }
        return time;
    }
}
