package io.gapura.filters.testkit;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * An answer as it came over the wire.
 *
 * @param status 0 when no status line came
 * @param headers in order, repeated names kept
 * @param content decoded from its transfer coding, at most 1 MiB
 * @param complete whether it ended as its framing said; a cut answer is how a failure after commit must look
 */
public record RawAnswer(int status, List<Field> headers, byte[] content, boolean complete) {
    /** One header line. */
    public record Field(String name, String value) {}

    /** Nothing came. */
    static final RawAnswer NONE = new RawAnswer(0, List.of(), new byte[0], false);

    public RawAnswer {
        headers = List.copyOf(headers);
        content = content.clone();
    }

    /** All values of a header, names compared without case. */
    public List<String> all(String name) {
        return headers.stream()
                .filter(field -> field.name().equalsIgnoreCase(name))
                .map(Field::value)
                .toList();
    }

    @Override
    public byte[] content() {
        return content.clone();
    }

    /** The content as UTF-8. */
    public String text() {
        return new String(content, StandardCharsets.UTF_8);
    }
}
