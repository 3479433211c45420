package io.gapura.filters.errors;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.gapura.filters.GateAnswer;
import io.gapura.filters.HeaderLine;
import io.gapura.filters.Headers;
import io.gapura.filters.IncidentId;
import io.gapura.filters.Problem;
import io.gapura.filters.Violation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Element;

/** Each of the four forms, read back by a parser: nothing that came in as data comes out as markup. */
class WritersTest {
    private static final IncidentId INCIDENT = IncidentId.of(0x0198c1f2_89ab_7cdeL, 0x8f01_2345_6789_abcdL);
    private static final String ID = "urn:uuid:0198c1f2-89ab-7cde-8f01-23456789abcd";
    private static final Map<ProblemForm, String> ACCEPT = Map.of(
            ProblemForm.JSON, "application/json",
            ProblemForm.HTML, "text/html",
            ProblemForm.XML, "application/xml",
            ProblemForm.TEXT, "text/plain");

    private final ProblemErrors errors = ProblemErrors.with(ErrorCatalog.shipped()
            .with(ErrorCatalog.entry("out-of-credit", 403)
                    .title("en", "You do not have enough credit.")
                    .detail("en", "Your balance is {balance}.")
                    .member("balance", long.class)
                    .member("account", String.class)));

    @Test
    void aProblemOfTheApplicationInJson() {
        assertThat(ParsedBack.text(answer(credit("A-1"), ProblemForm.JSON)))
                .isEqualTo("{\"type\":\"urn:gapura:problem:out-of-credit\",\"code\":\"out-of-credit\","
                        + "\"title\":\"You do not have enough credit.\",\"status\":403,"
                        + "\"detail\":\"Your balance is 30.\",\"instance\":\"" + ID + "\","
                        + "\"trace_id\":\"4bf92f3577b34da6a3ce929d0e0e4736\",\"retry_after\":7,"
                        + "\"errors\":[{\"in\":\"query\",\"parameter\":\"page\",\"code\":\"param.type\","
                        + "\"detail\":\"has the wrong type\"}],"
                        + "\"errors_truncated\":true,\"account\":\"A-1\",\"balance\":30}");
    }

    @Test
    void theSameInXmlInTheNamespaceAndOrderOfTheRfc() throws Exception {
        Element problem = ParsedBack.xml(answer(credit("A-1"), ProblemForm.XML));

        assertThat(problem.getLocalName()).isEqualTo("problem");
        assertThat(ParsedBack.names(problem))
                .containsExactly(
                        "type",
                        "code",
                        "title",
                        "status",
                        "detail",
                        "instance",
                        "trace_id",
                        "retry_after",
                        "errors",
                        "errors_truncated",
                        "account",
                        "balance");
        assertThat(ParsedBack.names(ParsedBack.child(problem, "errors"))).containsExactly("i");
        assertThat(ParsedBack.names(ParsedBack.child(problem, "i")))
                .containsExactly("in", "parameter", "code", "detail");
        assertThat(ParsedBack.child(problem, "status").getTextContent()).isEqualTo("403");
        assertThat(ParsedBack.child(problem, "instance").getTextContent()).isEqualTo(ID);
        assertThat(ParsedBack.child(problem, "balance").getTextContent()).isEqualTo("30");
    }

    @Test
    void theSameAsAPageForPeople() {
        assertThat(ParsedBack.text(answer(credit("A-1"), ProblemForm.HTML))).isEqualTo("""
                <!DOCTYPE html>
                <html lang="en" dir="ltr">
                <head><meta charset="utf-8"><title>403 You do not have enough credit.</title></head>
                <body>
                <h1>You do not have enough credit.</h1>
                <p>Your balance is 30.</p>
                <ul>
                <li>query page: has the wrong type</li>
                <li>…</li>
                </ul>
                <p><code>%s</code></p>
                </body>
                </html>
                """.formatted(ID.substring(9)));
    }

    @Test
    void theSameAsLines() {
        assertThat(ParsedBack.text(answer(credit("A-1"), ProblemForm.TEXT))).isEqualTo("""
                You do not have enough credit.
                Your balance is 30.
                query page: has the wrong type
                …
                %s
                """.formatted(ID.substring(9)));
    }

