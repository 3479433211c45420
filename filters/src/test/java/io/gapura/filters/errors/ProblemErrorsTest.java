package io.gapura.filters.errors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.GateAnswer;
import io.gapura.filters.HeaderLine;
import io.gapura.filters.Headers;
import io.gapura.filters.IncidentId;
import io.gapura.filters.Problem;
import io.gapura.filters.Violation;
import io.gapura.filters.config.CatalogEntry;
import io.gapura.filters.json.StrictObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProblemErrorsTest {
    private static final IncidentId INCIDENT = IncidentId.of(0x0198c1f2_89ab_7cdeL, 0x8f01_2345_6789_abcdL);

    private final ProblemErrors errors = ProblemErrors.standard();

    @Test
    void aRefusalIsARfc9457DocumentInItsFixedOrder() {
        assertThat(document(problem(403, "forbidden")))
                .isEqualTo("{\"type\":\"urn:gapura:problem:forbidden\",\"code\":\"forbidden\","
                        + "\"title\":\"You may not do this.\",\"status\":403,"
                        + "\"instance\":\"urn:uuid:0198c1f2-89ab-7cde-8f01-23456789abcd\"}");
    }

    @Test
    void theHeadersAllowNoGuessAndNoCopyAndTellCachesWhatDecided() {
        GateAnswer answer = errors.render(problem(403, "forbidden"), Headers.of());

        assertThat(answer.headers())
                .containsExactly(
                        new HeaderLine("Content-Type", "application/problem+json"),
                        new HeaderLine("Cache-Control", "no-store"),
                        new HeaderLine("X-Content-Type-Options", "nosniff"),
                        new HeaderLine("Content-Language", "en"),
                        new HeaderLine("Vary", "Accept, Accept-Language"));
    }

    @Test
    void statusOnTheWireIsTheStatusInTheDocumentForEveryCode() throws IOException {
        for (ErrorEntry entry : errors.catalog().entries()) {
            for (int status : entry.statuses()) {
                GateAnswer answer = errors.render(problem(status, entry.code()), Headers.of());
                Map<String, Object> document = StrictObject.read(bytes(answer));
                assertThat(answer.status()).isEqualTo(status);
                assertThat(document).containsEntry("status", (long) status);
                assertThat(document.keySet()).containsExactly("type", "code", "title", "status", "instance");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "400, nobody-knows-this",
        "500, feature-missing",
        "500, stage-skipped",
        "404, forbidden",
        "200, forbidden",
        "500, status-400"
    })
    void whatIsNotKnownIsOurFaultAndSaysNoMore(int status, String code) {
        Problem unknown = new Problem(
                status, code, INCIDENT, List.of(new Violation(Violation.Place.QUERY, "page", "param.type")));

        assertThat(errors.render(unknown, Headers.of()).status()).isEqualTo(500);
        assertThat(document(unknown)).isEqualTo(document(problem(500, "internal-error")));
    }

    @ParameterizedTest
    @CsvSource({"404,Not Found,not-found", "409,Conflict,status-409", "418,Client Error,status-418"})
    void aBareStatusIsUntyped(int status, String title, String code) {
        assertThat(document(problem(status, "status-" + status)))
                .startsWith("{\"type\":\"about:blank\",\"code\":\"" + code + "\",\"title\":\"" + title
                        + "\",\"status\":" + status + ",");
    }

    @Test
    void aHiddenThingAndAMissingThingLookTheSame() {
        assertThat(document(problem(404, "status-404"))).isEqualTo(document(problem(404, "not-found")));
    }

    @Test
    void contentMayBeRefusedWithEitherStatus() {
        assertThat(document(problem(422, "content-refused"))).contains("\"status\":422");
        assertThat(document(problem(400, "content-refused"))).contains("\"status\":400");
    }

    @Test
    void violationsNameTheirPlaceInTheOrderGiven() {
        Problem refused = new Problem(
                422,
                "content-refused",
                INCIDENT,
                List.of(
                        new Violation(Violation.Place.TARGET, "", "uri.length"),
                        new Violation(Violation.Place.QUERY, "page", "param.type"),
                        new Violation(Violation.Place.HEADER, "X-Mode", "param.enum").with("allowed", "fast, slow"),
                        new Violation(Violation.Place.COOKIE, "lang", "param.enum"),
                        new Violation(Violation.Place.FORM, "name", "text.length")
                                .with("min", 1)
                                .with("max", 80),
                        new Violation(Violation.Place.PART, "file", "word.without-text"),
                        new Violation(Violation.Place.BODY, "/items/2/color", "body.rule")));

        assertThat(document(refused))
                .endsWith(",\"errors\":[{\"in\":\"path\",\"code\":\"uri.length\",\"detail\":\"is too long\"},"
                        + "{\"in\":\"query\",\"parameter\":\"page\",\"code\":\"param.type\","
                        + "\"detail\":\"has the wrong type\"},"
                        + "{\"in\":\"header\",\"parameter\":\"X-Mode\",\"code\":\"param.enum\","
                        + "\"detail\":\"must be one of fast, slow\"},"
                        + "{\"in\":\"cookie\",\"parameter\":\"lang\",\"code\":\"param.enum\"},"
                        + "{\"in\":\"form\",\"parameter\":\"name\",\"code\":\"text.length\","
                        + "\"detail\":\"must have 1 to 80 characters\"},"
                        + "{\"in\":\"part\",\"parameter\":\"file\",\"code\":\"word.without-text\"},"
                        + "{\"pointer\":\"#/items/2/color\",\"code\":\"body.rule\",\"detail\":\"breaks a rule\"}]}");
    }

    /** RFC 6901 §6, the examples of URI fragments. */
    @ParameterizedTest
    @CsvSource({
        "/foo, #/foo",
        "/foo/0, #/foo/0",
        "/a~1b, #/a~1b",
        "/c%d, #/c%25d",
        "/e^f, #/e%5Ef",
        "/g|h, #/g%7Ch",
        "/i\\j, #/i%5Cj",
        "'/k\"l', #/k%22l",
        "'/ ', #/%20",
        "/m~0n, #/m~0n",
        "/, #/",
        "'', #",
        "/ä, #/%C3%A4",
        "not-a-pointer, #",
        "'/<script>', #/%3Cscript%3E"
    })
    void aPointerIsWrittenAsUriFragment(String pointer, String fragment) throws IOException {
        assertThat(StrictObject.read(rendered(pointer)).get("errors"))
                .isEqualTo(List.of(Map.of("pointer", fragment, "code", "body.type", "detail", "has the wrong type")));
    }

    @Property
    void anyPointerReadsBackAndCarriesNoMarkup(@ForAll @StringLength(max = 127) String text) throws IOException {
        byte[] document = rendered("/" + text);

        Map<?, ?> first = (Map<?, ?>) ((List<?>) StrictObject.read(document).get("errors")).get(0);
        assertThat(first.get("pointer").toString()).matches("#[A-Za-z0-9._~%/-]*");
        assertThat(new String(document, StandardCharsets.UTF_8)).doesNotContain("<", ">", "&", "'");
    }

    @Property
    void anyParameterNameReadsBackAndCarriesNoMarkup(@ForAll @StringLength(min = 1, max = 128) String name)
            throws IOException {
        byte[] document = bytes(errors.render(
                new Problem(
                        400,
                        "parameters-refused",
                        INCIDENT,
                        List.of(new Violation(Violation.Place.QUERY, name, "param.type"))),
                Headers.of()));

        Map<?, ?> first = (Map<?, ?>) ((List<?>) StrictObject.read(document).get("errors")).get(0);
        assertThat(first.get("parameter")).isEqualTo(wellFormed(name));
        assertThat(new String(document, StandardCharsets.UTF_8))
                .doesNotContain("<", ">", "&", "'", "\u2028", "\u2029", "\n");
    }

    @Test
    void aDocumentStaysWithin16KiBAndSaysWhatIsMissing() throws IOException {
        List<Violation> wide = new ArrayList<>();
        for (int i = 10; i < 30; i++) {
            wide.add(new Violation(Violation.Place.BODY, "/" + i + "\u3042".repeat(125), "body.type"));
        }
        byte[] document = bytes(errors.render(new Problem(422, "content-refused", INCIDENT, wide), Headers.of()));

        assertThat(document.length).isBetween(14 * 1_024, 16 * 1_024);
        Map<String, Object> read = StrictObject.read(document);
        assertThat(read).containsEntry("errors_truncated", true);
        assertThat((List<?>) read.get("errors")).hasSizeBetween(10, 19);
    }

    @Test
    void twentyOrdinaryViolationsAreAllThere() throws IOException {
        List<Violation> twenty = new ArrayList<>();
        for (int i = 10; i < 30; i++) {
            twenty.add(new Violation(Violation.Place.BODY, "/items/" + i, "body.type"));
        }
        Map<String, Object> read = StrictObject.read(
                bytes(errors.render(new Problem(422, "content-refused", INCIDENT, twenty), Headers.of())));

        assertThat((List<?>) read.get("errors")).hasSize(20);
        assertThat(read).doesNotContainKey("errors_truncated");
    }

    @Property
    void theInstanceIsTheIncident(@ForAll long high, @ForAll long low) throws IOException {
        GateAnswer answer =
                errors.render(new Problem(403, "forbidden", IncidentId.of(high, low), List.of()), Headers.of());

        assertThat(StrictObject.read(bytes(answer))).containsEntry("instance", "urn:uuid:" + new UUID(high, low));
    }

    @Test
    void answersOfOneCodeDifferInTheirIdAlone() {
        String one = document(new Problem(401, "signature-refused", IncidentId.of(1, 2), List.of()));
        String other = document(new Problem(401, "signature-refused", IncidentId.of(3, 4), List.of()));

        assertThat(one.replaceAll("uuid:[0-9a-f-]{36}", "")).isEqualTo(other.replaceAll("uuid:[0-9a-f-]{36}", ""));
    }

    @Test
    void typesLieBelowTheBaseThatIsSet() {
        ProblemErrors ours = errors.typeBase("https://api.example.com/problems/");

        assertThat(string(ours.render(problem(403, "forbidden"), Headers.of())))
                .startsWith("{\"type\":\"https://api.example.com/problems/forbidden\",");
        assertThat(string(ours.render(problem(404, "not-found"), Headers.of())))
                .startsWith("{\"type\":\"about:blank\",");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "problems/", "/problems/", "https://a b/", "https://a/\r\nX: y", "https://ä/"})
    void aTypeBaseThatIsNoAbsoluteUriIsRefused(String base) {
        assertThatThrownBy(() -> errors.typeBase(base))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("type-base must be an absolute URI of at most 256 characters");
    }

    @Test
    void aTypeBaseIsBounded() {
        String base = "urn:x:" + "a".repeat(250);

        assertThat(errors.typeBase(base).settings().typeBase()).hasSize(256);
        assertThatThrownBy(() -> errors.typeBase(base + "a")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void settingsAreDescribedByTheCatalogueEntry() {
        assertThat(ProblemErrors.entry().settings().stream().map(CatalogEntry.Setting::key))
                .containsExactly(
                        "errors.type-base",
                        "errors.languages",
                        "errors.catalog",
                        "errors.max-violations",
                        "errors.incident-header",
                        "errors.trace",
                        "errors.scrub",
                        "errors.application-pages",
                        "errors.keep-cookies",
                        "errors.retry-after");
    }

    private byte[] rendered(String pointer) {
        return bytes(errors.render(
                new Problem(
                        422,
                        "content-refused",
                        INCIDENT,
                        List.of(new Violation(Violation.Place.BODY, pointer, "body.type"))),
                Headers.of()));
    }

    private static String wellFormed(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints().forEach(c -> out.appendCodePoint(Character.getType(c) == Character.SURROGATE ? 0xFFFD : c));
        return out.toString();
    }

    private static Problem problem(int status, String code) {
        return new Problem(status, code, INCIDENT, List.of());
    }

    private String document(Problem problem) {
        return string(errors.render(problem, Headers.of()));
    }

    private static String string(GateAnswer answer) {
        return new String(bytes(answer), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(GateAnswer answer) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            answer.writeTo(out);
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
        return out.toByteArray();
    }
}
