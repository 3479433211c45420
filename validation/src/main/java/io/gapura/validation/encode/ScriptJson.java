package io.gapura.validation.encode;

/**
 * Makes a JSON document fit to stand in a {@code <script>} element: no text in it ends the element, opens a comment, or
 * breaks a line of JavaScript before ECMAScript 2019. It stays the same JSON to every reader.
 *
 * <p>The five characters stand in strings alone wherever a document is valid; what is no JSON stays none, and is not to be
 * written into a page. Stateless.
 */
public final class ScriptJson {
    private ScriptJson() {}

    /** {@code < > &}, U+2028 and U+2029 as escapes of JSON (RFC 8259 §7). */
    public static String escape(String json) {
        StringBuilder escaped = new StringBuilder(json.length() + 32);
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            switch (c) {
                case '<' -> escaped.append("\\u003c");
                case '>' -> escaped.append("\\u003e");
                case '&' -> escaped.append("\\u0026");
                case '\u2028' -> escaped.append("\\u2028");
                case '\u2029' -> escaped.append("\\u2029");
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }
}
