package io.gapura.validation.html;

import org.owasp.html.HtmlPolicyBuilder;
import org.owasp.html.PolicyFactory;

/**
 * Turns HTML that a client wrote, or a Markdown renderer made, into {@link SafeHtml} (CWE-79), by the OWASP Java HTML
 * Sanitizer: a list of what is kept, everything else is left out. Stateless; at most 262,144 characters.
 */
public final class RichHtml {
    private static final int LONGEST = 262_144;
    private static final PolicyFactory KEPT = new HtmlPolicyBuilder()
            .allowCommonBlockElements()
            .allowCommonInlineFormattingElements()
            .allowElements("pre", "hr", "table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption", "a")
            .allowUrlProtocols("https", "http", "mailto")
            .allowAttributes("href")
            .onElements("a")
            .requireRelNofollowOnLinks()
            .toFactory();

    private RichHtml() {}

    /**
     * What of the HTML is safe to show.
     *
     * @throws IllegalArgumentException when it is too long, which a constraint has to refuse before
     */
    public static SafeHtml sanitize(CharSequence html) {
        if (html.length() > LONGEST) {
            throw new IllegalArgumentException("rich text must have at most " + LONGEST + " characters");
        }
        return new SafeHtml(KEPT.sanitize(html.toString()));
    }
}
