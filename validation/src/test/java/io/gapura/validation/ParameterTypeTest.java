package io.gapura.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParameterTypeTest {
    @ParameterizedTest
    @CsvSource(textBlock = """
                    INT, 0, -1, 2147483647, -2147483648
                    LONG, 0, 9223372036854775807, -9223372036854775808, 2147483648
                    INTEGER, 0, 9223372036854775808, -9223372036854775809, 12345678901234567890123
                    DECIMAL, 0, -0.5, 1.50, 12345678901234567890.123
                    BOOLEAN, true, false, true, false
                    UUID, 00000000-0000-0000-0000-000000000000, 123e4567-e89b-12d3-a456-426614174000, 123E4567-E89B-12D3-A456-426614174000, ffffffff-ffff-ffff-ffff-ffffffffffff
                    DATE, 2026-02-28, 2024-02-29, 0001-01-01, 9999-12-31
                    TIME, 00:00, 23:59, 23:59:59, 23:59:59.123456789
                    DATE_TIME, 2026-02-28T00:00, 2026-02-28T23:59:59, 2026-02-28T23:59:59.1, 2024-02-29T12:00
                    OFFSET_DATE_TIME, 2026-02-28T00:00Z, 2026-02-28T23:59:59+01:00, 2026-02-28T23:59:59.1-11:30, 2026-02-28T00:00+00:00
                    INSTANT, 2026-02-28T00:00Z, 2026-02-28T23:59:59+01:00, 2026-02-28T23:59:59.1-11:30, 2026-02-28T00:00+18:00
                    """)
    void theTextFormOfATypeIsTaken(ParameterType type, String a, String b, String c, String d) {
        for (String text : new String[] {a, b, c, d}) {
            assertThat(type.accepts(text)).as(type + " " + text).isTrue();
            assertThat(type.read(text)).isNotNull();
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    INT, +1, 01, -0, 2147483648
                    INT, '', ' 1', 1e3, -2147483649
                    INT, \u0661, 0x1, 1_000, '1,0'
                    LONG, 9223372036854775808, -9223372036854775809, --1, -
                    INTEGER, -0, 00, 1., \uFF11
                    DECIMAL, 1., .5, 00.5, 1e3
                    DECIMAL, 0x1p3, 1d, NaN, Infinity
                    DECIMAL, -, -., +1.0, '1,5'
                    BOOLEAN, TRUE, yes, 1, ''
                    UUID, 1-1-1-1-1, 123e4567e89b12d3a456426614174000, 123e4567-e89b-12d3-a456-42661417400g, {123e4567-e89b-12d3-a456-426614174000}
                    DATE, 2026-02-29, 2026-2-28, 02026-02-28, +2026-02-28
                    DATE, 2026-13-01, 2026-02-28T00:00, 20260228, 2026-00-10
                    TIME, 24:00, 23:60, 23:59:60, 23:59.1
                    TIME, 23:59:59., 23:59:59.1234567890, 9:00, '12:00 '
                    DATE_TIME, 2026-02-30T00:00, 2026-02-28 00:00, 2026-02-28t00:00, 2026-02-28T00:00Z
                    OFFSET_DATE_TIME, 2026-02-28T00:00, 2026-02-28T00:00z, 2026-02-28T00:00+1, 2026-02-28T00:00+0100
                    INSTANT, 2026-02-28T23:59:60Z, 2026-02-28T24:00Z, 2026-02-28T00:00+18:01, 1772236800
                    """)
    void everyOtherTextIsRefused(ParameterType type, String a, String b, String c, String d) {
        for (String text : new String[] {a, b, c, d}) {
            assertThat(type.accepts(text)).as(type + " " + text).isFalse();
            assertThatThrownBy(() -> type.read(text)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Property
    void everyNumberIsReadAsItself(@ForAll int i, @ForAll long l, @ForAll BigInteger big, @ForAll BigDecimal decimal) {
        assertThat(ParameterType.INT.read(Integer.toString(i))).isEqualTo(i);
        assertThat(ParameterType.LONG.read(Long.toString(l))).isEqualTo(l);
        assertThat(ParameterType.LONG.accepts(Integer.toString(i))).isTrue();
        assertThat(ParameterType.INT.accepts(Long.toString(l))).isEqualTo(l == (int) l);
        assertThat(ParameterType.INTEGER.read(big.toString())).isEqualTo(big);
        assertThat(ParameterType.LONG.accepts(big.toString())).isEqualTo(big.bitLength() < 64);
        String plain = decimal.toPlainString();
        assertThat(ParameterType.DECIMAL.accepts(plain)).isEqualTo(plain.length() <= 100);
    }

    @Property
    void whatIsTakenIsWhatTheLibraryPrints(@ForAll("nearlyNumbers") String text) {
        assertThat(ParameterType.INTEGER.accepts(text)).isEqualTo(isPrinted(text));
    }

    @Provide
    Arbitrary<String> nearlyNumbers() {
        return Arbitraries.strings().withChars("0123456789+-. eE\u0661_").ofMaxLength(6);
    }

    private static boolean isPrinted(String text) {
        try {
            return new BigInteger(text).toString().equals(text);
        } catch (NumberFormatException none) {
            return false;
        }
    }

    @Property
    void everyTimeIsReadAsItself(@ForAll("instants") Instant instant, @ForAll("uuids") UUID uuid) {
        OffsetDateTime time = instant.atOffset(java.time.ZoneOffset.ofHours(2));
        LocalDateTime local = time.toLocalDateTime();
        assertThat(ParameterType.INSTANT.read(instant.toString())).isEqualTo(instant);
        assertThat(ParameterType.OFFSET_DATE_TIME.read(time.toString())).isEqualTo(time);
        assertThat(ParameterType.DATE_TIME.read(local.toString())).isEqualTo(local);
        assertThat(ParameterType.TIME.read(local.toLocalTime().toString())).isEqualTo(local.toLocalTime());
        assertThat(ParameterType.DATE.read(local.toLocalDate().toString())).isEqualTo(local.toLocalDate());
        assertThat(ParameterType.UUID.read(uuid.toString())).isEqualTo(uuid);
    }

    @Provide
    Arbitrary<Instant> instants() {
        return Arbitraries.longs()
                .between(-2_000_000_000L, 4_000_000_000L)
                .flatMap(second -> Arbitraries.integers()
                        .between(0, 999_999_999)
                        .map(nano -> Instant.ofEpochSecond(second, nano)));
    }

    @Provide
    Arbitrary<UUID> uuids() {
        return Arbitraries.longs().tuple2().map(both -> new UUID(both.get1(), both.get2()));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    INT, int
                    INT, java.lang.Short
                    LONG, long
                    DECIMAL, double
                    BOOLEAN, java.lang.Boolean
                    DATE, java.time.LocalDate
                    TEXT, java.lang.String
                    TEXT, java.util.Locale
                    """)
    void aClassIsReadAsItsType(ParameterType type, String name) throws ClassNotFoundException {
        Class<?> known = name.equals("int")
                ? int.class
                : name.equals("long") ? long.class : name.equals("double") ? double.class : Class.forName(name);
        assertThat(ParameterType.of(known)).isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource({"100, true", "101, false"})
    void aNumberHasAtMostOneHundredCharacters(int length, boolean accepted) {
        assertThat(ParameterType.INTEGER.accepts("1".repeat(length))).isEqualTo(accepted);
        assertThat(ParameterType.DECIMAL.accepts("1." + "1".repeat(length - 2))).isEqualTo(accepted);
    }
}
