package io.gapura.filters.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A wall clock against the time that really went by. */
class ClockWatchTest {
    private long wall = Instant.parse("2026-11-22T12:00:00Z").toEpochMilli();
    private long nanos = -5;
    private final ClockWatch watch = new ClockWatch(() -> Instant.ofEpochMilli(wall), () -> nanos);

    private long jumped(long wallMillis, long reallyMillis) {
        wall += wallMillis;
        nanos += reallyMillis * 1_000_000;
        return watch.jumped();
    }

    @ParameterizedTest
    @CsvSource({
        // the wall clock by, really by, said
        "0, 0, 0",
        "5000, 5000, 0",
        "60000, 0, 0",
        "60001, 0, 60001",
        "-1000, 0, 0",
        "-1001, 0, -1001",
        "90000, 30000, 0",
        "90001, 30000, 60001",
        "0, 60000, 0",
        "0, 60001, -60001",
        "-1001, 500, -1501",
        "-1000, 59000, 0",
        "-1000, 59001, -60001"
    })
    void aClockThatWasSetIsNoticedFromTheBoundOn(long wallMillis, long reallyMillis, long said) {
        assertThat(jumped(wallMillis, reallyMillis)).isEqualTo(said);
    }

    @Test
    void aJumpIsSaidOnce() {
        assertThat(jumped(3_600_000, 10)).isEqualTo(3_599_990);
        assertThat(jumped(10, 10)).isZero();
        assertThat(jumped(-3_600_000, 10)).isEqualTo(-3_600_010);
        assertThat(jumped(10, 10)).isZero();
    }

    /** Each look is held against the one before: what a clock is corrected by, little by little, is no jump. */
    @Test
    void aClockThatDriftsIsNotOneThatWasSet() {
        for (int look = 0; look < 10; look++) {
            assertThat(jumped(59_000, 0)).isZero();
        }
    }
}
