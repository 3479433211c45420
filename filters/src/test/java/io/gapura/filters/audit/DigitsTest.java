package io.gapura.filters.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The digits are those of the number, however it came to be. */
class DigitsTest {
    private static String digits(Digits number) {
        Pending line = new Pending(0);
        number.putTo(line);
        return new String(line.bytes(), 0, line.length(), StandardCharsets.US_ASCII);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 7, 9, 98, 989, 999_999_998_990L, 999_999_999_999_999_989L})
    void aNumberThatGrowsHasItsDigits(long begin) {
        Digits number = new Digits();
        number.set(begin);
        for (long expected = begin; expected < begin + 120; expected++) {
            assertThat(number.value()).isEqualTo(expected);
            assertThat(digits(number)).isEqualTo(String.valueOf(expected));
            number.increment();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 5, 600_302, 99_999, 1_000_000})
    void aNumberThatIsSetAnewForgetsTheOneBefore(long value) {
        Digits number = new Digits();
        for (long before : new long[] {0, 999_999_999, 12, 600_302}) {
            number.set(before);
            number.set(value);
            assertThat(digits(number)).isEqualTo(String.valueOf(value));
            number.increment();
            assertThat(digits(number)).isEqualTo(String.valueOf(value + 1));
        }
    }
}
