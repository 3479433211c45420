package io.gapura.validation.constraints;

import static io.gapura.validation.constraints.TextViolation.TEXT_BIDI;
import static io.gapura.validation.constraints.TextViolation.TEXT_CONTROL;
import static io.gapura.validation.constraints.TextViolation.TEXT_LENGTH;
import static io.gapura.validation.constraints.TextViolation.TEXT_LINE_BREAK;
import static io.gapura.validation.constraints.TextViolation.TEXT_MARKUP;
import static io.gapura.validation.constraints.TextViolation.TEXT_NONCHARACTER;
import static io.gapura.validation.constraints.TextViolation.TEXT_SURROGATE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of plain text, and those whose grammar is one line. */
class TextRulesTest {
    private static TextViolation safe(String text) {
        return TextRules.safeText(text, 100);
    }

    private static TextViolation line(String text) {
        return TextRules.singleLine(text, 100);
    }

    private static TextViolation balanced(String text) {
        return TextRules.safeText(text, 1_000, BidiControls.BALANCED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "O'Brien; DROP TABLE parcels;-- <script>alert(1)</script> ${jndi:ldap://x} ../../etc/passwd",
                "<3 & \"quotes\" \u00A0 \uE000 \u200B\u200C\u200D\u200E\u200F\u061C \uFEFF \uFFFD",
                "\t a \n b \r\n c \u2028 d \u2029",
                "😀 👩‍👩‍👧 \uDBFF\uDFFD 𝒳"
            })
    void textOfAnyKindIsLetThroughAsItIs(String text) {
        assertThat(safe(text)).isNull();
        assertThat(balanced(text)).isNull();
    }

    @Test
    void eachControlButTabAndLineEndsIsRefused() {
        IntStream.concat(IntStream.range(0, 0x20), IntStream.rangeClosed(0x7F, 0x9F))
                .forEach(c -> {
                    boolean space = c == '\t' || c == '\n' || c == '\r';
                    String text = "a" + (char) c + "b";
                    assertThat(safe(text)).as("U+%04X", c).isEqualTo(space ? null : TEXT_CONTROL);
                    assertThat(line(text))
                            .as("U+%04X", c)
                            .isEqualTo(c == '\t' ? null : space ? TEXT_LINE_BREAK : TEXT_CONTROL);
                });
        assertThat(safe("a\u00A0b")).isNull();
        assertThat(safe(" ~")).isNull();
    }

    @Test
    void aLineEndsAtUnicodesOwnSeparatorsToo() {
        assertThat(line("a\u2028b")).isEqualTo(TEXT_LINE_BREAK);
        assertThat(line("a\u2029b")).isEqualTo(TEXT_LINE_BREAK);
        assertThat(line("a\u2027b")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uD800", "a\uDC00", "\uDC00\uD800", "\uD83D", "\uD83D\uD83D\uDE00", "ab\uDFFF", "\uDBFFx"})
    void halfACharacterIsRefused(String text) {
        assertThat(safe(text)).isEqualTo(TEXT_SURROGATE);
    }

    @Test
    void eachOfTheSixtySixNoncharactersIsRefused() {
        long refused = IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                .filter(c -> safe(Character.toString(c)) == TEXT_NONCHARACTER)
                .peek(c -> assertThat(c >= 0xFDD0 && c <= 0xFDEF || (c & 0xFFFE) == 0xFFFE)
                        .as("U+%04X", c)
                        .isTrue())
                .count();
        assertThat(refused).isEqualTo(66);
    }

    @Test
    void exactlyNineCharactersReorderText() {
        assertThat(IntStream.rangeClosed(0, 0xFFFF)
                        .filter(c -> safe(Character.toString(c)) == TEXT_BIDI)
                        .toArray())
                .containsExactly(0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2066, 0x2067, 0x2068, 0x2069);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u2068+49 30\u2069",
                "\u202A+49 30\u202C",
                "\u2066a\u2067b\u2069\u2069 c",
                "\u202Aa\u2068b\u2069c\u202C",
                "\u2068a\u2069\n\u2068b\u2069",
                "\u2068a\u2028b\u2069"
            })
    void closedEmbeddingsAndIsolatesPassWhereTheyAreDeclared(String text) {
        assertThat(balanced(text)).isNull();
        assertThat(safe(text)).isEqualTo(TEXT_BIDI);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u2068a",
                "a\u2069",
                "\u202C",
                "\u202Aa\u2069",
                "\u2068a\u202C",
                "\u2068a\u202Ab\u2069\u202C",
                "\u2068a\n\u2069",
                "\u202Aa\r\u202C",
                "\u202Ba\u2029\u202C",
                "\u202Da\u202C",
                "\u202Ea\u202C"
            })
    void openOrCrossedOnesAndOverridesNeverPass(String text) {
        assertThat(balanced(text)).isEqualTo(TEXT_BIDI);
    }

    @Test
    void sixtyMayStandInEachOther() {
        assertThat(balanced("\u2068".repeat(60) + "a" + "\u2069".repeat(60))).isNull();
        assertThat(balanced("\u2068".repeat(61) + "a" + "\u2069".repeat(61))).isEqualTo(TEXT_BIDI);
    }

