package io.gapura.examples.orders;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NotesPageTest {
    private static String page(String id, String name, Note... notes) {
        return NotesPage.of(new Customer(id, name, "Medan", "people:rani"), List.of(notes));
    }

    @Test
    void aNameIsContentInBothOfItsPlaces() {
        String page = page("1", "</title><script>x</script>&");

        assertThat(page)
                .contains("<title>Notes on &lt;/title&gt;&lt;script&gt;x&lt;/script&gt;&amp;</title>")
                .contains("<h1>Notes on &lt;/title&gt;&lt;script&gt;x&lt;/script&gt;&amp;</h1>");
    }

    @Test
    void anAuthorIsAnAttributeAndATitleIsContent() {
        String page = page("1", "Kopi", new Note("n", "<b onclick=x>", "text", "people:\" onmouseover=\"x", 0));

        assertThat(page)
                .contains("<article title=\"by people:&#34; onmouseover=&#34;x\">")
                .contains("<h2>&lt;b onclick=x&gt;</h2>");
    }

    @Test
    void anIdIsOneSegmentOfAnAddress() {
        assertThat(page("../\"x?y", "Kopi")).contains("<a href=\"/api/customers/..%2F%22x%3Fy\">");
    }

    @Test
    void aNoteThatCannotBeShownSaysSo() {
        String text = "[a]: https://a.example/" + "x".repeat(4_000) + "\n\n" + "[a] ".repeat(1_000);

        assertThat(page("1", "Kopi", new Note("n", "t", text, "people:rani", 0)))
                .contains("<p>This note cannot be shown.</p>");
    }
}
