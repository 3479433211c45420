package io.gapura.filters.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gapura.filters.errors.ErrorCatalog;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectorErrorsTest {
    private final ConnectorErrors errors = ConnectorErrors.standard();

    private static String text(ConnectorAnswer answer) {
        return new String(answer.content(), StandardCharsets.UTF_8);
    }

    @Test
    void aDocumentIsWhatTheEngineWouldSay() {
        ConnectorAnswer answer = errors.answer(400);
        assertThat(text(answer))
                .isEqualTo(
                        "{\"type\":\"urn:gapura:problem:request-malformed\",\"code\":\"request-malformed\",\"title\":\""
                                + ErrorCatalog.shipped()
                                        .find("request-malformed")
                                        .orElseThrow()
                                        .title()
                                + "\",\"status\":400,\"instance\":\"urn:uuid:" + answer.id() + "\"}");
    }

    /** A code that the catalogue renames or publishes with another status would be a second vocabulary. */
    @ParameterizedTest
    @CsvSource({
        "400, request-malformed",
        "404, not-found",
        "405, method-not-allowed",
        "406, not-acceptable",
        "408, timeout",
        "411, length-required",
        "413, body-too-large",
        "414, uri-too-long",
        "415, media-type-refused",
        "417, expectation-refused",
        "431, headers-too-large",
        "500, internal-error",
        "501, method-unknown",
        "503, status-503"
    })
    void theCodesAndTitlesAreThoseOfTheCatalogue(int status, String code) {
        ErrorCatalog.Entry entry = ErrorCatalog.shipped().find(code).orElseThrow();
        assertThat(entry.statuses()).contains(status);
        assertThat(text(errors.answer(status)))
                .contains("\"code\":\"" + code + "\"", "\"title\":\"" + entry.title() + "\"", "\"status\":" + status)
                .contains(
                        entry.type().equals("about:blank")
                                ? "\"type\":\"about:blank\""
                                : "\"type\":\"urn:gapura:problem:" + code + "\"");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 200, 302, 399, 600, 9_999, -1})
    void aStatusThatIsNoErrorIsAnInternalOne(int status) {
        assertThat(errors.answer(status).status()).isEqualTo(500);
        assertThat(text(errors.answer(status))).contains("\"code\":\"internal-error\"", "\"status\":500");
    }

    @Test
    void aStatusThatTheCatalogueDoesNotKnowHasNoTypeOfItsOwn() {
        assertThat(text(errors.answer(499))).startsWith("{\"type\":\"about:blank\",\"code\":\"status-499\"");
        assertThat(text(errors.answer(599))).startsWith("{\"type\":\"about:blank\",\"code\":\"status-599\"");
    }

    /** The engine's are of version 7: the version says where to look. */
    @Test
    void idsAreOfVersionFourAndNeverTwiceTheSame() {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            UUID id = UUID.fromString(errors.answer(400).id());
            assertThat(id.version()).isEqualTo(4);
            assertThat(id.variant()).isEqualTo(2);
            assertThat(seen.add(id.toString())).isTrue();
        }
        assertThat(errors.answered()).isEqualTo(1_000);
    }

    @Test
    void typesAreBelowTheGivenBase() {
        assertThat(text(ConnectorErrors.of("https://api.example/problems/").answer(413)))
                .contains("\"type\":\"https://api.example/problems/body-too-large\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "problems/", "https://a\"b/", "https://a b/", "https://a\\b/", "::"})
    void aBaseThatIsNoAbsoluteUriIsRefused(String base) {
        assertThatIllegalArgumentException().isThrownBy(() -> ConnectorErrors.of(base));
    }

    @Test
    void everyAnswerSaysThatItMustNotBeStoredOrSniffed() {
        ConnectorAnswer answer = errors.answer(400);
        assertThat(answer.headers())
                .extracting(line -> line.getKey() + ": " + line.getValue())
                .contains("Cache-Control: no-store", "X-Content-Type-Options: nosniff", "X-Request-Id: " + answer.id());
    }
}
