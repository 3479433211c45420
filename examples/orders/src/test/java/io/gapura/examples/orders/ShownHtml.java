package io.gapura.examples.orders;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads HTML that is to be shown, tag by tag, and knows what there may be: nothing that runs, loads or sends. */
final class ShownHtml {
    private static final Set<String> ELEMENTS = Set.of(
            "p",
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
            "em",
            "strong",
            "code",
            "pre",
            "hr",
            "br",
            "a",
            "div");
    private static final Pattern TAG = Pattern.compile("<(/?)([^\\s/>]*)([^>]*)>");
    private static final Pattern LINK = Pattern.compile(" href=\"([^\"<>]*)\" rel=\"nofollow\"");
    private static final Pattern ENCODED = Pattern.compile("&#([0-9]{1,6});");

    /** What a browser takes for the scheme of an address, blanks and controls left out. */
    private static final Pattern SCHEME = Pattern.compile("^([^/?#:]*):");

    private ShownHtml() {}

    static void assertHarmless(String html) {
        // by which the sanitizer cuts what a template engine would take for its own
        Matcher tags = TAG.matcher(html.replace("{<!-- -->{", "{{"));
        StringBuilder text = new StringBuilder();
        while (tags.find()) {
            tags.appendReplacement(text, "");
            String more = tags.group(3).replaceFirst("\\s*/$", "");
            assertThat(tags.group(2)).as(html).isIn(ELEMENTS);
            if (tags.group(2).equals("a") && tags.group(1).isEmpty()) {
                Matcher link = LINK.matcher(more);
                assertThat(link.matches()).as(html).isTrue();
                assertThat(scheme(link.group(1))).as(html).isIn("", "https", "http", "mailto");
            } else {
                assertThat(more).as(html).isEmpty();
            }
        }
        tags.appendTail(text);
        assertThat(text.toString()).as(html).doesNotContain("<");
    }

    private static String scheme(String encoded) {
        String address = ENCODED.matcher(encoded)
                .replaceAll(each -> Matcher.quoteReplacement(Character.toString(Integer.parseInt(each.group(1)))))
                .replace("&amp;", "&")
                .replaceAll("[\\x00-\\x20]", "");
        Matcher scheme = SCHEME.matcher(address);
        return scheme.find() ? scheme.group(1).toLowerCase(Locale.ROOT) : "";
    }
}