    @ParameterizedTest
    @EnumSource(ProblemForm.class)
    void eachFormSaysWhatItIsAndAllowsNothingElse(ProblemForm form) {
        List<HeaderLine> headers = answer(credit("A-1"), form).headers();

        assertThat(headers)
                .contains(
                        new HeaderLine("Content-Type", form.mediaType()),
                        new HeaderLine("Cache-Control", "no-store"),
                        new HeaderLine("X-Content-Type-Options", "nosniff"),
                        new HeaderLine("Vary", "Accept, Accept-Language"));
        HeaderLine strict = new HeaderLine("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        assertThat(headers.contains(strict)).isEqualTo(form == ProblemForm.HTML);
    }

    /** RFC 9457 appendix A: types of the members that the schema knows; an object, and nothing after it. */
    @Test
    void everyCodeKeepsTheJsonSchemaOfTheRfc() throws IOException {
        for (ErrorEntry entry : errors.catalog().entries()) {
            Problem problem = new Problem(entry.status(), entry.code(), INCIDENT, List.of());
            Map<String, Object> document = ParsedBack.json(answer(problem, ProblemForm.JSON));
            assertThat(document.get("type").toString()).matches("about:blank|urn:gapura:problem:[a-z0-9-]+");
            assertThat(document.get("title")).isInstanceOf(String.class);
            assertThat((Long) document.get("status")).isBetween(100L, 599L);
            assertThat(document.get("instance")).isEqualTo(ID);
            assertThat(document.getOrDefault("detail", "")).isInstanceOf(String.class);
        }
    }

    @Property(tries = 300)
    void anyValueReadsBackInJson(@ForAll @StringLength(max = 128) String value) throws IOException {
        Object read = ParsedBack.json(answer(credit(value), ProblemForm.JSON)).get("account");

        assertThat(read).isEqualTo(isPlain(value) ? wellFormed(value) : null);
    }

    @Property(tries = 300)
    void anyValueReadsBackInXmlButForWhatXmlCannotHold(@ForAll @StringLength(max = 128) String value) throws Exception {
        Element account = ParsedBack.child(ParsedBack.xml(answer(credit(value), ProblemForm.XML)), "account");

        if (isPlain(value)) {
            assertThat(account.getTextContent()).isEqualTo(ProblemXml.allowed(value));
        } else {
            assertThat(account).isNull();
        }
    }

    @Property(tries = 300)
    void anyNameIsTextInAPage(@ForAll @StringLength(min = 1, max = 128) String name) {
        String page = ParsedBack.text(answer(named(name), ProblemForm.HTML));

        assertThat(ParsedBack.htmlText(page)).contains("query ").contains("has the wrong type");
    }

    @Property(tries = 300)
    void anyNameIsOneLineInPlainText(@ForAll @StringLength(min = 1, max = 128) String name) {
        String lines = ParsedBack.text(answer(named(name), ProblemForm.TEXT));

        assertThat(lines.split("\n", -1)).hasSize(4);
        assertThat(lines.codePoints().filter(c -> c != '\n'))
                .noneMatch(Character::isISOControl)
                .noneMatch(c -> c == 0x2028 || c == 0x2029 || c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069);
    }

    @Test
    void theBigListOfNaughtyStringsIsTextInEveryForm() throws Exception {
        for (String row : naughty()) {
            String name = row.length() > 128 ? row.substring(0, 128) : row;
            assertThat(place(ParsedBack.json(answer(named(name), ProblemForm.JSON))))
                    .isEqualTo(wellFormed(name));
            assertThat(ParsedBack.text(answer(named(name), ProblemForm.JSON))).doesNotContain("<", ">", "&", "'");
            assertThat(ParsedBack.child(ParsedBack.xml(answer(named(name), ProblemForm.XML)), "parameter")
                            .getTextContent())
                    .isEqualTo(ProblemXml.allowed(name));
            ParsedBack.htmlText(ParsedBack.text(answer(named(name), ProblemForm.HTML)));
            assertThat(ParsedBack.text(answer(named(name), ProblemForm.TEXT)).split("\n", -1))
                    .hasSize(4);
        }
    }

    @Test
    void whatXmlCannotHoldIsDroppedAndNotReplaced() throws Exception {
        Element problem = ParsedBack.xml(answer(named("a\u0000b\u0008c\uFFFEd\uD800e\u0085f"), ProblemForm.XML));

        assertThat(ParsedBack.child(problem, "parameter").getTextContent()).isEqualTo("abcdef");
    }

    @ParameterizedTest
    @EnumSource(ProblemForm.class)
    void aDocumentStaysWithin16KiB(ProblemForm form) {
        List<Violation> wide = new ArrayList<>();
        for (int i = 100; i < 200; i++) {
            wide.add(new Violation(Violation.Place.QUERY, i + "\u3042".repeat(125), "param.type"));
        }
        GateAnswer answer = answer(new Problem(400, "parameters-refused", INCIDENT, wide), form);

        assertThat(answer.length()).isBetween(15 * 1_024, 16 * 1_024);
        String mark = form == ProblemForm.JSON || form == ProblemForm.XML ? "errors_truncated" : "…";
        assertThat(ParsedBack.text(answer)).contains(mark);
    }

    @Test
    void aDocumentThatFitsIsNotMarked() {
        Problem one = new Problem(
                400,
                "parameters-refused",
                INCIDENT,
                List.of(new Violation(Violation.Place.QUERY, "page", "param.type")));
        for (ProblemForm form : ProblemForm.values()) {
            assertThat(ParsedBack.text(answer(one, form))).doesNotContain("truncated", "…");
        }
    }

    @Test
    void scriptsOfTheRightGoToTheRight() {
        ProblemErrors arabic = ProblemErrors.with(errors.catalog()
                        .with(ErrorCatalog.entry("forbidden", 403).title("ar", "غير مسموح")))
                .languages("en", "ar");

        String page = ParsedBack.text(arabic.render(
                new Problem(403, "forbidden", INCIDENT, List.of()),
                Headers.of("Accept", "text/html", "Accept-Language", "ar")));

        assertThat(page).contains("<html lang=\"ar\" dir=\"rtl\">", "<h1>غير مسموح</h1>");
    }

    private static Problem credit(String account) {
        return new Problem(
                403,
                "out-of-credit",
                INCIDENT,
                List.of(new Violation(Violation.Place.QUERY, "page", "param.type")),
                true,
                Map.of("balance", 30L, "account", account, "secret", "never"),
                Optional.of("4bf92f3577b34da6a3ce929d0e0e4736"),
                OptionalInt.of(7));
    }

    private static Problem named(String name) {
        return new Problem(
                400, "parameters-refused", INCIDENT, List.of(new Violation(Violation.Place.QUERY, name, "param.type")));
    }

    private GateAnswer answer(Problem problem, ProblemForm form) {
        return errors.render(problem, Headers.of("Accept", ACCEPT.get(form)));
    }

    private static Object place(Map<String, Object> document) {
        return ((Map<?, ?>) ((List<?>) document.get("errors")).get(0)).get("parameter");
    }

    private static boolean isPlain(String text) {
        return text.chars().noneMatch(Character::isISOControl);
    }

    private static String wellFormed(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints().forEach(c -> out.appendCodePoint(Character.getType(c) == Character.SURROGATE ? 0xFFFD : c));
        return out.toString();
    }

    private static List<String> naughty() throws IOException {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.exists(folder.resolve("shared/data/validation/blns/blns.json"))) {
            folder = folder.getParent();
        }
        Assumptions.assumeTrue(folder != null, "shared/data/validation/blns is not there");
        byte[] file = Files.readAllBytes(folder.resolve("shared/data/validation/blns/blns.json"));
        List<String> rows = new ArrayList<>();
        try (JsonParser parser = new JsonFactory().createParser(new String(file, StandardCharsets.UTF_8))) {
            while (parser.nextToken() != null) {
                if (parser.currentToken() == JsonToken.VALUE_STRING
                        && !parser.getText().isEmpty()) {
                    rows.add(parser.getText());
                }
            }
        }
        assertThat(rows).hasSizeGreaterThan(400);
        return rows;
    }
}
