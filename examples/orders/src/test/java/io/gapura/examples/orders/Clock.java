package io.gapura.examples.orders;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Time that goes on only when a test says so. */
final class Clock implements InstantSource {
    private Instant now = Instant.parse("2026-11-21T13:00:00Z");

    @Override
    public Instant instant() {
        return now;
    }

    void wait(Duration time) {
        now = now.plus(time);
    }
}
