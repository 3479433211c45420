package io.gapura.validation.html;

/**
 * HTML that may be written into a page as it is. Only {@link RichHtml} makes one, so that a template that asks for this type
 * cannot be given a text by mistake. Immutable.
 *
 * @see RichHtml#sanitize
 */
public final class SafeHtml {
    private final String html;

    SafeHtml(String html) {
        this.html = html;
    }

    /** For the body of a page; neither for an attribute nor for a script. */
    public String html() {
        return html;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SafeHtml that && html.equals(that.html);
    }

    @Override
    public int hashCode() {
        return html.hashCode();
    }

    /** The same, for templates that print objects. */
    @Override
    public String toString() {
        return html;
    }
}
