package io.gapura.filters;

import java.util.Arrays;
import java.util.Collection;

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

    /** Whether lines of this name add up, ours and the application's, instead of replacing each other. */
    public boolean adds() {
        return isVary() || Ascii.same(name, "Set-Cookie");
    }

    private boolean isVary() {
        return Ascii.same(name, "Vary");
    }

    /** Whether lines of the same name say this already: each member of a Vary, or a cookie as a whole. */
    public boolean isSaidBy(Collection<String> lines) {
        if (lines.contains(value) || lines.isEmpty() || !isVary()) {
            return lines.contains(value);
        }
        return Arrays.stream(value.split(",", -1))
                .map(String::strip)
                .allMatch(member -> lines.stream()
                        .flatMap(line -> Arrays.stream(line.split(",", -1)))
                        .map(String::strip)
                        .anyMatch(said -> said.equals("*") || Ascii.same(said, member)));
    }

    /** Whether the other name is the same field. */
    public boolean named(String other) {
        return Ascii.same(name, other);
    }
}
