package io.gapura.examples.orders;

import io.gapura.validation.html.RichHtml;
import io.gapura.validation.html.SafeHtml;
import java.util.Optional;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * What a text in Markdown (CommonMark) looks like on a page (CWE-79). Two nets, one behind the other: the renderer writes HTML
 * of the author as the text that it is and leaves out addresses of other schemes; of what it made, the sanitizer keeps its
 * short list, so that a slip of the renderer stays without harm. There are no pictures: one that is loaded tells somebody
 * else who reads.
 *
 * <p>Stateless. Nesting is cut at {@value #DEEPEST}, as text; what becomes longer than {@value #LONGEST} characters, which
 * references to one long address do, is not shown at all.
 */
final class Markdown {
    static final int LONGEST = 65_536;
    static final int DEEPEST = 32;

    private static final Parser PARSER = Parser.builder()
            .maxOpenBlockParsers(DEEPEST)
            .maxInlineNesting(DEEPEST)
            .build();
    private static final HtmlRenderer RENDERER =
            HtmlRenderer.builder().escapeHtml(true).sanitizeUrls(true).build();

    private Markdown() {}

    /** Empty when it becomes too long. */
    static Optional<SafeHtml> html(String text) {
        Page page = new Page();
        try {
            RENDERER.render(PARSER.parse(text), page);
        } catch (TooLongException more) {
            return Optional.empty();
        }
        return Optional.of(RichHtml.sanitize(page.html));
    }

    /** Ends the writing. */
    private static final class TooLongException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooLongException() {
            super("too long", null, false, false);
        }
    }

    /** What was written so far. */
    private static final class Page implements Appendable {
        private final StringBuilder html = new StringBuilder();

        @Override
        public Appendable append(CharSequence more) {
            return append(more, 0, more.length());
        }

        @Override
        public Appendable append(CharSequence more, int start, int end) {
            if (end - start > LONGEST - html.length()) {
                throw new TooLongException();
            }
            html.append(more, start, end);
            return this;
        }

        @Override
        public Appendable append(char one) {
            return append(String.valueOf(one));
        }
    }
}
