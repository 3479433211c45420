package io.gapura.filters.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.config.DataSize;
import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Both sides of what the settings of the disk may say. */
class DurabilityTest {
    private static final Durability STANDARD = Durability.STANDARD;

    private static void assertRefused(Supplier<Durability> settings, String message) {
        assertThatThrownBy(settings::get)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource({"63, false", "64, true", "1048576, true", "1048577, false", "0, false", "-1, false"})
    void theRingHoldsSixtyFourEventsToAMillion(int events, boolean allowed) {
        if (allowed) {
            assertThat(STANDARD.ring(events, DataSize.of("1MiB")).ring()).isEqualTo(events);
        } else {
            assertRefused(() -> STANDARD.ring(events, DataSize.of("1MiB")), "ring must be from 64 to 1048576 events");
        }
    }

    @ParameterizedTest
    @CsvSource({"1048575, false", "1048576, true", "1073741824, true", "1073741825, false", "0, false"})
    void theRingTakesAMebibyteToAGibibyte(long bytes, boolean allowed) {
        if (allowed) {
            assertThat(STANDARD.ring(64, DataSize.bytes(bytes)).ringBytes()).isEqualTo(DataSize.bytes(bytes));
        } else {
            assertRefused(() -> STANDARD.ring(64, DataSize.bytes(bytes)), "ring-bytes must be from 1MiB to 1GiB");
        }
    }

    @ParameterizedTest
    @CsvSource({"PT-0.001S, false", "PT0S, true", "PT1S, true", "PT1.000000001S, false"})
    void aLineWaitsForItsForceForASecondAtMost(Duration interval, boolean allowed) {
        if (allowed) {
            assertThat(STANDARD.forceInterval(interval).forceInterval()).isEqualTo(interval);
        } else {
            assertRefused(() -> STANDARD.forceInterval(interval), "force-interval must be from 0s to 1s");
        }
    }

    @ParameterizedTest
    @CsvSource({"1048575, false", "1048576, true", "1073741824, true", "1073741825, false"})
    void aSegmentHasAMebibyteToAGibibyte(long bytes, boolean allowed) {
        if (allowed) {
            assertThat(STANDARD.segment(DataSize.bytes(bytes), Duration.ofHours(1))
                            .segment())
                    .isEqualTo(DataSize.bytes(bytes));
        } else {
            assertRefused(
                    () -> STANDARD.segment(DataSize.bytes(bytes), Duration.ofHours(1)),
                    "segment must be from 1MiB to 1GiB");
        }
    }

    @ParameterizedTest
    @CsvSource({"PT0.999S, false", "PT1S, true", "PT24H, true", "PT24H0.001S, false"})
    void aSegmentIsWrittenForASecondToADay(Duration age, boolean allowed) {
        if (allowed) {
            assertThat(STANDARD.segment(DataSize.of("1MiB"), age).segmentAge()).isEqualTo(age);
        } else {
            assertRefused(() -> STANDARD.segment(DataSize.of("1MiB"), age), "segment-age must be from 1s to 1d");
        }
    }

    @ParameterizedTest
    @CsvSource({"PT0.099S, false", "PT0.1S, true", "PT1M, true", "PT1M0.001S, false"})
    void aRequestWaitsForTheDiskATenthOfASecondToAMinute(Duration patience, boolean allowed) {
        if (allowed) {
            assertThat(STANDARD.patience(patience).patience()).isEqualTo(patience);
        } else {
            assertRefused(() -> STANDARD.patience(patience), "patience must be from 100ms to 1m");
        }
    }

    /** Of 64 MiB a segment. */
    @ParameterizedTest
    @CsvSource({"0, true", "1, false", "268435455, false", "268435456, true"})
    void aLogHasRoomForFourSegmentsOrForAllThatThereIs(long bytes, boolean allowed) {
        if (allowed) {
            assertThat(STANDARD.maxBytes(DataSize.bytes(bytes)).maxBytes()).isEqualTo(DataSize.bytes(bytes));
        } else {
            assertRefused(
                    () -> STANDARD.maxBytes(DataSize.bytes(bytes)),
                    "max-bytes must be 0 or at least four times segment");
        }
    }

    @Test
    void eachRefinementKeepsWhatTheOthersHaveSaid() {
        Durability all = STANDARD.ring(64, DataSize.of("1MiB"))
                .forceInterval(Duration.ofMillis(7))
                .onTrouble(JsonLinesSink.OnTrouble.CONTINUE)
                .maxBytes(DataSize.of("1GiB"))
                .segment(DataSize.of("2MiB"), Duration.ofMinutes(1))
                .patience(Duration.ofSeconds(9));
        assertThat(all)
                .isEqualTo(new Durability(
                        64,
                        DataSize.of("1MiB"),
                        Duration.ofMillis(7),
                        JsonLinesSink.OnTrouble.CONTINUE,
                        DataSize.of("1GiB"),
                        DataSize.of("2MiB"),
                        Duration.ofMinutes(1),
                        Duration.ofSeconds(9)));
    }

    @Test
    void whatIsCriticalHasFourTimesThePatience() {
        assertThat(Entrance.Patience.of(STANDARD)).isEqualTo(patience(Duration.ofSeconds(2), Duration.ofMillis(500)));
        assertThat(Entrance.Patience.of(STANDARD.patience(Duration.ofSeconds(9))))
                .isEqualTo(patience(Duration.ofSeconds(36), Duration.ofSeconds(9)));
    }
    /** Who closes a log waits as long, whatever the settings say. */
    private static Entrance.Patience patience(Duration critical, Duration standard) {
        return new Entrance.Patience(critical, standard, Duration.ofSeconds(10), Duration.ofSeconds(3));
    }
}
