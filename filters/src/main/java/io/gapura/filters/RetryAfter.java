package io.gapura.filters;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.OptionalInt;

/**
 * How long a refused client should wait, in whole seconds, so that the header and the document say the same. A date (RFC
 * 9110 §10.2.3) becomes the seconds until then; what is neither is as if it were not there.
 */
final class RetryAfter {
    private static final int MOST_DIGITS = 9;

    private RetryAfter() {}

    /** What the rejection says, 1 or more; the default of 429 and 503 when it says nothing. */
    static OptionalInt of(Rejection rejection, ErrorRules rules, InstantSource clock) {
        for (HeaderLine line : rejection.headers()) {
            if (line.named("Retry-After")) {
                OptionalInt said = seconds(line.value(), clock);
                if (said.isPresent()) {
                    return said;
                }
            }
        }
        boolean expected = rejection.status() == 429 || rejection.status() == 503;
        return expected ? OptionalInt.of(rules.retryAfterSeconds()) : OptionalInt.empty();
    }

    private static OptionalInt seconds(String value, InstantSource clock) {
        boolean digits = !value.isEmpty()
                && value.length() <= MOST_DIGITS
                && value.chars().allMatch(c -> c >= '0' && c <= '9');
        if (digits) {
            return OptionalInt.of(Math.max(1, Integer.parseInt(value)));
        }
        try {
            Instant date = DateTimeFormatter.RFC_1123_DATE_TIME.parse(value, Instant::from);
            long wait = date.getEpochSecond() - clock.instant().getEpochSecond();
            return OptionalInt.of((int) Math.max(1, Math.min(wait, 999_999_999)));
        } catch (DateTimeException neither) {
            return OptionalInt.empty();
        }
    }
}
