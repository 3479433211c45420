package io.gapura.filters.signing.webhook;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A piece of the signed bytes. */
sealed interface Part {
    /** Text that is always there. */
    record Literal(String text) implements Part {}

    /** A member of the content, as text; nothing when it is absent. */
    record Member(String path) implements Part {}

    /** What the request brings. */
    enum Value implements Part {
        BODY,
        TIMESTAMP,
        ID,
        METHOD,
        URL,
        FORM
    }

    /** Reads a template; what is not in braces is literal. */
    static List<Part> parse(String template, String under) {
        List<Part> parts = new ArrayList<>();
        int from = 0;
        while (from < template.length()) {
            int open = template.indexOf('{', from);
            int to = open < 0 ? template.length() : open;
            if (to > from) {
                parts.add(new Literal(template.substring(from, to)));
            }
            if (open < 0) {
                break;
            }
            int close = template.indexOf('}', open);
            if (close < 0) {
                throw new IllegalArgumentException("a brace is not closed");
            }
            parts.add(placeholder(template.substring(open + 1, close), under));
            from = close + 1;
        }
        return List.copyOf(parts);
    }

    private static Part placeholder(String name, String under) {
        if (name.startsWith("json ")) {
            return new Member(under + name.substring(5));
        }
        for (Value value : Value.values()) {
            if (Words.of(value).equals(name)) {
                return value;
            }
        }
        throw new IllegalArgumentException("there is no placeholder {" + name + "}");
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
