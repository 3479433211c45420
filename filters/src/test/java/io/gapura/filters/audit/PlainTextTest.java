package io.gapura.filters.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Eight bytes at a time find what one at a time does. */
class PlainTextTest {
    @Property
    void aTextEndsWhereTheFirstByteIsThatDoesNotStandForItself(
            @ForAll @Size(max = 40) byte[] bytes, @ForAll @IntRange(max = 40) int start) {
        int from = Math.min(start, bytes.length);
        for (int to = from; to <= bytes.length; to++) {
            int expected = from;
            while (expected < to && isPlain(bytes[expected])) {
                expected++;
            }
            assertThat(PlainText.end(bytes, from, to)).isEqualTo(expected);
        }
    }

    /** Random bytes are seldom plain for long: here each byte in turn is the only one that may not be. */
    @Test
    void everyByteIsJudgedAtEveryPlace() {
        for (int value = Byte.MIN_VALUE; value <= Byte.MAX_VALUE; value++) {
            for (int place = 0; place < 24; place++) {
                byte[] bytes = new byte[24];
                Arrays.fill(bytes, (byte) 'x');
                bytes[place] = (byte) value;
                assertThat(PlainText.end(bytes, 0, 24)).isEqualTo(isPlain((byte) value) ? 24 : place);
                assertThat(PlainText.lineFeed(bytes, 0, 24)).isEqualTo(value == '\n' ? place : 24);
            }
        }
    }

    private static boolean isPlain(byte octet) {
        return octet >= 0x20 && octet != '"' && octet != '\\';
    }

    @Property
    void theFirstLineFeedIsFound(@ForAll @Size(max = 40) byte[] bytes, @ForAll @IntRange(max = 40) int place) {
        if (place < bytes.length) {
            bytes[place] = '\n';
        }
        for (int from = 0; from <= bytes.length; from++) {
            int expected = from;
            while (expected < bytes.length && bytes[expected] != '\n') {
                expected++;
            }
            assertThat(PlainText.lineFeed(bytes, from, bytes.length)).isEqualTo(expected);
        }
    }

    @Property
    void whatIsComparedIsTheSameOrNotAtAnyPlace(
            @ForAll @Size(max = 30) byte[] text,
            @ForAll @IntRange(max = 9) int before,
            @ForAll @IntRange(max = 9) int behind,
            @ForAll @IntRange(max = 30) int changed) {
        byte[] one = new byte[before + text.length + behind];
        System.arraycopy(text, 0, one, before, text.length);
        byte[] other = new byte[behind + text.length + before];
        Arrays.fill(other, (byte) 1);
        System.arraycopy(text, 0, other, behind, text.length);
        for (int length = 0; length <= text.length; length++) {
            assertThat(PlainText.same(one, before, other, behind, length)).isTrue();
        }
        if (changed < text.length) {
            other[behind + changed] ^= 0x10;
            for (int length = 0; length <= text.length; length++) {
                assertThat(PlainText.same(one, before, other, behind, length)).isEqualTo(length <= changed);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'0', 1",
        "'7', 1",
        "'-7', 2",
        "'-0', -1",
        "'00', -1",
        "'01', -1",
        "'-01', -1",
        "'-', -1",
        "'', -1",
        "'x', -1",
        "'999999999999999', 15",
        "'1000000000000000', -1",
        "'-999999999999999', 16",
        "'-1000000000000000', -1",
        "'12,', 2",
        "'1.5', 1",
        "'1e5', 1",
        "'+1', -1",
        "' 1', -1"
    })
    void aNumberHasAtMostFifteenDigitsAndOneSpelling(String text, int end) {
        byte[] bytes = text.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        assertThat(PlainNumber.end(bytes, 0, bytes.length)).isEqualTo(end);
        if (end > 0) {
            assertThat(PlainNumber.read(bytes, 0, end)).isEqualTo(Long.parseLong(text.substring(0, end)));
        }
    }
}
