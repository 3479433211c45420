package io.gapura.filters.errors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.Rejection;
import io.gapura.filters.UriViolation;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorCatalogTest {
    private static final Map<String, String> INTERNAL = Map.of(
            "errors.properties",
            "internal-error = 500\n",
            "errors_en.properties",
            "internal-error = Something broke.\n");

    private static final List<String> LANGUAGES = List.of("en", "de", "id");

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
        assertThat(shipped.published(code)).satisfies(entry -> {
            assertThat(entry.code()).isEqualTo(code);
            assertThat(entry.statuses()).containsExactly(status);
            assertThat(entry.type()).isEqualTo("about:blank");
            assertThat(entry.title("en")).contains(phrase);
        });
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
            assertThat(entry.title("en")).contains(title);
            assertThat(entry.type()).isEqualTo("about:blank");
        });
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
    void aModuleAddsItsCodes() {
        ErrorCatalog catalog = ErrorCatalog.of(
                List.of(
                        source(INTERNAL),
                        source(Map.of(
                                "errors.properties",
                                "out-of-credit = 403\nbroken-till = 500 internal-error\ngone-home = 410 about:blank\n",
                                "errors_en.properties",
                                "out-of-credit = You do not have enough credit.\ngone-home = Gone\n"))),
                LANGUAGES);

        assertThat(catalog.published("out-of-credit").title("en")).contains("You do not have enough credit.");
        assertThat(catalog.published("broken-till").code()).isEqualTo("internal-error");
        assertThat(catalog.published("gone-home").type()).isEqualTo("about:blank");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            two-words = 400             | two-words = A | two-words = 400     | stands in two catalogues
            a-code = 200                | a-code = A    | b-code = 400        | must have a status between 400 and 599
            a-code = 399                | a-code = A    | b-code = 400        | must have a status between 400 and 599
            a-code = 600                | a-code = A    | b-code = 400        | must have a status between 400 and 599
            a-code = four               | a-code = A    | b-code = 400        | must have statuses between 400 and 599
            A-code = 400                | A-code = A    | b-code = 400        | a code must be a kebab-case word
            ab = 400                    | ab = A        | b-code = 400        | a code must be a kebab-case word
            a-code = 400                | b-other = A   | b-code = 400        | is not a code of
            a-code = 400 about:blank    | ''            | b-code = 400        | has no title
            a-code = 400                | a-code =      | b-code = 400        | titles of 1 to 160 characters
            a-code = 400                | a-code = A\\u000dB | b-code = 400   | titles of 1 to 160 characters
            a-code = 400 b-code c-code  | a-code = A    | b-code = 400        | at most one type
            a-code = 400 internal-error | a-code = A    | b-code = 400        | must be published as a code
            a-code = 400 no-such-code   | a-code = A    | b-code = 400        | must be published as a code
            a-code = 400\\na-code = 401 | a-code = A    | b-code = 400        | stands twice
            a-code = 400                | a-code = A\\na-code = B | b-code = 400 | stands twice
            a-code = 400\\nmember.a-code.amount = double | a-code = A | b-code = 400 | long, boolean, text, instant or size
            a-code = 400\\nmember.a-code.id = long       | a-code = A | b-code = 400 | must have a name of 3 to 32
            a-code = 400\\nmember.a-code.detail = text   | a-code = A | b-code = 400 | must have a name of 3 to 32
            a-code = 400\\nmember.b-code.amount = long   | a-code = A | c-code = 400 | is written member.CODE.NAME
            a-code = 400\\nwhat.is.this = 1 | a-code = A | b-code = 400        | is no code, member or violation
            a-code = 400 | a-code = A\\ndetail.a-code = {amount} | b-code = 400 | a value that is not declared
            a-code = 400 | a-code = A\\ndetail.a-code = {amount | b-code = 400  | a { without its }
            a-code = 400 | a-code = A\\ndetail.a-code = amount} | b-code = 400  | a } without its {
            a-code = 400\\nviolation.text.odd = max | a-code = A | b-code = 400 | has values written as name:type
            a-code = 400\\nviolation.text.odd = max:long | a-code = A\\nviolation.text.odd = {min} | b-code = 400 | a value that is not declared
            a-code = 400 | a-code = A\\nviolation.text.odd = No | b-code = 400  | is not a code of
            """)
    void aBadCatalogueStopsTheStart(String codes, String titles, String others, String message) {
        List<ErrorCatalog.Source> sources = List.of(
                source(INTERNAL),
                source(Map.of("errors.properties", lines(codes), "errors_en.properties", lines(titles))),
                source(Map.of(
                        "errors.properties", others, "errors_en.properties", others.replaceFirst("=.*", "= B title"))));

        assertThatThrownBy(() -> ErrorCatalog.of(sources, LANGUAGES))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aCodePublishedAsOneOfAnotherStatusStopsTheStart() {
        List<ErrorCatalog.Source> sources = List.of(
                source(INTERNAL),
                source(Map.of("errors.properties", "a-code = 403 internal-error\n", "errors_en.properties", "")));

        assertThatThrownBy(() -> ErrorCatalog.of(sources, LANGUAGES))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("must be published as a code of the catalogue that has the same status");
    }

    @Test
    void aCatalogueWithoutTheLastResortStopsTheStart() {
        assertThatThrownBy(() -> ErrorCatalog.of(List.of(), LANGUAGES)).isInstanceOf(ConfigurationException.class);
    }

    @Test
    void aModuleWithoutTitlesStopsTheStart() {
        List<ErrorCatalog.Source> sources =
                List.of(source(INTERNAL), source(Map.of("errors.properties", "a-code = 400\n")));

        assertThatThrownBy(() -> ErrorCatalog.of(sources, LANGUAGES))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("the error code a-code has no title");
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
