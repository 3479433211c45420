package io.gapura.filters.signing.webhook;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** How a sender writes the time of a delivery. */
enum TimeUnit {
    SECONDS {
        @Override
        Instant parsed(String text) {
            return Instant.ofEpochSecond(digits(text, 12));
        }
    },
    MILLISECONDS {
        @Override
        Instant parsed(String text) {
            return Instant.ofEpochMilli(digits(text, 15));
        }
    },
    ISO {
        @Override
        Instant parsed(String text) {
            return OffsetDateTime.parse(text).toInstant();
        }
    };

    /** The longest text of a time, in characters. */
    static final int LONGEST = 40;

    abstract Instant parsed(String text);

    /** The moment; null for any other text: no sign, no blank, no fraction of a second where digits are written. */
    @Nullable
    Instant read(String text) {
        try {
            return text.length() > LONGEST ? null : parsed(text);
        } catch (DateTimeException | NumberFormatException malformed) {
            return null;
        }
    }

    private static long digits(String text, int most) {
        if (text.isEmpty() || text.length() > most || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new NumberFormatException();
        }
        return Long.parseLong(text);
    }
}
