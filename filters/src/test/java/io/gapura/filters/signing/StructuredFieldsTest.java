package io.gapura.filters.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the suite does not ask: bounds from both sides, pinned choices, duplicates, time (RFC 9651). */
class StructuredFieldsTest {
    private static String item(String text) throws MalformedFieldException {
        return FieldWriter.value(StructuredFields.item(text));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            999999999999999      | 999999999999999
            -999999999999999     | -999999999999999
            000000000000001      | 1
            -0                   | 0
            999999999999.999     | 999999999999.999
            -999999999999.001    | -999999999999.001
            1.50                 | 1.5
            1.000                | 1.0
            -0.5                 | -0.5
            -0.0                 | 0.0
            0.010                | 0.01
            @999999999999999     | @999999999999999
            @-1                  | @-1
            """)
    void aNumberOfTheLongestFormIsRead(String text, String canonical) throws MalformedFieldException {
        assertThat(item(text)).isEqualTo(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1000000000000000",
                "0000000000000001",
                "-1000000000000000",
                "1000000000000.0",
                "0000000000001.0",
                "1.0001",
                "1.",
                "-",
                "--1",
                "-a",
                ".5",
                "1.5.",
                "+1",
                "1e3",
                "\u0661",
                "@1.5",
                "@",
                "@1000000000000000"
            })
    void aNumberOneDigitTooLongOrOfAnotherFormIsRefused(String text) {
        assertThatThrownBy(() -> item(text)).isInstanceOf(MalformedFieldException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ":AA:",
                ":AAA:",
                ":A:",
                ":AB==:",
                ":AAB=:",
                ":A===:",
                ":====:",
                ":AA=A:",
                ":A-_A:",
                ":AA A:",
                ":AAAA",
                ":AAAA=:",
                ":AA==AAAA:",
                ":\u0141AAA:"
            })
    void aByteSequenceHasOneForm(String text) {
        assertThatThrownBy(() -> item(text)).isInstanceOf(MalformedFieldException.class);
    }

    @Property
    void everyByteSequenceIsReadAsTheRuntimeReadsIt(@ForAll byte[] value) throws MalformedFieldException {
        String text = ":" + Base64.getEncoder().encodeToString(value) + ":";

        assertThat(((BareItem.Bytes) StructuredFields.item(text).value()).value())
                .isEqualTo(value);
        assertThat(item(text)).isEqualTo(text);
    }

    @Property
    void whatBase64IsReadIsWrittenAlike(@ForAll("base64ish") String text) {
        byte[] value = StrictBase64.decode(text, 0, text.length());
        if (value != null) {
            assertThat(Base64.getEncoder().encodeToString(value)).isEqualTo(text);
        }
    }

    @Provide
    Arbitrary<String> base64ish() {
        return Arbitraries.strings().withChars("AQgwz09+/==").ofMaxLength(12);
    }

    @Test
    void aDateOfFifteenDigitsAndTextOverTwoLinesAreAccepted() throws MalformedFieldException {
        assertThat(item("@253402300800000")).isEqualTo("@253402300800000");
        assertThat(item("\"a, b\"")).isEqualTo("\"a, b\"");
        assertThat(item("%\"a, b\"")).isEqualTo("%\"a, b\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%\"%C3%A4\"",
                "%\"%c3\"",
                "%\"%c3%28\"",
                "%\"%ed%a0%80\"",
                "%\"%\"",
                "%\"%4\"",
                "%\"a",
                "%a",
                "%\"\u00E4\"",
                "%\"\u007F\""
            })
    void aDisplayStringIsUtf8InLowerCaseEscapes(String text) {
        assertThatThrownBy(() -> item(text)).isInstanceOf(MalformedFieldException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"f\u00FCr", "\uD83D\uDE00", "100 %", "\"quoted\"", "a\nb", ""})
    void aDisplayStringComesBackAsItWas(String value) throws MalformedFieldException {
        String written = FieldWriter.value(new Member.Item(new BareItem.Display(value), Keyed.empty()));

        assertThat(written).matches("[ -~]*");
        assertThat(StructuredFields.item(written).value()).isEqualTo(new BareItem.Display(value));
    }

    @Test
    void halfACharacterIsNoDisplayString() {
        assertThatThrownBy(() -> new BareItem.Display("\uD83D")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new BareItem.Display("\uDE00a")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\\a\"", "\"\\", "\"a", "\"\u007F\"", "\"\t\"", "\"\u00E9\"", "'a'"})
    void aStringIsPrintableAsciiWithTwoEscapes(String text) {
        assertThatThrownBy(() -> item(text)).isInstanceOf(MalformedFieldException.class);
    }

    @Test
    void aKeyThatComesAgainIsReportedAndReplacedInPlace() throws MalformedFieldException {
        Keyed<Member> twice = StructuredFields.dictionary("a=1, b=2, a=3");

        assertThat(twice.repeated()).isTrue();
        assertThat(FieldWriter.dictionary(twice)).isEqualTo("a=3, b=2");
        assertThat(StructuredFields.dictionary("a=1, b=2, A3=3".toLowerCase(Locale.ROOT))
                        .repeated())
                .isFalse();
        assertThat(StructuredFields.item("x;a;b;a=?0").parameters().repeated()).isTrue();
    }

    @Test
    void aKeyThatComesAgainAmongManyIsReported() throws MalformedFieldException {
        for (int count : new int[] {1, 2, 8, 9, 10, 100}) {
            String keys = IntStream.range(0, count).mapToObj(i -> "k" + i).collect(Collectors.joining(", "));
            Keyed<Member> once = StructuredFields.dictionary(keys);
            Keyed<Member> twice = StructuredFields.dictionary(keys + ", k0=7");

            assertThat(once.repeated()).isFalse();
            assertThat(once.size()).isEqualTo(count);
            assertThat(once.get("k" + (count - 1))).isPresent();
            assertThat(once.contains("k" + count)).isFalse();
            assertThat(twice.repeated()).isTrue();
            assertThat(twice.size()).isEqualTo(count);
            assertThat(twice.key(0)).isEqualTo("k0");
            assertThat(FieldWriter.value(twice.value(0))).isEqualTo("7");
            assertThat(twice.asMap()).hasSize(count);
        }
    }

    @Test
    void aKeyOfOursIsChecked() {
        assertThatThrownBy(() -> Keyed.of(Map.of("A", BareItem.TRUE))).isInstanceOf(IllegalArgumentException.class);
        assertThatCode(() -> Keyed.of(Map.of("a*", BareItem.TRUE))).doesNotThrowAnyException();
    }

    @Test
    void whereItStopsIsSaidAndNothingElse() {
        assertThatThrownBy(() -> StructuredFields.dictionary("sig1=(\"@method\" secret\")"))
                .hasMessageMatching("malformed at character \\d+")
                .hasNoCause();
    }

    /** Sixteen kibibytes of what is worst for a reader each. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a,", "a;", "%\"\",", "::,", "(", "()", "\"\\\\", "a;b;c,", "1,", "\t", " ", "%\"a", ":A", "\"\","
            })
    void theLongestFieldIsReadInNoTime(String piece) {
        String text = piece.repeat(16_384 / piece.length());
        Assertions.assertTimeoutPreemptively(Duration.ofMinutes(3), () -> {
            for (int i = 0; i < 20; i++) {
                try {
                    StructuredFields.list(text);
                } catch (MalformedFieldException refused) {
                    assertThat(refused.position()).isBetween(0, text.length());
                }
            }
        });
    }

    @Test
    void manyDifferentKeysAreReadInNoTime() {
        Random random = new Random(1);
        String text = IntStream.range(0, 2_700)
                .mapToObj(i -> Integer.toString(random.nextInt(0x10000) | 0x10000, 36))
                .map(key -> "a" + key)
                .collect(Collectors.joining(","));
        Assertions.assertTimeoutPreemptively(Duration.ofMinutes(3), () -> {
            for (int i = 0; i < 50; i++) {
                StructuredFields.dictionary(text);
            }
        });
    }

    @Property
    void nothingButItsOwnRefusalComesOut(@ForAll String text) {
        for (int kind = 0; kind < 3; kind++) {
            try {
                switch (kind) {
                    case 0 -> StructuredFields.item(text);
                    case 1 -> StructuredFields.list(text);
                    default -> StructuredFields.dictionary(text);
                }
            } catch (MalformedFieldException refused) {
                assertThat(refused.position()).isBetween(0, text.length());
            }
        }
    }

    @Test
    void aTurkishRuntimeReadsTheSame() throws MalformedFieldException {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr-TR"));
            assertThat(item("IDENTITY;id=I")).isEqualTo("IDENTITY;id=I");
            assertThat(Arrays.asList(item("%\"%c4%b1\""), item("-12.5"))).containsExactly("%\"%c4%b1\"", "-12.5");
        } finally {
            Locale.setDefault(before);
        }
    }
}
