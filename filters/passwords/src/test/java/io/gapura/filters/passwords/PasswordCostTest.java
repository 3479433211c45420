package io.gapura.filters.passwords;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A hash costs enough, and not what a login cannot pay. */
class PasswordCostTest {
    @ParameterizedTest
    @CsvSource({"19456,2,1", "47104,1,1", "1048576,16,8", "65536,3,4"})
    void aCostWithinTheBoundsIsTaken(int kibibytes, int passes, int lanes) {
        assertThat(new PasswordCost(kibibytes, passes, lanes).passes()).isEqualTo(passes);
    }

    @ParameterizedTest
    @CsvSource({
        "19455,2,1",
        "1048577,2,1",
        "19456,0,1",
        "47104,0,1",
        "19456,17,1",
        "19456,2,0",
        "19456,2,9",
        "47103,1,1"
    })
    void aCostOutsideThemIsRefused(int kibibytes, int passes, int lanes) {
        assertThatIllegalArgumentException().isThrownBy(() -> new PasswordCost(kibibytes, passes, lanes));
    }

    /** On a machine where a kibibyte of a pass takes so many nanoseconds. */
    private static PasswordCost calibrated(int millis, int most, long each) {
        AtomicLong now = new AtomicLong();
        return PasswordCost.calibrated(
                Duration.ofMillis(millis),
                most,
                cost -> now.addAndGet(each * cost.kibibytes() * cost.passes()),
                now::get);
    }

    @Test
    void allTheMemoryIsTakenAndThenAsManyPassesAsFit() {
        assertThat(calibrated(250, 65_536, 1_000)).isEqualTo(new PasswordCost(65_536, 3, 1));
    }

    @Test
    void memoryIsHalvedWhenNotEvenOnePassFits() {
        // 131 ms, 65 ms and twice 33 ms are too long
        assertThat(calibrated(60, 131_072, 1_000)).isEqualTo(new PasswordCost(19_456, 3, 1));
        assertThat(calibrated(70, 131_072, 1_000)).isEqualTo(new PasswordCost(65_536, 1, 1));
    }

    @Test
    void theLeastIsTheLeastHoweverSlowTheMachine() {
        assertThat(calibrated(1, 1_048_576, 1_000_000)).isEqualTo(PasswordCost.least());
    }

    @Test
    void sixteenPassesAreTheMostHoweverFastItIs() {
        assertThat(calibrated(1_000, 19_456, 0)).isEqualTo(new PasswordCost(19_456, 16, 1));
    }

    @Test
    void moreMemoryThanTheBoundIsTheBound() {
        assertThat(calibrated(10_000, Integer.MAX_VALUE, 1).kibibytes()).isEqualTo(1_048_576);
        assertThat(calibrated(10_000, 1, 1).kibibytes()).isEqualTo(19_456);
    }

    @Test
    void aTargetOfNothingIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> PasswordCost.calibrated(Duration.ZERO, 19_456));
        assertThatIllegalArgumentException().isThrownBy(() -> PasswordCost.calibrated(Duration.ofMillis(-1), 19_456));
    }

    @Test
    void thisMachineCanBeMeasured() {
        assertThat(PasswordCost.calibrated(Duration.ofMillis(1), 19_456)).isEqualTo(PasswordCost.least());
    }

    @Test
    void theSecondChoiceOfTheRfcIsOne() {
        assertThat(PasswordCost.rfc9106()).isEqualTo(new PasswordCost(65_536, 3, 4));
    }
}
