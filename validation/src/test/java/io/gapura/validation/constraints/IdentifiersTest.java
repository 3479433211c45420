package io.gapura.validation.constraints;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdentifiersTest {
    private static String ascii(String text) {
        TextViolation found = TextRules.identifier(text, 1, 64);
        return found == null ? null : found.word();
    }

    private static String unicode(String text) {
        TextViolation found = TextRules.unicodeIdentifier(text, 1, 64);
        return found == null ? null : found.word();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "0", "Z9", "order-7", "a_b.c-d", "a--b", "a__b", "a.b.c", "a-", "a_"})
    void shortAsciiWordsPass(String text) {
        assertThat(ascii(text)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".a", "-a", "_a", "a..b", "a.", "..", "a b", "a/b", "a\\b", "a:b", "a\n", "\na", "é", "aé", "١", "a\0",
                "a$", "ａ", "ı", "\u212A"
            })
    void anythingElseIsRefused(String text) {
        assertThat(ascii(text)).isEqualTo("identifier.character");
    }

    @Test
    void bothEndsAreBounds() {
        assertThat(TextRules.identifier("ab", 3, 5)).isEqualTo(TextViolation.TEXT_LENGTH);
        assertThat(TextRules.identifier("abc", 3, 5)).isNull();
        assertThat(TextRules.identifier("abcde", 3, 5)).isNull();
        assertThat(TextRules.identifier("abcdef", 3, 5)).isEqualTo(TextViolation.TEXT_LENGTH);
        assertThat(ascii("")).isEqualTo("text.length");
        assertThat(TextRules.unicodeIdentifier("éé", 3, 5)).isEqualTo(TextViolation.TEXT_LENGTH);
        assertThat(TextRules.unicodeIdentifier("𐐀𐐀𐐀𐐀𐐀", 3, 5)).isNull();
        assertThat(TextRules.unicodeIdentifier("𐐀𐐀𐐀𐐀𐐀𐐀", 3, 5)).isEqualTo(TextViolation.TEXT_LENGTH);
        assertThat(unicode("")).isEqualTo("text.length");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "-", textBlock = """
            abc            | -
            straße         | -
            заказ_7        | -
            注文           | -
            注文のabc      | -
            カタカナabc    | -
            한국漢字abc    | -
            ㄅ漢abc        | -
            αβγ            | -
            ทำ             | -
            7a             | identifier.character
            _a             | identifier.character
            a-b            | identifier.character
            a.b            | identifier.character
            a b            | identifier.character
            a\u200Db       | identifier.character
            a\u00ADb       | identifier.character
            a\u0000b       | identifier.character
            \u0301a        | identifier.character
            \u037Aa        | identifier.character
            a\u037A        | identifier.character
            \u0E33         | identifier.character
            a😀            | identifier.character
            pаypal         | identifier.mixed-script
            аbc            | identifier.mixed-script
            αbc            | identifier.mixed-script
            한ひ           | identifier.mixed-script
            ㄅひ           | identifier.mixed-script
            注а            | identifier.mixed-script
            e\u0301        | identifier.normalization
            """)
    void aWordOfOneScriptOrAMixThatIsWrittenTogether(String text, String word) {
        assertThat(unicode(text)).isEqualTo(word);
    }

    @Test
    void halfACharacterIsNone() {
        assertThat(unicode("a\uD800")).isEqualTo("identifier.character");
        assertThat(ascii("a\uD800")).isEqualTo("identifier.character");
    }
}
