package io.gapura.filters.testkit;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** An answer as it came over the wire. Immutable. */
public final class RawAnswer {
    /** Nothing came. */
    static final RawAnswer NONE = new RawAnswer(0, "", List.of(), List.of(), new byte[0], false);

    private final int status;
    private final String reason;
    private final List<Field> headers;
    private final List<Field> trailers;
    private final byte[] content;
    private final boolean complete;

    /** One header line. */
    public record Field(String name, String value) {}

    private RawAnswer(
            int status, String reason, List<Field> headers, List<Field> trailers, byte[] content, boolean complete) {
        this.status = status;
        this.reason = reason;
        this.headers = List.copyOf(headers);
        this.trailers = List.copyOf(trailers);
        this.content = content;
        this.complete = complete;
    }

    /** A complete answer, for drivers that have no wire. */
    public static RawAnswer of(int status, List<Field> headers, byte[] content) {
        return new RawAnswer(status, "", headers, List.of(), content.clone(), true);
    }

    /** The same, with the words behind the status: servers have put messages of exceptions there. */
    public RawAnswer saying(String words) {
        return new RawAnswer(status, words, headers, trailers, content, complete);
    }

    RawAnswer with(byte[] bytes, List<Field> after, boolean whole) {
        return new RawAnswer(status, reason, headers, after, bytes, whole);
    }

    /** No status line: the connection was closed, or nobody waited. */
    public static RawAnswer none() {
        return NONE;
    }

    /** 0 when no status line came. */
    public int status() {
        return status;
    }

    /** What stands behind the status in the first line; often empty. */
    public String reason() {
        return reason;
    }

    /** The fields behind a chunked content. */
    public List<Field> trailers() {
        return trailers;
    }

    /** In order, repeated names kept. */
    public List<Field> headers() {
        return headers;
    }

    /** Decoded from its transfer coding, at most 1 MiB. */
    public byte[] content() {
        return content.clone();
    }

    /** Whether it ended as its framing said; a cut answer is how a failure after commit must look. */
    public boolean complete() {
        return complete;
    }

    /** All values of a header, names compared without case. */
    public List<String> all(String name) {
        return headers.stream()
                .filter(field -> field.name().equalsIgnoreCase(name))
                .map(Field::value)
                .toList();
    }

    /** The content as UTF-8. */
    public String text() {
        return new String(content, StandardCharsets.UTF_8);
    }
}
