package io.gapura.examples.orders;

import static io.gapura.examples.orders.DemoClient.idOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.gapura.validation.constraints.TextRules;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.owasp.encoder.Encode;

/**
 * The Big List of Naughty Strings through the demo: sought, as the name of a customer, and as title and text of a note. What
 * the constraints let in comes back to the letter, what they refuse is not repeated, and nothing is a fault.
 */
class NaughtyStringsIT extends RunningDemo {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A whole refusal, in words of ours alone. */
    private static final String REFUSAL =
            "\\{\"type\":\"urn:gapura:problem:[a-z-]+\",\"code\":\"[a-z-]+\",\"title\":\"[A-Za-z ,.]+\","
                    + "\"status\":4[0-9]{2},\"instance\":\"urn:uuid:\"(,\"errors\":\\[(,?\\{(\"in\":\"query\",\"parameter\":\"name\"|"
                    + "\"pointer\":\"#/(name|title|text)\"),\"code\":\"[a-z.-]+\"(,\"detail\":\"[A-Za-z0-9 ,.()+-]+\")?\\})+\\])?\\}";

    private List<String> rows;
    private Map<String, String> rani;

    @BeforeAll
    void readRows() throws Exception {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.isDirectory(folder.resolve("shared/data"))) {
            folder = folder.getParent();
        }
        assumeTrue(folder != null, "skipped: there is no folder shared/data with validation/blns above this one");
        rows = List.of(JSON.readValue(
                folder.resolve("shared/data/validation/blns/blns.json").toFile(), String[].class));
        assertThat(rows).hasSize(515);
        rani = session("rani");
    }

    /** A password is hashed each time, a token is not. */
    private Map<String, String> session(String name) throws Exception {
        String login = client.post("/api/login", "", client.person(name)).body();
        return Map.of(
                "Authorization", "Bearer " + JSON.readTree(login).get("token").asText());
    }

    private static boolean isLine(String row) {
        return TextRules.singleLine(row, 80) == null;
    }

    private static void assertRefusedWithoutEcho(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isIn(400, 414, 422);
        assertThat(DemoClient.documentOf(answer)).matches(REFUSAL);
    }

    private HttpResponse<String> post(String path, Map<String, String> content) throws Exception {
        return client.post(path, JSON.writeValueAsString(content), rani);
    }

    @Test
    void aSearchTakesEachAsTheTextThatItIsOrRefusesIt() throws Exception {
        Map<String, String> dewi = session("dewi");
        int found = 0;
        for (String row : rows) {
            HttpResponse<String> answer =
                    client.get("/api/customers?name=" + URLEncoder.encode(row, StandardCharsets.UTF_8), dewi);
            if (isLine(row)) {
                assertThat(answer.statusCode()).as(row).isEqualTo(200);
                assertThat(answer.body()).isEqualTo("[]");
                found++;
            } else {
                assertRefusedWithoutEcho(answer);
            }
        }
        assertThat(found).isBetween(300, 500);
    }

    @Test
    void aCustomerBearsEachThatIsALineAndNoOther() throws Exception {
        for (String row : rows) {
            HttpResponse<String> made = post("/api/customers", Map.of("name", row, "city", "Medan"));
            if (isLine(row) && !row.isBlank()) {
                String read = client.get("/api/customers/" + idOf(made), rani).body();
                assertThat(JSON.readTree(read).get("name").asText()).isEqualTo(row);
            } else if (made.statusCode() != 201) {
                assertRefusedWithoutEcho(made);
            } else {
                // what Java calls blank is more than what the constraint does
                assertThat(row).isBlank().isNotEmpty();
            }
        }
    }

    @Test
    void aPageShowsEachAsWhatItIsInItsPlace() throws Exception {
        List<String> lines =
                rows.stream().filter(row -> isLine(row) && !row.isBlank()).toList();
        for (int from = 0; from < lines.size(); from += NoteBook.MOST) {
            List<String> shown = lines.subList(from, Math.min(from + NoteBook.MOST, lines.size()));
            String notes = notes(shown.get(0));
            for (String row : shown) {
                assertThat(post(notes, Map.of("title", row, "text", row)).statusCode())
                        .as(row)
                        .isEqualTo(201);
            }
            String page = client.get(notes + "/page", rani).body();
            assertThat(page).contains("<title>Notes on " + Encode.forHtmlContent(shown.get(0)) + "</title>");
            for (String row : shown) {
                assertThat(page).contains("<h2>" + Encode.forHtmlContent(row) + "</h2>");
            }
            NotesIT.texts(page).forEach(ShownHtml::assertHarmless);
        }
    }

    /** Where the notes of a new customer are. */
    private String notes(String name) throws Exception {
        return "/api/customers/" + idOf(post("/api/customers", Map.of("name", name, "city", "Medan"))) + "/notes";
    }

    @Test
    void aNoteHoldsEachThatIsText() throws Exception {
        String notes = notes("Toko Maju");
        int refused = 0;
        for (String row : rows) {
            HttpResponse<String> added = post(notes, Map.of("title", "t", "text", row));
            if (TextRules.safeText(row, 10_000) == null && !row.isBlank()) {
                assertThat(added.statusCode()).as(row).isEqualTo(201);
                assertThat(JSON.readTree(added.body()).get("text").asText()).isEqualTo(row);
            } else if (added.statusCode() != 201) {
                assertRefusedWithoutEcho(added);
                refused += row.isBlank() ? 0 : 1;
            }
        }
        assertThat(refused).isEqualTo(14);
    }
}
