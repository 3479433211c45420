package io.gapura.examples.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class MarkdownTest {
    static final List<String> HOSTILE = Hostile.NOTES;

    private static String html(String text) {
        return Markdown.html(text).orElseThrow().html();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "three *boxes*|<p>three <em>boxes</em></p>",
                "# Boxes|<h1>Boxes</h1>",
                "- one\\n- two|<ul><li>one</li><li>two</li></ul>",
                "> said|<blockquote><p>said</p></blockquote>",
                "[us](https://a.example/x)|<p><a href=\"https://a.example/x\" rel=\"nofollow\">us</a></p>",
                "<https://a.example/x>|<p><a href=\"https://a.example/x\" rel=\"nofollow\">https://a.example/x</a></p>",
                "<ayu@a.example>|<p><a href=\"mailto:ayu&#64;a.example\" rel=\"nofollow\">ayu&#64;a.example</a></p>",
                "[up](/api/customers)|<p><a href=\"/api/customers\" rel=\"nofollow\">up</a></p>",
                "1 < 2 & 3|<p>1 &lt; 2 &amp; 3</p>",
                "<b>no</b>|<p>&lt;b&gt;no&lt;/b&gt;</p>",
            })
    void whatIsWrittenLooksAsItIsMeant(String text, String shown) {
        assertThat(html(text.translateEscapes()).replace("\n", "")).isEqualTo(shown);
    }

    @ParameterizedTest
    @FieldSource("HOSTILE")
    void nothingThatRunsOrLoadsIsShown(String text) {
        ShownHtml.assertHarmless(html(text));
    }

    /** The first net alone: what the sanitizer is given is text already. */
    @Test
    void htmlOfTheAuthorIsShownAsTheTextThatItIs() {
        assertThat(html("<script>x</script>")).contains("&lt;script&gt;x&lt;/script&gt;");
        assertThat(html("a <i>b</i>")).contains("a &lt;i&gt;b&lt;/i&gt;");
    }

    @Test
    void whatBecomesTooLongIsNotShown() {
        int around = "<p></p>\n".length();

        assertThat(Markdown.html("x".repeat(Markdown.LONGEST - around))).isPresent();
        assertThat(Markdown.html("x".repeat(Markdown.LONGEST - around + 1))).isEmpty();
    }

    @Test
    void referencesToOneLongAddressDoNotMultiplyIt() {
        String address = "[a]: https://a.example/" + "x".repeat(4_000) + "\n\n";

        assertThat(Markdown.html(address + "[a] ".repeat(10))).isPresent();
        assertThat(Markdown.html(address + "[a] ".repeat(1_400))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"> ", "- ", "*_", "[", "*a _b ", "> - "})
    void nestingIsCutAndAShallowStackIsEnough(String opening) throws Exception {
        String closing = opening.startsWith("*") ? "_*" : "](/x)";
        String text = opening.repeat(2_000) + "x" + (opening.equals("> ") ? "" : closing.repeat(1_000));
        AtomicReference<String> shown = new AtomicReference<>("");
        Thread shallow = new Thread(null, () -> shown.set(html(text)), "shallow", 256 * 1_024);
        shallow.start();
        shallow.join();

        // a list and its item are two
        assertThat(depth(shown.get())).isBetween(1, 2 * Markdown.DEEPEST + 1);
    }

    @Test
    void whatNobodyWritesDeeperIsNotCut() {
        assertThat(html("> ".repeat(20) + "x").split("<blockquote>", -1)).hasSize(21);
        assertThat(depth(html("*a _b ".repeat(5) + "x" + "_*".repeat(5)))).isEqualTo(11);
    }

    /** How many elements stand open at once. */
    private static int depth(String html) {
        int open = 0;
        int most = 0;
        for (MatchResult tag :
                Pattern.compile("<(/?)[a-z0-9]+[^>/]*>").matcher(html).results().toList()) {
            open += tag.group(1).isEmpty() ? 1 : -1;
            most = Math.max(most, open);
        }
        return most;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[", "![", "*_", "> ", "- ", "`", "<", "&", "[a](", "**a ", "\\", "<!--", "[]: x\n", "1. \n", "]("
            })
    void whatIsRepeatedToTheBoundIsReadInTime(String piece) {
        String text = piece.repeat(10_000 / piece.length());

        assertTimeoutPreemptively(Duration.ofMinutes(3), () -> Markdown.html(text))
                .ifPresent(shown -> ShownHtml.assertHarmless(shown.html()));
    }
}