    @Test
    void lengthsAreCodePoints() {
        assertThat(TextRules.safeText("😀".repeat(10), 10)).isNull();
        assertThat(TextRules.safeText("😀".repeat(11), 10)).isEqualTo(TEXT_LENGTH);
        assertThat(TextRules.safeText("a".repeat(10), 10)).isNull();
        assertThat(TextRules.safeText("a".repeat(11), 10)).isEqualTo(TEXT_LENGTH);
        assertThat(TextRules.safeText("a".repeat(21), 10)).isEqualTo(TEXT_LENGTH);
        assertThat(TextRules.safeText("\0".repeat(22), 10))
                .as("too long to be looked at")
                .isEqualTo(TEXT_LENGTH);
        assertThat(TextRules.singleLine("a".repeat(11), 10)).isEqualTo(TEXT_LENGTH);
    }

    @Test
    void aHeaderHoldsPrintableAsciiBlankAndTab() {
        for (int c = 0; c < 0x200; c++) {
            boolean accepted = c == '\t' || c >= 0x20 && c <= 0x7E;
            assertThat(TextRules.headerValue("a" + (char) c, 2))
                    .as("U+%04X", c)
                    .isEqualTo(accepted ? null : TextViolation.HEADER_CHARACTER);
        }
        assertThat(TextRules.headerValue("aaa", 3)).isNull();
        assertThat(TextRules.headerValue("aaaa", 3)).isEqualTo(TEXT_LENGTH);
    }

    @Test
    void aCacheKeyHoldsPrintableAsciiAndNoBlank() {
        for (int c = 0; c < 0x200; c++) {
            assertThat(TextRules.cacheKey("a" + (char) c, 2))
                    .as("U+%04X", c)
                    .isEqualTo(c > 0x20 && c <= 0x7E ? null : TextViolation.KEY_CHARACTER);
        }
        assertThat(TextRules.cacheKey("a".repeat(250), 250)).isNull();
        assertThat(TextRules.cacheKey("a".repeat(251), 250)).isEqualTo(TEXT_LENGTH);
        assertThat(TextRules.cacheKey("", 250)).isEqualTo(TEXT_LENGTH);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            <3                 |
            a < b              |
            a <= b && c > d    |
            5<6                |
            a <                |
            <                  |
            << x               |
            <b>                | text.markup
            x</a               | text.markup
            <!--               | text.markup
            <?xml              | text.markup
            a<é                | text.markup
            <<a                | text.markup
            """)
    void onlyWhatLooksLikeATagIsMarkup(String text, String word) {
        TextViolation found = TextRules.noHtml(text, 20);
        assertThat(found == null ? null : found.word()).isEqualTo(word);
    }

    @Test
    void aShortTextIsSafeTextFirst() {
        assertThat(TextRules.noHtml("a\0<b", 20)).isEqualTo(TEXT_CONTROL);
        assertThat(TextRules.noHtml("a".repeat(21), 20)).isEqualTo(TEXT_LENGTH);
        assertThat(TextRules.noHtml("<b" + "a".repeat(18), 20)).isEqualTo(TEXT_MARKUP);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            java:comp/env/jdbc/Orders   |
            java:comp/UserTransaction   |
            java:comp/env/a-b_c.d       |
            java:comp/_x                |
            java:comp/                  | jndi.name
            java:comp                   | jndi.name
            java:comp//x                | jndi.name
            java:comp/x/                | jndi.name
            java:comp/x//y              | jndi.name
            java:comp/../x              | jndi.name
            java:comp/x..y              | jndi.name
            java:comp/.x                | jndi.name
            java:comp/env/-x            | jndi.name
            java:global/x               | jndi.name
            java:comp/env/x:y           | jndi.name
            java:comp/env/ldap://host/x | jndi.name
            java:comp/${x}              | jndi.name
            JAVA:comp/x                 | jndi.name
            ldap://host/x               | jndi.name
            java:comp/é                 | jndi.name
            """)
    void aJndiNameStaysInTheComponentsOwnSpace(String name, String word) {
        TextViolation found = TextRules.jndiName(name, 200);
        assertThat(found == null ? null : found.word()).isEqualTo(word);
    }

    @Test
    void aJndiNameHasAMaximum() {
        assertThat(TextRules.jndiName("java:comp/" + "a".repeat(190), 200)).isNull();
        assertThat(TextRules.jndiName("java:comp/" + "a".repeat(191), 200)).isEqualTo(TEXT_LENGTH);
        assertThat(TextRules.jndiName("", 200)).isEqualTo(TextViolation.JNDI_NAME);
    }

    @Test
    void aChoiceIsTheWordToTheLetter() {
        Set<String> words = Set.of("small", "Large", "");
        assertThat(TextRules.oneOf("small", words)).isNull();
        assertThat(TextRules.oneOf(new StringBuilder("Large"), words)).isNull();
        assertThat(TextRules.oneOf("", words)).isNull();
        assertThat(TextRules.oneOf("large", words)).isEqualTo(TextViolation.ENUM);
        assertThat(TextRules.oneOf("small ", words)).isEqualTo(TextViolation.ENUM);
    }
}
