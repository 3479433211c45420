package io.gapura.filters;

/**
 * One header field line of an answer. A line that exists is safe to send: the name is a token, the value holds no
 * control character (RFC 9110 §5.5), so nothing can be split by it (CVE-2016-4993 class).
 *
 * @param name a token
 * @param value visible ASCII, space and tab
 */
public record HeaderLine(String name, String value) {
    public HeaderLine {
        if (!Ascii.isToken(name)) {
            throw new IllegalArgumentException("a header name must be a token");
        }
        if (!Ascii.isFieldValue(value)) {
            throw new IllegalArgumentException("the value of " + name + " holds a character that no header may hold");
        }
    }

    /** Whether the other name is the same field. */
    public boolean named(String other) {
        return Ascii.same(name, other);
    }
}
