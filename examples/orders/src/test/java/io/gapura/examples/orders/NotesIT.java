package io.gapura.examples.orders;

import static io.gapura.examples.orders.DemoClient.assertProblem;
import static io.gapura.examples.orders.DemoClient.documentOf;
import static io.gapura.examples.orders.DemoClient.idOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.gapura.filters.testkit.Browser;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Notes about customers, over HTTP: kept as they were written, shown as what they may become. */
class NotesIT extends RunningDemo {
    private static final ObjectMapper JSON = new ObjectMapper();

    private String notes;

    @BeforeEach
    void makeACustomer() throws Exception {
        String customer = JSON.writeValueAsString(Map.of("name", "Toko <b>Maju</b> & \"Co\"", "city", "Bandung"));
        notes = "/api/customers/" + idOf(client.post("/api/customers", customer, client.person("rani"))) + "/notes";
    }

    private HttpResponse<String> add(String title, String text, String person) throws Exception {
        String note = JSON.writeValueAsString(Map.of("title", title, "text", text));
        return client.post(notes, note, person.isEmpty() ? Map.of() : client.person(person));
    }

    private HttpResponse<String> page(String person) throws Exception {
        return client.get(notes + "/page", client.person(person));
    }

    /** The texts of the page, between its articles' titles and ends. */
    static List<String> texts(String page) {
        return List.of(page.split("</h2>\n", -1)).stream()
                .skip(1)
                .map(each -> each.substring(0, each.indexOf("</article>")))
                .toList();
    }

    @Test
    void aNoteIsKeptAsItWasWrittenAndShownAsWhatItMeans() throws Exception {
        String text = "Wants *three* boxes,\n<b>not</b> [two](https://a.example).";

        HttpResponse<String> added = add("Boxes & more", text, "rani");
        assertThat(added.statusCode()).as(added.body()).isEqualTo(201);
        assertThat(added.headers().firstValue("Location").orElseThrow()).endsWith(notes);
        assertThat(JSON.readTree(client.get(notes, client.person("rani")).body())
                        .get(0)
                        .get("text")
                        .asText())
                .isEqualTo(text);
        HttpResponse<String> page = page("rani");
        assertThat(page.headers().map())
                .containsEntry("Content-Type", List.of("text/html;charset=utf-8"))
                .containsEntry("Content-Security-Policy", List.of(NotesPage.CONTENT_SECURITY_POLICY))
                .containsEntry("X-Content-Type-Options", List.of("nosniff"));
        assertThat(page.body())
                .contains(
                        "<title>Notes on Toko &lt;b&gt;Maju&lt;/b&gt; &amp; \"Co\"</title>",
                        "<h2>Boxes &amp; more</h2>")
                .contains("<article title=\"by people:rani\">")
                .contains("Wants <em>three</em> boxes,\n&lt;b&gt;not&lt;/b&gt; "
                        + "<a href=\"https://a.example\" rel=\"nofollow\">two</a>.");
    }

    @Test
    void notesAreForThoseWhoSeeTheCustomer() throws Exception {
        assertThat(add("t", "x", "rani").statusCode()).isEqualTo(201);

        assertThat(page("wira").statusCode()).isEqualTo(200);
        assertProblem(add("t", "x", "wira"), 403, "forbidden");
        assertProblem(add("t", "x", "dewi"), 404, "not-found");
        assertProblem(add("t", "x", "budi"), 403, "forbidden");
        assertProblem(add("t", "x", ""), 401, "authentication-required");
        assertProblem(page("budi"), 403, "forbidden");
        HttpResponse<String> foreign = page("dewi");
        assertProblem(foreign, 404, "not-found");
        assertThat(documentOf(client.get("/api/customers/none/notes/page", client.person("dewi"))))
                .isEqualTo(documentOf(foreign));
        assertThat(texts(page("rani").body())).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"80, 10000, 201", "81, 10000, 422", "80, 10001, 422", "0, 5, 422", "5, 0, 422"})
    void aNoteHasBounds(int title, int text, int status) throws Exception {
        assertThat(add("x".repeat(title), "y".repeat(text), "rani").statusCode())
                .isEqualTo(status);
    }

    @Test
    void aNoteThatCannotBeShownIsRefusedWhenItComes() throws Exception {
        HttpResponse<String> answer =
                add("t", "[a]: https://a.example/" + "x".repeat(4_000) + "\n\n" + "[a] ".repeat(1_000), "rani");

        assertProblem(answer, 422, "content-refused");
        assertThat(answer.body()).contains("\"pointer\":\"#/text\",\"code\":\"body.constraint\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"title\":\"t\"}",
                "{\"title\":\"t\",\"text\":\"x\",\"author\":\"people:dewi\"}",
                "{\"title\":\"a\\nb\",\"text\":\"x\"}",
                "{\"title\":\"t\",\"text\":\"x\\u0000\"}",
                "{\"title\":\"t\",\"text\":\"\\u202E\"}"
            })
    void whatIsNoNoteIsRefused(String note) throws Exception {
        assertProblem(client.post(notes, note, client.person("rani")), 422, "content-refused");
    }

    @Test
    void nothingHostileRunsInABrowserWithThePolicyOrWithoutIt(@TempDir Path folder) throws Exception {
        Browser browser =
                Browser.in(folder).orElseGet(() -> abort("no Chromium on the path, and gapura.browser names none"));
        Path runs = Files.writeString(
                folder.resolve("runs.html"), "<title>page</title><script>document.title='pwned'</script>");
        assertThat(browser.open(runs.toUri().toString())).contains("<title>pwned</title>");
        int begin = 0;
        while (begin < Hostile.NOTES.size()) {
            makeACustomer();
            int end = Math.min(begin + NoteBook.MOST, Hostile.NOTES.size());
            for (String text : Hostile.NOTES.subList(begin, end)) {
                assertThat(add(
                                        text.replaceAll("[\\n\\t\\x01]", " ").substring(0, Math.min(text.length(), 80)),
                                        text,
                                        "rani")
                                .statusCode())
                        .as(text)
                        .isEqualTo(text.indexOf('\u0001') < 0 ? 201 : 422);
            }
            String page = page("rani").body();
            texts(page).forEach(ShownHtml::assertHarmless);
            Path alone = Files.writeString(folder.resolve("alone.html"), page);
            String credentials = "rani:" + DemoClient.password(data, "rani") + "@";
            String address = origin.replace("://", "://" + credentials) + notes + "/page";
            for (String opened : List.of(address, alone.toUri().toString())) {
                assertThat(browser.open(opened))
                        .contains("<h1>Notes on Toko &lt;b&gt;Maju&lt;/b&gt;")
                        .contains("<title>Notes on Toko ")
                        .doesNotContain("<script", "<img", "<iframe", "<svg", "<style", "<form", "<title>pwned");
            }
            begin = end;
        }
    }
}
