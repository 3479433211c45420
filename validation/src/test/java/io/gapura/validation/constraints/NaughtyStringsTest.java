package io.gapura.validation.constraints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The Big List of Naughty Strings: text that breaks software is mostly just text. */
class NaughtyStringsTest {
    private static final String PLACE = "shared/data/validation/blns/blns.json";

    private static List<String> rows() throws IOException {
        Path start = Path.of(System.getProperty("user.dir")).toAbsolutePath();
        Optional<Path> file = Stream.iterate(start, at -> at != null, Path::getParent)
                .map(at -> at.resolve(PLACE))
                .filter(Files::isReadable)
                .findFirst();
        assumeThat(file).as("strings at " + PLACE + ": skipped").isPresent();
        List<String> rows = new ArrayList<>();
        try (JsonParser parser = new JsonFactory().createParser(Files.readAllBytes(file.orElseThrow()))) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.VALUE_STRING) {
                    rows.add(parser.getText());
                }
            }
        }
        return rows;
    }

    private static Map<TextViolation, Long> refused(Function<String, TextViolation> rule) throws IOException {
        return rows().stream()
                .flatMap(row -> Stream.ofNullable(rule.apply(row)))
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    @Test
    void fourteenOfThemAreRefusedAndNoScriptOrStatementAmongThem() throws IOException {
        assertThat(rows()).hasSize(515);
        assertThat(refused(row -> TextRules.safeText(row, 10_000)))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        TextViolation.TEXT_CONTROL, 6L,
                        TextViolation.TEXT_BIDI, 7L,
                        TextViolation.TEXT_NONCHARACTER, 1L));
        assertThat(rows())
                .filteredOn(row -> row.contains("<script") || row.contains("DROP TABLE"))
                .hasSizeGreaterThan(20)
                .allSatisfy(row -> assertThat(
                                row.chars().anyMatch(c -> c < 0x20 && c != '\t')
                                        ? null
                                        : TextRules.safeText(row, 10_000))
                        .isNull());
    }

    @Test
    void noneOfThemIsAUrlAnAddressOrAFileNameThatItShouldNotBe() throws IOException {
        for (String row : rows()) {
            if (TextRules.url(row, UrlRules.https()) == null) {
                assertThat(row).startsWith("https://");
            }
            assertThat(TextRules.email(row, false)).as(row).isNotNull();
            if (TextRules.filename(row) == null) {
                assertThat(row).doesNotContain("/", "\\", ":", "..\\");
            }
            if (TextRules.redirectTarget(row, UrlRules.https()) == null) {
                assertThat(row).startsWith("/").doesNotStartWith("//");
            }
        }
    }

    @Test
    void noRuleThrowsOnAnyOfThem() throws IOException {
        for (String row : rows()) {
            TextRules.personName(row, 100, "");
            TextRules.identifier(row, 1, 64);
            TextRules.unicodeIdentifier(row, 1, 64);
            TextRules.email(row, true);
            TextRules.url(row, UrlRules.https().withLiterals());
            TextRules.path(row, 16, java.util.Set.of());
            TextRules.noHtml(row, 100);
            TextRules.jndiName(row, 100);
            TextRules.safeText(row, 10_000, BidiControls.BALANCED);
        }
    }
}
