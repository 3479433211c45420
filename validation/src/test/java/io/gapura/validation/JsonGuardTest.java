package io.gapura.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.BodyGuard;
import io.gapura.filters.BodyRejectedException;
import io.gapura.filters.Rejection;
import io.gapura.filters.Violation;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonGuardTest {
    private static final JsonLimits SMALL = new JsonLimits(3, 12, 4, 5, 6, 10, 8);
    private static final JsonGuard GUARD = JsonGuard.of(SMALL);
    private static final JsonGuard DEFAULT = JsonGuard.of(JsonLimits.DEFAULTS);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[[[]]]            | [[[[]]]]              | json.depth",
                "[{\"a\":{}}]      | [{\"a\":{\"b\":{}}}]  | json.depth",
                "[1,2,3,4,5]       | [1,2,3,4,5,6]         | json.items",
                "[[1],[2],[3],4]   | [[1],[2],[3],4,5]     | json.tokens",
                "[[1,2],[3,4,5],6] | [[1,2],[3,4,5],6,7,8] | json.tokens",
                "{\"a\":1,\"b\":2,\"c\":3,\"d\":4} | {\"a\":1,\"b\":2,\"c\":3,\"d\":4,\"e\":5} | json.members",
                "{\"123456\":1}    | {\"1234567\":1}       | json.name",
                "{\"12345\\u0036\":1} | {\"123456\\u0037\":1} | json.name",
                "{\"éééééé\":1}    | {\"ééééééé\":1}       | json.name",
                "[\"1234567890\"]  | [\"1234567890a\"]     | json.string",
                "[\"éééééééééé\"]  | [\"ééééééééééé\"]     | json.string",
                "[\"😀😀😀😀😀\"]  | [\"😀😀😀😀😀a\"]     | json.string",
                "[12345678]        | [123456789]           | json.number",
                "[-1234567]        | [-12345678]           | json.number",
                "[1.234567]        | [1.2345678]           | json.number",
                "[1.23e456]        | [1.23e4567]           | json.number",
                "12345678          | 123456789             | json.number",
                "[1]               | [1]1                  | json.syntax",
                "{}                | {}{}                  | json.syntax",
                "\"a\"             | \"a\"\"b\"            | json.syntax",
                "[1 ]              | [1 ],                 | json.syntax",
                "[1, 2]            | [1, ]                 | json.syntax",
                "[\"\\ud83d\\ude00\"] | [\"\\ud83d\"]      | text.surrogate",
                "[\"\\ud83d\\ude00\"] | [\"\\ude00\\ud83d\"] | text.surrogate",
                "{\"\\ud83d\\ude00\":1} | {\"\\ud83d\":1} | json.syntax",
                "{\"a\":1,\"b\":1} | {\"a\":1,\"a\":1}     | json.duplicate-key",
                "{\"a\":{\"a\":1}} | {\"a\":1,\"\\u0061\":1} | json.duplicate-key",
                "[{\"a\":1},{\"a\":1}] | [{\"b\":1},{\"a\":1,\"b\":{},\"a\":1}] | json.duplicate-key",
            })
    void bothSidesOfEachBound(String kept, String broken, String word) {
        assertThat(GUARD.open())
                .satisfies(guard -> assertThat(Watched.whole(guard, kept)).isEmpty());
        Rejection rejection = Watched.whole(GUARD.open(), broken).orElseThrow();
        assertThat(rejection.reason()).isEqualTo(word);
        assertThat(rejection.status()).isEqualTo(400);
        assertThat(rejection.code()).isEqualTo("content-malformed");
        assertThat(rejection.violations()).containsExactly(new Violation(Violation.Place.BODY, "", word));
        byte[] bytes = broken.getBytes(StandardCharsets.UTF_8);
        assertThat(Watched.byteByByte(GUARD.open(), bytes).map(Rejection::reason))
                .contains(word);
    }

    @Test
    void whatIsDeepIsRefusedBeforeItIsRead() {
        String deep = "[".repeat(33);
        BodyGuard guard = DEFAULT.open();
        assertThatThrownBy(() -> guard.bytes(deep.getBytes(StandardCharsets.UTF_8), 0, 33))
                .isInstanceOfSatisfying(
                        BodyRejectedException.class,
                        refused -> assertThat(refused.rejection().reason()).isEqualTo("json.depth"));
        assertThat(Watched.whole(DEFAULT.open(), "[".repeat(32) + "]".repeat(32)))
                .isEmpty();
    }

    @Test
    void aTextIsRefusedAsSoonAsItIsTooLongAndNotAtItsEnd() throws BodyRejectedException {
        BodyGuard guard = DEFAULT.open();
        byte[] begun = ("[\"" + "a".repeat(60_000)).getBytes(StandardCharsets.UTF_8);
        guard.bytes(begun, 0, begun.length);
        byte[] more = "a".repeat(10_000).getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 100; i++) {
                        guard.bytes(more, 0, more.length);
                    }
                })
                .isInstanceOfSatisfying(
                        BodyRejectedException.class,
                        refused -> assertThat(refused.rejection().reason()).isEqualTo("json.string"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 11, 12, 13, 14, 200, 1_000})
    void aNameIsFoundAgainHoweverManyStandBetween(int members) {
        String object = IntStream.range(0, members)
                .mapToObj(i -> "\"m" + i + "\":{\"x\":1}")
                .collect(Collectors.joining(",", "{", ""));
        if (members < 1_000) {
            assertThat(word(object + ",\"m0\":1}")).contains("json.duplicate-key");
            assertThat(word(object + ",\"m" + (members - 1) + "\":1}")).contains("json.duplicate-key");
            assertThat(word("[" + object + "}," + object + "}]")).isEmpty();
        }
        assertThat(word(object + "}")).isEmpty();
    }

    private static Optional<String> word(String document) {
        return Watched.whole(DEFAULT.open(), document).map(Rejection::reason);
    }

    @Test
    void twoSpellingsOfOneLetterAreTwoNames() {
        assertThat(word("{\"\u00e9\":1,\"e\u0301\":2}")).isEmpty();
    }

    @Test
    void theNameOfAnObjectThatIsOverMayComeAgainOutsideOfIt() {
        assertThat(word("{\"a\":{\"b\":1,\"c\":2},\"b\":1,\"d\":{\"a\":1}}")).isEmpty();
        assertThat(word("{\"a\":{\"b\":1},\"d\":[{\"a\":1}],\"a\":1}")).contains("json.duplicate-key");
    }

    /** What was found out about the names of one object counts for the next as long as it is the same, and no longer. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[{'a':1,'b':1},{'a':1,'b':1},{'a':1,'b':1}]   | accepted",
                "[{'a':1,'b':1},{'a':1},{'a':1,'b':1,'c':1}]   | accepted",
                "[{'a':1,'b':1},{'b':1,'a':1},{'b':1,'a':1}]   | accepted",
                "[{'a':1,'b':1},{'a':1,'b':1,'a':1}]           | json.duplicate-key",
                "[{'a':1,'b':1},{'a':1,'a':1}]                 | json.duplicate-key",
                "[{'a':1,'b':1,'x':1},{'x':1},{'x':1,'b':1,'x':1}] | json.duplicate-key",
                "[{'a':1,'b':1,'x':1},{'x':1,'b':1,'x':1}]     | json.duplicate-key",
                "{'a':1,'b':{'a':1},'a':1}                     | json.duplicate-key",
                "[{'a':{'b':1,'c':1}},{'a':{'b':1},'b':1,'c':1}] | accepted",
                "[{'a':{'b':1,'c':1}},{'a':{'b':1},'b':1,'a':1}] | json.duplicate-key",
            })
    void anObjectMayRepeatTheNamesOfTheOneBeforeIt(String document, String expected) {
        String json = document.replace('\'', '"');
        assertThat(word(json).orElse("accepted")).isEqualTo(expected);
        assertThat(Watched.byteByByte(DEFAULT.open(), json.getBytes(StandardCharsets.UTF_8))
                        .map(Rejection::reason)
                        .orElse("accepted"))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 11, 12, 13, 14, 200})
    void anObjectThatGoesAnotherWayAfterManyNamesIsLookedAtAgain(int members) {
        String names =
                IntStream.range(0, members).mapToObj(i -> "\"m" + i + "\":1").collect(Collectors.joining(","));
        assertThat(word("[{" + names + "},{" + names + ",\"n\":1,\"o\":1}]")).isEmpty();
        assertThat(word("[{" + names + "},{" + names + ",\"m0\":1}]")).contains("json.duplicate-key");
        assertThat(word("[{" + names + "},{" + names + ",\"n\":1,\"n\":1}]")).contains("json.duplicate-key");
    }

    @Test
    void halfOfAPairIsFoundWhereverItsEscapeStandsBesideOtherLetters() {
        for (int shift = 0; shift < 20; shift++) {
            String before = "[\"" + "a".repeat(shift);
            assertThat(word(before + "\\ud83d\u00e9aaaaaaaaa\"]")).contains("text.surrogate");
            assertThat(word(before + "\u00e9\\ud83daaaaaaaaa\"]")).contains("text.surrogate");
            assertThat(word(before + "\\ud83d\"]")).contains("text.surrogate");
            assertThat(word(before + "\u00e9\\\\aaaaaaaaa\"]")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE", "UTF-16"})
    void onlyUtf8IsRead(String charset) {
        byte[] document = "{\"a\":1}".getBytes(Charset.forName(charset));
        assertThat(Watched.whole(DEFAULT.open(), document).map(Rejection::reason))
                .contains("json.encoding");
        assertThat(Watched.byteByByte(DEFAULT.open(), document).map(Rejection::reason))
                .contains("json.encoding");
    }

    /** A parser that decodes them reads a slash, or a letter that no check has seen. */
    @ParameterizedTest
    @CsvSource({
        "C0AF, json.encoding",
        "C1BF, json.encoding",
        "E09FBF, json.encoding",
        "E0A080, accepted",
        "EDA080, json.encoding",
        "ED9FBF, accepted",
        "EE8080, accepted",
        "F08FBFBF, json.encoding",
        "F0908080, accepted",
        "F48FBFBF, accepted",
        "F4908080, json.encoding",
        "F5808080, json.encoding",
        "80, json.encoding",
        "C280, accepted",
        "C2, json.encoding",
        "E282, json.encoding",
        "F09F98, json.encoding",
        "FF, json.encoding",
        "C3C3, json.encoding",
        "E2828282, json.encoding",
        "7F, accepted",
        "EFBBBF, accepted",
    })
    void onlyTheShortestFormOfACharacterIsRead(String hex, String expected) {
        byte[] middle = java.util.HexFormat.of().parseHex(hex);
        for (int ascii = 0; ascii < 10; ascii++) {
            byte[] before = ("[\"" + "a".repeat(ascii)).getBytes(StandardCharsets.UTF_8);
            byte[] document = new byte[before.length + middle.length + 2];
            System.arraycopy(before, 0, document, 0, before.length);
            System.arraycopy(middle, 0, document, before.length, middle.length);
            document[document.length - 2] = '"';
            document[document.length - 1] = ']';
            assertThat(Watched.whole(DEFAULT.open(), document)
                            .map(Rejection::reason)
                            .orElse("accepted"))
                    .isEqualTo(expected);
            assertThat(Watched.byteByByte(DEFAULT.open(), document)
                            .map(Rejection::reason)
                            .orElse("accepted"))
                    .isEqualTo(expected);
        }
    }

    @Test
    void halfOfASurrogatePairAndOtherEncodingsPassInNoMode() {
        assertThat(StructureViolation.TEXT_SURROGATE.hard()).isTrue();
        assertThat(StructureViolation.JSON_ENCODING.hard()).isTrue();
        assertThat(StructureViolation.JSON_SYNTAX.hard()).isFalse();
        assertThat(StructureViolation.TEXT_SURROGATE.word()).isEqualTo("text.surrogate");
    }

    @Test
    void anEmptyBodyIsNoDocument() {
        assertThat(word("")).contains("json.syntax");
        assertThat(word(" \n")).contains("json.syntax");
    }

    @Test
    void theEndIsAwaitedOnceTheReadingHasBegunAndNotAfterARefusal() throws BodyRejectedException {
        BodyGuard guard = DEFAULT.open();
        assertThat(guard.awaitsEnd()).isFalse();
        guard.bytes(new byte[] {'{'}, 0, 1);
        assertThat(guard.awaitsEnd()).isTrue();
        assertThatThrownBy(() -> guard.bytes(new byte[] {'{'}, 0, 1)).isInstanceOf(BodyRejectedException.class);
        assertThat(guard.awaitsEnd()).isFalse();
        guard.bytes(new byte[] {'{'}, 0, 1);
        guard.end();
    }

    @Test
    void theEndIsNotAwaitedOnceItWasThere() throws BodyRejectedException {
        BodyGuard guard = DEFAULT.open();
        guard.bytes(new byte[] {'1'}, 0, 1);
        guard.end();
        assertThat(guard.awaitsEnd()).isFalse();
    }

    /** The white space that is held back is not kept without end, and nothing that counts is lost with it. */
    @Test
    void moreWhiteSpaceThanAStringMayHaveCanStandBehindAComma() {
        String blanks = " ".repeat(70_000);
        assertThat(word("[1," + blanks + "2]")).isEmpty();
        byte[] document = ("[1," + blanks + "]").getBytes(StandardCharsets.UTF_8);
        assertThat(Watched.inPieces(DEFAULT.open(), document, 1_000).map(Rejection::reason))
                .contains("json.syntax");
        byte[] text = ("[\"," + blanks + "\"]").getBytes(StandardCharsets.UTF_8);
        assertThat(Watched.inPieces(DEFAULT.open(), text, 1_000).map(Rejection::reason))
                .contains("json.string");
        byte[] fits = ("[\"," + " ".repeat(65_535) + "\"]").getBytes(StandardCharsets.UTF_8);
        assertThat(Watched.inPieces(DEFAULT.open(), fits, 1_000)).isEmpty();
    }

    @Test
    void aContractTightensAndLoosensNothing() {
        JsonLimits both = JsonLimits.DEFAULTS.depth(6).and(SMALL.depth(9).tokens(100_000));
        assertThat(both).isEqualTo(SMALL.depth(6).tokens(20_000));
        assertThat(SMALL.and(JsonLimits.DEFAULTS)).isEqualTo(SMALL);
    }

    @Test
    void everyBoundIsOneAtLeast() {
        assertThatThrownBy(() -> SMALL.depth(0)).hasMessage("json-depth must be at least 1 and at most 1000");
        assertThatThrownBy(() -> SMALL.depth(1_001)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SMALL.tokens(0)).hasMessage("json-tokens must be at least 1");
        assertThatThrownBy(() -> SMALL.members(0)).hasMessageContaining("json-members");
        assertThatThrownBy(() -> SMALL.items(0)).hasMessageContaining("json-items");
        assertThatThrownBy(() -> SMALL.name(0)).hasMessageContaining("json-name");
        assertThatThrownBy(() -> SMALL.string(0)).hasMessageContaining("json-string");
        assertThatThrownBy(() -> SMALL.number(0)).hasMessageContaining("json-number");
        assertThat(SMALL.name(1).string(1).number(1).items(1).members(1))
                .isEqualTo(new JsonLimits(3, 12, 1, 1, 1, 1, 1));
    }
}
