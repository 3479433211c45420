package io.gapura.filters.errors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.Rejection;
import io.gapura.filters.UriViolation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorCatalogTest {
    private static final Pattern REJECTION = Pattern.compile(
            "(?:Rejection\\s*\\.of|Decision\\s*\\.reject|\\breject)\\(\\s*(\\d{3})\\s*,\\s*\"([^\"]+)\"");
    private static final Map<String, String> INTERNAL = Map.of(
            "errors.properties",
            "internal-error = 500\n",
            "errors_en.properties",
            "internal-error = Something broke.\n");

    private final ErrorCatalog shipped = ErrorCatalog.shipped();

    @ParameterizedTest
    @CsvSource(textBlock = """
            400, request-malformed
            400, parameters-refused
            400, content-malformed
            400, credential-ambiguous
            400, signature-malformed
            400, token-malformed
            401, authentication-required
            401, step-up-required
            401, token-missing
            401, token-refused
            401, signature-refused
            403, forbidden
            403, insufficient-scope
            403, origin-refused
            408, timeout
            411, length-required
            413, body-too-large
            414, uri-too-long
            415, media-type-refused
            417, expectation-refused
            421, host-not-served
            422, content-refused
            429, rate-exceeded
            431, headers-too-large
            500, internal-error
            501, method-unknown
            502, upstream-failed
            503, audit-unavailable
            503, store-unavailable
            503, token-unavailable
            503, overloaded
            503, timed-out
            """)
    void eachCodeOfTheTableIsPublishedAsItself(int status, String code) {
        assertThat(shipped.find(code)).hasValueSatisfying(entry -> {
            assertThat(entry.status()).isEqualTo(status);
            assertThat(entry.type()).isEqualTo(code);
            assertThat(shipped.published(code)).isEqualTo(entry);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "404, not-found, Not Found",
        "405, method-not-allowed, Method Not Allowed",
        "406, not-acceptable, Not Acceptable"
    })
    void genericFailuresHaveNoTypeOfTheirOwn(int status, String code, String phrase) {
        assertThat(shipped.published(code))
                .isEqualTo(new ErrorCatalog.Entry(code, List.of(status), "about:blank", phrase));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "stage-skipped",
                "feature-missing",
                "gate-misconfigured",
                "nobody-knows-this",
                "status-399",
                "status-600"
            })
    void faultsOfOursAreOneAndTheSame(String code) {
        assertThat(shipped.published(code).code()).isEqualTo("internal-error");
    }

    @ParameterizedTest
    @CsvSource({
        "status-404, not-found, Not Found",
        "status-405, method-not-allowed, Method Not Allowed",
        "status-409, status-409, Conflict",
        "status-418, status-418, Client Error",
        "status-599, status-599, Server Error"
    })
    void aBareStatusHasTheStandardPhrase(String code, String published, String title) {
        assertThat(shipped.published(code)).satisfies(entry -> {
            assertThat(entry.code()).isEqualTo(published);
            assertThat(entry.title()).isEqualTo(title);
            assertThat(entry.type()).isEqualTo("about:blank");
        });
    }

    @Test
    void everyCodeThatThisModuleRefusesWithIsInTheCatalogueWithItsStatus() throws IOException {
        Map<String, Integer> used = new TreeMap<>();
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            for (Path source :
                    sources.filter(path -> path.toString().endsWith(".java")).toList()) {
                Matcher matcher = REJECTION.matcher(Files.readString(source));
                while (matcher.find()) {
                    used.put(matcher.group(2), Integer.valueOf(matcher.group(1)));
                }
            }
        }

        assertThat(used).containsEntry("credential-ambiguous", 400).containsEntry("audit-unavailable", 503);
        used.forEach((code, status) -> assertAllowed(code, status));
    }

    @Test
    void everyUriViolationAndTheStandardRefusalsAreInTheCatalogue() {
        for (UriViolation violation : UriViolation.values()) {
            assertAllowed(violation.rejection().code(), violation.rejection().status());
        }
        assertAllowed(Rejection.malformed("x").code(), Rejection.malformed("x").status());
        assertAllowed(
                Rejection.internalError("x").code(),
                Rejection.internalError("x").status());
    }

    @Test
    void noTitleNeedsEscapingOrSpeaksOfOurInsides() {
        assertThat(shipped.entries())
                .hasSizeGreaterThan(50)
                .allSatisfy(entry -> assertThat(entry.title())
                        .matches("[A-Z][A-Za-z ]+\\.?")
                        .doesNotContainIgnoringCase("exception"));
    }

    @Test
    void aModuleAddsItsCodes() {
        ErrorCatalog catalog = ErrorCatalog.of(List.of(
                source(INTERNAL),
                source(Map.of(
                        "errors.properties",
                                "out-of-credit = 403\nbroken-till = 500 internal-error\ngone-home = 410 about:blank\n",
                        "errors_en.properties",
                                "out-of-credit = You do not have enough credit.\ngone-home = Gone\n"))));

        assertThat(catalog.published("out-of-credit").title()).isEqualTo("You do not have enough credit.");
        assertThat(catalog.published("broken-till").code()).isEqualTo("internal-error");
        assertThat(catalog.published("gone-home").type()).isEqualTo("about:blank");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            two-words = 400             | two-words = A | two-words = 400     | stands in two catalogues
            a-code = 200                | a-code = A    | b-code = 400        | must have statuses between 400 and 599
            a-code = 600                | a-code = A    | b-code = 400        | must have statuses between 400 and 599
            a-code = four               | a-code = A    | b-code = 400        | must have statuses between 400 and 599
            A-code = 400                | A-code = A    | b-code = 400        | must have statuses between 400 and 599
            ab = 400                    | ab = A        | b-code = 400        | must have statuses between 400 and 599
            a-code = 400                | b-other = A   | b-code = 400        | and a title
            a-code = 400 about:blank    | b-other = A   | b-code = 400        | and a title
            a-code = 400                | a-code =      | b-code = 400        | and a title
            a-code = 400 b-code c-code  | a-code = A    | b-code = 400        | at most one type
            a-code = 400 internal-error | internal-error = A | b-code = 400   | is not a code of
            a-code = 400 internal-error | b-code = A    | a-other = 400       | is not a code of
            a-code = 400\\na-code = 401 | a-code = A    | b-code = 400        | stands twice
            a-code = 400                | a-code = A\\na-code = B | b-code = 400 | stands twice
            """)
    void aBadCatalogueStopsTheStart(String codes, String titles, String others, String message) {
        List<ErrorCatalog.Source> sources = List.of(
                source(INTERNAL),
                source(Map.of("errors.properties", lines(codes), "errors_en.properties", lines(titles))),
                source(Map.of(
                        "errors.properties", others, "errors_en.properties", others.replaceFirst("=.*", "= B title"))));

        assertThatThrownBy(() -> ErrorCatalog.of(sources))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aCodePublishedAsOneOfAnotherStatusStopsTheStart() {
        List<ErrorCatalog.Source> sources = List.of(
                source(INTERNAL),
                source(Map.of("errors.properties", "a-code = 403 internal-error\n", "errors_en.properties", "")));

        assertThatThrownBy(() -> ErrorCatalog.of(sources))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("must be published as a code of the catalogue that has the same status");
    }

    @Test
    void aCatalogueWithoutTheLastResortStopsTheStart() {
        assertThatThrownBy(() -> ErrorCatalog.of(List.of())).isInstanceOf(ConfigurationException.class);
    }

    @Test
    void aModuleWithoutTitlesStopsTheStart() {
        assertThatThrownBy(() -> ErrorCatalog.of(List.of(source(Map.of("errors.properties", "a-code = 400\n")))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("errors_en.properties");
    }

    private void assertAllowed(String code, int status) {
        assertThat(shipped.find(code))
                .as(code)
                .hasValueSatisfying(entry -> assertThat(entry.statuses()).contains(status));
    }

    private static String lines(String text) {
        return text.replace("\\n", "\n") + "\n";
    }

    private static ErrorCatalog.Source source(Map<String, String> files) {
        return new ErrorCatalog.Source() {
            @Override
            public @Nullable InputStream open(String name) {
                String text = files.get(name);
                return text == null ? null : new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
            }
        };
    }
}
