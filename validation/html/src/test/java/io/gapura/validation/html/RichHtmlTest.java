package io.gapura.validation.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RichHtmlTest {
    private static final Set<String> KEPT = Set.of(
            "p",
            "div",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "ul",
            "ol",
            "li",
            "blockquote",
            "b",
            "i",
            "font",
            "s",
            "u",
            "o",
            "sup",
            "sub",
            "ins",
            "del",
            "strong",
            "strike",
            "tt",
            "code",
            "big",
            "small",
            "br",
            "span",
            "em",
            "pre",
            "hr",
            "table",
            "thead",
            "tbody",
            "tfoot",
            "tr",
            "td",
            "th",
            "caption",
            "a");
    /** A scheme of the list, or none before the path. */
    private static final Pattern ATTRIBUTES = Pattern.compile(
            "/?|(?:href=\"(?:(?:https|http|mailto):[^\"]*|[^\":/?#]*(?:[/?#][^\"]*)?)\" )?rel=\"nofollow\"");

    private static final Pattern TAG = Pattern.compile("<(/?)([^\\s>/]*)([^>]*)>");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<p>three <b>boxes</b></p>",
                "<h1>a</h1><ul><li>b</li></ul>",
                "<pre><code>x</code></pre>",
                "<table><tbody><tr><td>1</td></tr></tbody></table>",
                "Grüße, 你好"
            })
    void textAndItsFormPass(String html) {
        assertThat(RichHtml.sanitize(html).html()).isEqualTo(html);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            <script>alert(1)</script>a                     | a
            <p onclick="x()">a</p>                         | <p>a</p>
            <p style="color:red">a</p>                     | <p>a</p>
            <img src=x onerror=alert(1)>a                  | a
            <svg onload=alert(1)>a</svg>                   | a
            <iframe src="https://evil.example">a</iframe>  | ``
            <a href="javascript:alert(1)">a</a>            | a
            <a href="data:text/html,x">a</a>               | a
            <b>a                                           | <b>a</b>
            a < b                                          | a &lt; b
            """)
    void anythingElseIsLeftOut(String html, String safe) {
        assertThat(RichHtml.sanitize(html).html()).isEqualTo(safe);
    }

    @Test
    void aLinkIsNotRecommended() {
        assertThat(RichHtml.sanitize("<a href=\"https://example.org/\">a</a>").html())
                .isEqualTo("<a href=\"https://example.org/\" rel=\"nofollow\">a</a>");
    }

    @Test
    void theLengthHasABound() {
        assertThatCode(() -> RichHtml.sanitize("a".repeat(262_144))).doesNotThrowAnyException();
        assertThatThrownBy(() -> RichHtml.sanitize("a".repeat(262_145))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void equalHtmlIsEqual() {
        assertThat(RichHtml.sanitize("a")).isEqualTo(RichHtml.sanitize("a")).hasSameHashCodeAs(RichHtml.sanitize("a"));
        assertThat(RichHtml.sanitize("a")).isNotEqualTo(RichHtml.sanitize("b")).hasToString("a");
    }

    @Provide
    Arbitrary<String> html() {
        return Arbitraries.of(List.of(
                        "<",
                        ">",
                        "</",
                        "/>",
                        "=",
                        "\"",
                        "'",
                        " ",
                        "\n",
                        "\0",
                        "a",
                        "&lt;",
                        "&#x6a;",
                        "<!--",
                        "-->",
                        "<![CDATA[",
                        "]]>",
                        "<b>",
                        "<p ",
                        "<a href=",
                        "javascript:",
                        "https://x/",
                        "<script>",
                        "</script>",
                        "<style>",
                        "</style>",
                        "<noscript>",
                        "<template>",
                        "<svg>",
                        "<math>",
                        "<mtext>",
                        "<table>",
                        "<textarea>",
                        "<title>",
                        "onerror=",
                        "alert(1)",
                        "<plaintext>",
                        "<xmp>",
                        "{{",
                        "😀",
                        "\uD800"))
                .list()
                .ofMaxSize(30)
                .map(pieces -> String.join("", pieces));
    }

    @Property(tries = 5_000)
    void onlyWhatIsListedIsInTheResult(@ForAll("html") String html) {
        // the sanitizer parts braces, so that no template engine in the page reads them
        String safe = RichHtml.sanitize(html).html().replace("{<!-- -->", "{ ");
        Matcher tags = TAG.matcher(safe);
        while (tags.find()) {
            assertThat(KEPT).as(safe).contains(tags.group(2));
            assertThat(decoded(tags.group(3).strip())).as(safe).matches(ATTRIBUTES);
        }
        assertThat(TAG.matcher(safe).replaceAll(""))
                .as("no bracket but of a tag")
                .doesNotContain("<", ">", "\"");
    }

    private static String decoded(String attributes) {
        return Pattern.compile("&#([0-9]+);")
                .matcher(attributes)
                .replaceAll(code -> Matcher.quoteReplacement(
                        Character.toString(Integer.parseInt(code.group(1))).replace('"', '_')));
    }
}
